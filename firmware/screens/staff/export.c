/* staff_export: exports all taps to a USB stick. It starts on entering and shows the progress. */
#include "screens/staff/page.h"

#include <stdio.h>

enum { ID_AGAIN = ID_STAFF_OWN, ID_BACK };

struct exporting {
    struct staff_scope scope;
    struct staff_query query;
    struct staff_acted acted;
};

static void start(struct asks *asks) {
    staff_act(asks, STAFF_START_EXPORT);
}

static void export_enter(void *state, const struct where *where, const struct outcome *outcome,
                         struct asks *asks) {
    (void)outcome;
    ((struct exporting *)state)->scope = where->staff;
    start(asks);
}

static void export_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct exporting *x = state;
    staff_query_take(&x->query, answer, STAFF_EXPORT);
    if (!staff_acted_take(&x->acted, answer)) return;
    staff_query(asks, STAFF_EXPORT, &x->scope);
}

static struct step export_lead(const void *state) {
    const struct exporting *x = state;
    return staff_lead(&x->query, &x->acted);
}

static struct step export_touch(void *state, struct touched touched, struct asks *asks) {
    struct exporting *x = state;
    struct step step;
    if (staff_touched(touched, &x->scope, &step)) return step;
    if (touched.id == ID_BACK) return step_with(STEP_STAFF_LOG, &(struct where){.staff = x->scope});
    x->acted.here = x->query.here = false;
    start(asks);
    return step_to(STEP_REDRAW);
}

static void draw_progress(struct page *page, const struct staff_export *e) {
    struct ui *ui = page->ui;
    char rows[16], total[16], words[128];
    snprintf(rows, sizeof rows, "%d", e->rows);
    snprintf(total, sizeof total, "%d", e->total);
    strings_fill(words, sizeof words, page_word(page, WORD_STAFF_EXPORT_ROWS), "n", rows, "of",
                 total, NULL);
    page_text(page, words, FACE_SANS, 42, 150, ui->theme->ink);
    page_gap(page, 16);
    form_progress(page, e->state == EXPORT_DONE ? 1 : e->rows,
                  e->state == EXPORT_DONE ? 1 : e->total);
}

static void draw_state(struct page *page, const struct staff_export *e) {
    char words[256];
    switch (e->state) {
    case EXPORT_NONE:
    case EXPORT_NO_STICK:
        page_text(page, page_word(page, WORD_LOADING), FACE_SANS, 42, 150, page->ui->theme->quiet);
        return;
    case EXPORT_RUNNING:
        form_message(page, page_word(page, WORD_STAFF_EXPORT_RUNNING), true);
        draw_progress(page, e);
        return;
    case EXPORT_DONE:
        form_message(page, page_word(page, WORD_STAFF_EXPORT_DONE), true);
        draw_progress(page, e);
        strings_fill(words, sizeof words, page_word(page, WORD_STAFF_EXPORT_FILE), "file", e->file,
                     NULL);
        page_text(page, words, FACE_SANS, 38, 150, page->ui->theme->quiet);
        return;
    case EXPORT_FAILED:
        break;
    }
    strings_fill(words, sizeof words, page_word(page, WORD_STAFF_EXPORT_FAILED), "code",
                 err_name(e->code), NULL);
    form_message(page, words, false);
}

static void export_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct exporting *x = state;
    bool started = x->acted.here &&
                   (x->acted.done.result == STAFF_OK || x->acted.done.result == STAFF_ALREADY);
    bool running = started && x->query.here && x->query.answer.u.export.state == EXPORT_RUNNING;
    const struct action actions[] = {
        {.label = page_word(page, WORD_BACK), .icon = "chevron-left", .id = ID_BACK},
        {.label = page_word(page, WORD_STAFF_EXPORT_AGAIN),
         .style = running ? STYLE_OFF : STYLE_PLAIN,
         .id = ID_AGAIN}};
    (void)since_ms;
    staff_begin(page, x->query.answer.who, STEP_STAFF_EXPORT, actions, 2);
    page_heading(page, page_word(page, WORD_STAFF_EXPORT_TITLE), "");
    if (x->acted.here && !started)
        form_message(page, staff_result_words(page, &x->acted.done), false);
    else if (x->query.here)
        draw_state(page, &x->query.answer.u.export);
    else
        page_empty(page, WORD_LOADING);
    page_end(page);
}

const struct screen screen_staff_export = {.name = "staff_export",
                                           .state_size = sizeof(struct exporting),
                                           .timeout_ms = STAFF_TIMEOUT_MS,
                                           .personal = true,
                                           .enter = export_enter,
                                           .touch = export_touch,
                                           .answer = export_answer,
                                           .lead = export_lead,
                                           .draw = export_draw};
