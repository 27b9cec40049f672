/* guide: one policy item, to read. */
#include "screens/shell/screen.h"
#include "screens/widgets/article.h"

enum { ID_BACK, ID_REQUEST };

struct guide {
    bool here, gone;
    struct answer_guide answer;
};

static void guide_enter(void *state, const struct where *where, const struct outcome *outcome,
                        struct asks *asks) {
    (void)state;
    (void)outcome;
    asks_add(asks, INTENT_GUIDE)->u.guide.id = where->id;
}

static void guide_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct guide *g = state;
    (void)asks;
    g->gone = answer->kind == ANSWER_FAILED;
    if (answer->kind != ANSWER_GUIDE) return;
    g->answer = answer->u.guide;
    g->here = true;
}

static struct step guide_touch(void *state, struct touched touched, struct asks *asks) {
    (void)state;
    (void)asks;
    return step_to(touched.id == ID_REQUEST ? STEP_REQUEST : STEP_UP);
}

static void guide_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct guide *g = state;
    const struct action actions[] = {
        {.label = page_word(page, WORD_BACK), .icon = "chevron-left", .id = ID_BACK},
        {.label = page_word(page, WORD_GUIDE_ASK), .style = STYLE_PRIMARY, .id = ID_REQUEST},
    };
    (void)since_ms;
    page->any_height = true;
    page_begin(page, actions, 2);
    if (g->here) {
        page_text(page, g->answer.card.category, FACE_BOLD, 38, 140, page->ui->theme->sky);
        page_heading(page, g->answer.card.title, "");
        article_draw(page, g->answer.body, g->answer.source, g->answer.card.sample);
    } else {
        page_empty(page, g->gone ? WORD_GUIDES_NONE : WORD_LOADING);
    }
    page_end(page);
}

const struct screen screen_guide = {.name = "guide",
                                    .state_size = sizeof(struct guide),
                                    .timeout_ms = 180000,
                                    .open = true,
                                    .enter = guide_enter,
                                    .touch = guide_touch,
                                    .answer = guide_answer,
                                    .draw = guide_draw};
