/* staff_import: shows what is on a stick and what an import would change, then imports it.
 *
 *   enter --> reading --> preview --导入--> importing --> imported
 *                           \---取消--> the log */
#include "screens/staff/page.h"

#include <stdio.h>
#include <string.h>

enum { ID_TAKE = ID_STAFF_OWN, ID_LEAVE, ID_AGAIN };

struct importing {
    struct staff_scope scope;
    struct staff_query query;
    struct staff_acted acted;
};

static const enum word kind_words[IMPORT_KINDS] = {
    [IMPORT_SETTINGS] = WORD_STAFF_KIND_SETTINGS,
    [IMPORT_GRIDS] = WORD_STAFF_KIND_GRIDS,
    [IMPORT_TEAMS] = WORD_STAFF_KIND_TEAMS,
    [IMPORT_MEMBERS] = WORD_STAFF_KIND_MEMBERS,
    [IMPORT_CARDS] = WORD_STAFF_KIND_CARDS,
    [IMPORT_ACTIVITIES] = WORD_STAFF_KIND_ACTIVITIES,
    [IMPORT_CATEGORIES] = WORD_STAFF_KIND_CATEGORIES,
    [IMPORT_STEPS] = WORD_STAFF_KIND_STEPS,
    [IMPORT_NOTICES] = WORD_STAFF_KIND_NOTICES,
    [IMPORT_STORIES] = WORD_STAFF_KIND_STORIES,
    [IMPORT_GUIDES] = WORD_STAFF_KIND_GUIDES,
    [IMPORT_PACKS] = WORD_STAFF_KIND_PACKS,
};

static void act(struct importing *x, enum staff_action action, struct asks *asks) {
    staff_act(asks, action);
    x->acted.here = false;
}

static void import_enter(void *state, const struct where *where, const struct outcome *outcome,
                         struct asks *asks) {
    struct importing *x = state;
    (void)outcome;
    x->scope = where->staff;
    act(x, STAFF_LOOK_AT_STICK, asks);
}

static void import_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct importing *x = state;
    staff_query_take(&x->query, answer, STAFF_IMPORT);
    if (!staff_acted_take(&x->acted, answer)) return;
    staff_query(asks, STAFF_IMPORT, &x->scope);
}

static struct step import_lead(const void *state) {
    const struct importing *x = state;
    bool gone = x->query.gone || (x->acted.here && x->acted.done.result == STAFF_SIGNED_OUT);
    if (gone) return step_to(STEP_DONE);
    if (x->acted.here && x->acted.done.action == STAFF_LEAVE_STICK)
        return step_with(STEP_STAFF_LOG, &(struct where){.staff = x->scope});
    return step_to(STEP_STAY);
}

static struct step import_touch(void *state, struct touched touched, struct asks *asks) {
    struct importing *x = state;
    struct step step;
    if (staff_touched(touched, &x->scope, &step)) return step;
    if (touched.id == ID_TAKE) act(x, STAFF_TAKE_STICK, asks);
    if (touched.id == ID_LEAVE) act(x, STAFF_LEAVE_STICK, asks);
    if (touched.id == ID_AGAIN) {
        x->query.here = false;
        act(x, STAFF_LOOK_AT_STICK, asks);
    }
    return step_to(STEP_REDRAW);
}

/* Appends " · 新增 3" to the line. */
static void add_words(const struct page *page, enum word word, int32_t n, char *words,
                      size_t bytes) {
    char number[16], part[64];
    size_t used = strlen(words);
    if (n == 0) return;
    snprintf(number, sizeof number, "%d", n);
    strings_fill(part, sizeof part, page_word(page, word), "n", number, NULL);
    snprintf(words + used, bytes - used, "%s%s", used ? " · " : "", part);
}

static void draw_counts(struct page *page, const struct staff_import *i) {
    bool removes = false;
    for (int kind = 0; kind < IMPORT_KINDS; kind++) {
        char words[256] = "";
        add_words(page, WORD_STAFF_IMPORT_ADDED, i->kinds[kind].added, words, sizeof words);
        add_words(page, WORD_STAFF_IMPORT_CHANGED, i->kinds[kind].changed, words, sizeof words);
        add_words(page, WORD_STAFF_IMPORT_REMOVED, i->kinds[kind].removed, words, sizeof words);
        add_words(page, WORD_STAFF_IMPORT_REFUSED, i->kinds[kind].refused, words, sizeof words);
        if (words[0]) form_line(page, page_word(page, kind_words[kind]), words);
        removes |= i->kinds[kind].removed > 0;
    }
    if (removes && i->state == IMPORT_SEEN) {
        page_gap(page, 20);
        form_message(page, page_word(page, WORD_STAFF_IMPORT_REMOVES), false);
    }
    page_gap(page, 28);
}

/* "roster.csv:12: why": the place, and below it the reason. */
static void draw_refusal(struct page *page, const char *refusal) {
    char place[IMPORT_REFUSAL_SIZE];
    const char *why = strstr(refusal, ": ");
    if (why) {
        snprintf(place, sizeof place, "%.*s", (int)(why - refusal), refusal);
        page_text(page, place, FACE_BOLD, 36, 140, page->ui->theme->ink);
    }
    page_text(page, why ? why + 2 : refusal, FACE_SANS, 34, 145, page->ui->theme->ink);
    page_gap(page, 20);
}

static void draw_refusals(struct page *page, const struct staff_import *i) {
    char number[16], words[96];
    int shown = i->refusals < IMPORT_REFUSALS ? i->refusals : IMPORT_REFUSALS;
    if (shown == 0) return;
    form_message(page, page_word(page, WORD_STAFF_IMPORT_WRONG), false);
    for (int k = 0; k < shown; k++) draw_refusal(page, i->refusal[k]);
    if (i->refusals == shown) return;
    snprintf(number, sizeof number, "%d", i->refusals - shown);
    strings_fill(words, sizeof words, page_word(page, WORD_STAFF_IMPORT_MORE), "n", number, NULL);
    page_text(page, words, FACE_SANS, 34, 145, page->ui->theme->quiet);
}

static void draw_progress(struct page *page, const struct staff_import *i, enum word word) {
    char n[16], of[16], words[96];
    form_message(page, page_word(page, word), true);
    snprintf(n, sizeof n, "%d", i->files);
    snprintf(of, sizeof of, "%d", i->files_total);
    strings_fill(words, sizeof words, page_word(page, WORD_STAFF_IMPORT_FILES), "n", n, "of", of,
                 NULL);
    page_text(page, words, FACE_SANS, 42, 150, page->ui->theme->ink);
    page_gap(page, 16);
    form_progress(page, i->files, i->files_total);
}

static void draw_failed(struct page *page, const struct staff_import *i) {
    char n[16], of[16], words[320];
    snprintf(n, sizeof n, "%d", i->files);
    snprintf(of, sizeof of, "%d", i->files_total);
    strings_fill(
        words, sizeof words,
        page_word(page, i->was_taking ? WORD_STAFF_IMPORT_BROKEN : WORD_STAFF_IMPORT_FAILED),
        "code", err_name(i->code), "n", n, "of", of, NULL);
    form_message(page, words, false);
    if (i->was_taking) draw_counts(page, i);
}

static void draw_seen(struct page *page, const struct staff_import *i) {
    bool wrong = i->refusals > 0, any = staff_import_rows(i) > 0;
    if (!any && !wrong) {
        form_message(page, page_word(page, WORD_STAFF_IMPORT_SAME), true);
        return;
    }
    form_message(page, page_word(page, any ? WORD_STAFF_IMPORT_SEEN : WORD_STAFF_IMPORT_NONE_GOOD),
                 any);
    draw_counts(page, i);
    draw_refusals(page, i);
}

static void draw_state(struct page *page, const struct staff_import *i) {
    switch (i->state) {
    case IMPORT_NONE:
        page_empty(page, WORD_LOADING);
        return;
    case IMPORT_LOOKING:
        draw_progress(page, i, WORD_STAFF_IMPORT_LOOKING);
        return;
    case IMPORT_SEEN:
        draw_seen(page, i);
        return;
    case IMPORT_TAKING:
        draw_progress(page, i, WORD_STAFF_IMPORT_TAKING);
        return;
    case IMPORT_TAKEN:
        form_message(page, page_word(page, WORD_STAFF_IMPORT_TAKEN), true);
        draw_counts(page, i);
        draw_refusals(page, i);
        return;
    case IMPORT_EMPTY:
        form_message(page, page_word(page, WORD_STAFF_IMPORT_EMPTY), false);
        page_text(page, page_word(page, WORD_STAFF_IMPORT_EMPTY_HELP), FACE_SANS, 42, 150,
                  page->ui->theme->quiet);
        return;
    case IMPORT_FAILED:
        draw_failed(page, i);
        return;
    }
}

/* Back, and the main action of this state. */
static void choose_actions(const struct page *page, const struct importing *x,
                           struct action actions[2]) {
    const struct staff_import *i = &x->query.answer.u.import;
    bool here = x->query.here && x->acted.here, seen = here && i->state == IMPORT_SEEN;
    bool busy = !here || i->state == IMPORT_LOOKING || i->state == IMPORT_TAKING;
    bool can_take = seen && staff_import_rows(i) > 0;
    if (x->acted.here && x->acted.done.result == STAFF_NO_STICK) busy = false;
    actions[0] = (struct action){
        .label = page_word(page, can_take || (busy && here) ? WORD_STAFF_IMPORT_CANCEL : WORD_BACK),
        .icon = can_take ? NULL : "chevron-left",
        .style = here && i->state == IMPORT_TAKING ? STYLE_OFF : STYLE_PLAIN,
        .id = ID_LEAVE};
    actions[1] = (struct action){
        .label = page_word(page, can_take ? WORD_STAFF_IMPORT_TAKE : WORD_STAFF_IMPORT_AGAIN),
        .style = can_take ? STYLE_PRIMARY
                 : busy   ? STYLE_OFF
                          : STYLE_PLAIN,
        .id = can_take ? ID_TAKE : ID_AGAIN};
}

static void import_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct importing *x = state;
    const struct staff_import *i = &x->query.answer.u.import;
    struct action actions[2];
    bool started = x->acted.here &&
                   (x->acted.done.result == STAFF_OK || x->acted.done.result == STAFF_ALREADY);
    (void)since_ms;
    choose_actions(page, x, actions);
    staff_begin(page, x->query.answer.who, STEP_STAFF_IMPORT, actions, 2);
    page_heading(page, page_word(page, WORD_STAFF_IMPORT_TITLE), x->query.here ? i->folder : "");
    if (x->acted.here && !started)
        form_message(page, staff_result_words(page, &x->acted.done), false);
    else if (x->query.here)
        draw_state(page, i);
    else
        page_empty(page, WORD_LOADING);
    page_end(page);
}

const struct screen screen_staff_import = {.name = "staff_import",
                                           .state_size = sizeof(struct importing),
                                           .timeout_ms = STAFF_TIMEOUT_MS,
                                           .personal = true,
                                           .enter = import_enter,
                                           .touch = import_touch,
                                           .answer = import_answer,
                                           .lead = import_lead,
                                           .draw = import_draw};
