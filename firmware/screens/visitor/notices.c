/* notices: the notice board: all notices in force, newest first. */
#include "screens/shell/screen.h"
#include "screens/widgets/article.h"
#include "screens/widgets/dates.h"

#include <stdio.h>

enum { ID_BACK };

struct notices {
    bool here;
    struct answer_notices answer;
};

static void notices_enter(void *state, const struct where *where, const struct outcome *outcome,
                          struct asks *asks) {
    (void)state;
    (void)where;
    (void)outcome;
    asks_add(asks, INTENT_NOTICES);
}

static void notices_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct notices *n = state;
    (void)asks;
    if (answer->kind != ANSWER_NOTICES) return;
    n->answer = answer->u.notices;
    n->here = true;
}

static struct step notices_touch(void *state, struct touched touched, struct asks *asks) {
    (void)state;
    (void)touched;
    (void)asks;
    return step_to(STEP_UP);
}

static void draw_notice(struct page *page, const struct notice_item *n) {
    struct ui *ui = page->ui;
    char from[64], to[64], span[200];
    dates_day(page, n->from_ms, from, sizeof from);
    dates_day(page, n->to_ms - 1, to, sizeof to);
    strings_fill(span, sizeof span, page_word(page, WORD_NOTICE_SPAN), "from", from, "to", to,
                 NULL);
    page_text(page, n->title, FACE_BOLD, 52, 140, ui->theme->ink);
    page_text(page, span, FACE_SANS, 36, 140, ui->theme->quiet);
    page_gap(page, 12);
    article_draw(page, n->text, "", false);
    page_gap(page, 20);
    canvas_fill(&ui->canvas, page_take(page, ui_u(ui, 3)), ui->theme->line);
    page_gap(page, 28);
}

static void notices_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct notices *n = state;
    const struct action back = {
        .label = page_word(page, WORD_BACK), .icon = "chevron-left", .id = ID_BACK};
    (void)since_ms;
    page->any_height = true;
    page_begin(page, &back, 1);
    page_heading(page, page_word(page, WORD_NOTICES_TITLE), "");
    page_gap(page, 12);
    for (int i = 0; i < n->answer.count; i++) draw_notice(page, &n->answer.notices[i]);
    if (n->answer.count == 0) page_empty(page, n->here ? WORD_NOTICES_NONE : WORD_LOADING);
    page_end(page);
}

const struct screen screen_notices = {.name = "notices",
                                      .state_size = sizeof(struct notices),
                                      .timeout_ms = 120000,
                                      .open = true,
                                      .enter = notices_enter,
                                      .touch = notices_touch,
                                      .answer = notices_answer,
                                      .draw = notices_draw};
