/* say: the description, the second step: by handwriting, pinyin, phrases or voice note. It is
 * optional. */
#include "screens/shell/screen.h"
#include "screens/typing/writing.h"

#include <string.h>

enum { ID_BACK, ID_NEXT };

struct say {
    struct where where;
    struct writing writing;
    struct request_category category;
};

static void say_enter(void *state, const struct where *where, const struct outcome *outcome,
                      struct asks *asks) {
    struct say *s = state;
    (void)outcome;
    s->where = *where;
    writing_init(&s->writing, where->engines, where->draft.text);
    s->writing.speaks = true;
    asks_add(asks, INTENT_CATEGORIES);
}

static void say_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct say *s = state;
    (void)asks;
    if (answer->kind != ANSWER_CATEGORIES) return;
    for (int i = 0; i < answer->u.categories.count; i++)
        if (strcmp(answer->u.categories.categories[i].key, s->where.draft.category) == 0)
            s->category = answer->u.categories.categories[i];
    s->writing.phrases = &s->category;
}

static struct step say_touch(void *state, struct touched touched, struct asks *asks) {
    struct say *s = state;
    (void)asks;
    if (writing_touch(&s->writing, touched)) return step_to(STEP_REDRAW);
    writing_finish(&s->writing, 0);
    TEXT_COPY(s->where.draft.text, s->writing.edit.text);
    return step_with(touched.id == ID_BACK ? STEP_REQUEST : STEP_PHONE, &s->where);
}

static struct step say_finger(void *state, const struct finger_at *at) {
    struct say *s = state;
    writing_finger(&s->writing, at);
    return step_to(STEP_REDRAW);
}

static int64_t say_next_ms(const void *state, int64_t since_ms) {
    const struct say *s = state;
    return writing_next_ms(&s->writing, since_ms);
}

static void say_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct say *s = state;
    const struct action actions[] = {
        {.label = page_word(page, WORD_STEP_BACK), .icon = "chevron-left", .id = ID_BACK},
        {.label = page_word(page, WORD_SAY_NEXT),
         .after = "chevron-right",
         .style = STYLE_PRIMARY,
         .id = ID_NEXT},
    };
    char step[160];
    page_begin(page, actions, 2);
    strings_fill(step, sizeof step, page_word(page, WORD_SAY_STEP), "category",
                 s->where.draft.category_title, NULL);
    bool beside =
        page->ui->metrics.landscape; /* the height of the heading is left to the writing pad */
    bool tight = page->ui->metrics.zoom > 1.2;
    if (!page_low(page) && !beside && !tight)
        page_text(page, step, FACE_BOLD, 38, 140, page->ui->theme->sky);
    page_heading(page, page_word(page, WORD_SAY_TITLE), beside ? step : "");
    writing_draw(&s->writing, page, since_ms);
    page_end(page);
}

const struct screen screen_say = {.name = "say",
                                  .state_size = sizeof(struct say),
                                  .drafts = true,
                                  .timeout_ms = 180000,
                                  .personal = true,
                                  .enter = say_enter,
                                  .touch = say_touch,
                                  .finger = say_finger,
                                  .answer = say_answer,
                                  .next_ms = say_next_ms,
                                  .draw = say_draw};
