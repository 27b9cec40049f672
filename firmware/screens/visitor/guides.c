/* guides: the list of policy items, a card each. */
#include "screens/shell/screen.h"

#include <stdio.h>

enum { ID_BACK, ID_PREVIOUS, ID_NEXT, ID_GUIDE };

struct guides {
    int32_t offset;
    bool here;
    struct answer_guides answer;
};

static void ask(const struct guides *g, struct asks *asks) {
    struct intent *intent = asks_add(asks, INTENT_GUIDES);
    intent->u.guides.offset = g->offset;
    intent->u.guides.limit = GUIDES_PER_ANSWER;
}

static void guides_enter(void *state, const struct where *where, const struct outcome *outcome,
                         struct asks *asks) {
    struct guides *g = state;
    (void)outcome;
    g->offset = where->offset;
    ask(g, asks);
}

static void guides_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct guides *g = state;
    (void)asks;
    if (answer->kind != ANSWER_GUIDES) return;
    g->answer = answer->u.guides;
    g->here = true;
}

static struct step guides_touch(void *state, struct touched touched, struct asks *asks) {
    struct guides *g = state;
    if (touched.id == ID_BACK) return step_to(STEP_UP);
    if (touched.id == ID_GUIDE) {
        struct where where = {.id = g->answer.guides[touched.arg].id, .offset = g->offset};
        return step_with(STEP_GUIDE, &where);
    }
    g->offset += touched.id == ID_NEXT ? GUIDES_PER_ANSWER : -GUIDES_PER_ANSWER;
    if (g->offset < 0) g->offset = 0;
    ask(g, asks);
    return step_to(STEP_REDRAW);
}

static void draw_card(struct page *page, const struct guide_card *card, int index) {
    struct ui *ui = page->ui;
    int pad = ui_u(ui, 36), icon = ui_u(ui, 56), width = page->body.w - 3 * pad - icon;
    struct text_style title = ui_style(ui, FACE_BOLD, 46, 130),
                      line = ui_style(ui, FACE_SANS, 38, 140);
    title.max_lines = 2;
    line.max_lines = page_low(page) ? 3 : 2; /* the body is narrower there */
    int title_h = text_lay_out(ui->canvas.text, card->title, title, width)->height;
    int line_h = text_lay_out(ui->canvas.text, card->summary, line, width)->height;
    struct rect r = page_take(page, title_h + line_h + 2 * ui_u(ui, 26));
    widget_card(ui, r, widget_target(ui, r, card->title, ID_GUIDE, index));
    int y = r.y + ui_u(ui, 24);
    y += canvas_words(&ui->canvas, r.x + pad, y, width, card->title, title, ALIGN_LEFT,
                      ui->theme->ink);
    canvas_words(&ui->canvas, r.x + pad, y, width, card->summary, line, ALIGN_LEFT,
                 ui->theme->quiet);
    canvas_icon(&ui->canvas, "chevron-right", r.x + r.w - pad - icon, r.y + (r.h - icon) / 2, icon,
                ui->theme->army);
    page_gap(page, 24);
}

static int make_actions(const struct guides *g, const struct page *page,
                        struct action ret_actions[static 3]) {
    int count = 0;
    ret_actions[count++] =
        (struct action){.label = page_word(page, WORD_BACK), .icon = "chevron-left", .id = ID_BACK};
    if (g->offset > 0)
        ret_actions[count++] =
            (struct action){.label = page_word(page, WORD_PAGE_PREVIOUS), .id = ID_PREVIOUS};
    if (g->offset + g->answer.count < g->answer.total)
        ret_actions[count++] = (struct action){.label = page_word(page, WORD_PAGE_NEXT),
                                               .after = "chevron-right",
                                               .style = STYLE_PRIMARY,
                                               .id = ID_NEXT};
    return count;
}

static void guides_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct guides *g = state;
    struct action actions[3];
    char total[64] = "", number[16];
    (void)since_ms;
    snprintf(number, sizeof number, "%d", g->answer.total);
    if (g->answer.total)
        strings_fill(total, sizeof total, page_word(page, WORD_GUIDES_TOTAL), "n", number, NULL);
    page_begin(page, actions, make_actions(g, page, actions));
    page_heading(page, page_word(page, WORD_HOME_GUIDES), total);
    for (int i = 0; i < g->answer.count; i++) draw_card(page, &g->answer.guides[i], i);
    if (g->answer.count == 0) page_empty(page, g->here ? WORD_GUIDES_NONE : WORD_LOADING);
    page_end(page);
}

const struct screen screen_guides = {.name = "guides",
                                     .state_size = sizeof(struct guides),
                                     .timeout_ms = 90000,
                                     .open = true,
                                     .enter = guides_enter,
                                     .touch = guides_touch,
                                     .answer = guides_answer,
                                     .draw = guides_draw};
