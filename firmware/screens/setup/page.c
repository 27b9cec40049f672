/* setup_page: the frame of the pages of the setup wizard. */
#include "screens/setup/page.h"

#include <stdio.h>

void setup_dock(struct page *page) {
    page->dock_title = WORD_SETUP_DOCK;
    page->dock_line = WORD_SETUP_DOCK_LINE;
}

void setup_begin(struct page *page, int step, enum word title) {
    const struct action actions[] = {{.label = page_word(page, WORD_STEP_BACK),
                                      .icon = "chevron-left",
                                      .style = step > 1 ? STYLE_PLAIN : STYLE_OFF,
                                      .id = ID_SETUP_BACK},
                                     {.label = page_word(page, WORD_SETUP_NEXT),
                                      .after = "chevron-right",
                                      .style = STYLE_PRIMARY,
                                      .id = ID_SETUP_NEXT}};
    char n[8], of[8], words[32];
    snprintf(n, sizeof n, "%d", step);
    snprintf(of, sizeof of, "%d", SETUP_STEPS);
    strings_fill(words, sizeof words, page_word(page, WORD_SETUP_STEP), "n", n, "of", of, NULL);
    setup_dock(page);
    page_begin(page, actions, 2);
    page_heading(page, page_word(page, title), page_low(page) ? "" : words);
}

bool setup_touched(struct touched touched, enum step_kind back, enum step_kind next,
                   struct step *ret_step) {
    if (touched.id != ID_SETUP_BACK && touched.id != ID_SETUP_NEXT) return false;
    *ret_step =
        step_with(touched.id == ID_SETUP_BACK ? back : next, &(struct where){.setup = true});
    return true;
}

void setup_ask(struct asks *asks) {
    asks_add(asks, INTENT_SETUP_SEE);
}

void setup_enter(void *state, const struct where *where, const struct outcome *outcome,
                 struct asks *asks) {
    (void)state, (void)where, (void)outcome;
    setup_ask(asks);
}

void setup_do(struct asks *asks, enum setup_action action, const char *text, const char *secret) {
    struct setup_do *what = &asks_add(asks, INTENT_SETUP_DO)->u.setup_do;
    what->action = action;
    TEXT_COPY(what->text, text);
    TEXT_COPY(what->secret, secret);
}

bool setup_query_take(struct setup_query *query, const struct answer *answer) {
    if (answer->kind != ANSWER_SETUP) return false;
    query->here = true;
    query->answer = answer->u.setup;
    return true;
}

void setup_trouble(struct page *page, const struct setup_query *query) {
    char words[192];
    if (!query->here || query->answer.code == ERR_NONE) return;
    strings_fill(words, sizeof words, page_word(page, WORD_SETUP_NOT_KEPT), "code",
                 err_name(query->answer.code), NULL);
    form_message(page, words, false);
}

bool setup_keep_tap(void *state, const struct outcome *outcome, struct asks *asks) {
    (void)state, (void)outcome, (void)asks;
    return true;
}

void setup_line(struct page *page, enum word words) {
    page_text(page, page_word(page, words), FACE_SANS, 42, 150, page->ui->theme->ink);
    page_gap(page, 24);
}
