/* staff_absent: members who are not here yet, or were absent three times in a row, by grid. */
#include "screens/staff/page.h"

#include <stdio.h>

enum { ID_WHICH = ID_STAFF_OWN, ID_GRID };

struct absent {
    struct staff_scope scope;
    struct staff_query query;
    bool running;
    int32_t at;
};

static void ask(struct absent *a, struct asks *asks) {
    struct staff_ask *ask = staff_query(asks, STAFF_ABSENT, &a->scope);
    ask->running = a->running;
    ask->offset = a->at * STAFF_PEOPLE;
}

static void absent_enter(void *state, const struct where *where, const struct outcome *outcome,
                         struct asks *asks) {
    struct absent *a = state;
    (void)outcome;
    a->scope = where->staff;
    ask(a, asks);
}

static void absent_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct absent *a = state;
    (void)asks;
    staff_query_take(&a->query, answer, STAFF_ABSENT);
}

static struct step absent_lead(const void *state) {
    return step_to(((const struct absent *)state)->query.gone ? STEP_DONE : STEP_STAY);
}

static struct step absent_touch(void *state, struct touched touched, struct asks *asks) {
    struct absent *a = state;
    struct step step;
    if (staff_touched(touched, &a->scope, &step)) return step;
    if (touched.id == ID_STAFF_BEFORE) a->at--;
    if (touched.id == ID_STAFF_AFTER) a->at++;
    if (touched.id == ID_WHICH) a->running = touched.arg;
    if (touched.id == ID_GRID)
        a->scope.grid_id = touched.arg < 0 ? 0 : a->query.answer.u.people.grids[touched.arg].id;
    if (touched.id == ID_WHICH || touched.id == ID_GRID) a->at = 0;
    ask(a, asks);
    return step_to(STEP_REDRAW);
}

static void draw_grids(struct page *page, const struct absent *a) {
    const struct staff_people *p = &a->query.answer.u.people;
    struct form_button buttons[STAFF_GRIDS + 1] = {{page_word(page, WORD_STAFF_ALL_GRIDS),
                                                    a->scope.grid_id ? STYLE_PLAIN : STYLE_CHOSEN,
                                                    ID_GRID, -1}};
    for (int i = 0; i < p->grid_count; i++)
        buttons[i + 1] = (struct form_button){
            p->grids[i].name, a->scope.grid_id == p->grids[i].id ? STYLE_CHOSEN : STYLE_PLAIN,
            ID_GRID, i};
    form_buttons(page, buttons, p->grid_count + 1);
}

static void absent_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct absent *a = state;
    const struct staff_people *p = &a->query.answer.u.people;
    const struct action out = {.label = page_word(page, WORD_STAFF_OUT), .id = ID_STAFF_OUT};
    const struct form_button which[] = {
        {page_word(page, WORD_STAFF_NOT_YET), a->running ? STYLE_PLAIN : STYLE_CHOSEN, ID_WHICH, 0},
        {page_word(page, WORD_STAFF_THREE_TIMES), a->running ? STYLE_CHOSEN : STYLE_PLAIN, ID_WHICH,
         1}};
    char n[16], words[192];
    (void)since_ms;
    staff_begin(page, a->query.answer.who, STEP_STAFF_ABSENT, &out, 1);
    if (!a->query.here) {
        page_empty(page, WORD_LOADING);
        page_end(page);
        return;
    }
    form_buttons(page, which, 2);
    draw_grids(page, a);
    snprintf(n, sizeof n, "%d", p->total);
    strings_fill(words, sizeof words,
                 page_word(page, a->running ? WORD_STAFF_AWAY_COUNT : WORD_STAFF_ABSENT_COUNT), "n",
                 n, "title", p->occurrence.title, NULL);
    page_text(page, words, FACE_BOLD, 42, 145, page->ui->theme->ink);
    for (int i = 0; i < p->count; i++) form_line(page, p->row[i].grid, p->row[i].name);
    page_gap(page, 24);
    form_pager(page, a->at, (p->total + STAFF_PEOPLE - 1) / STAFF_PEOPLE, ID_STAFF_BEFORE,
               ID_STAFF_AFTER);
    page_end(page);
}

const struct screen screen_staff_absent = {.name = "staff_absent",
                                           .state_size = sizeof(struct absent),
                                           .timeout_ms = STAFF_TIMEOUT_MS,
                                           .personal = true,
                                           .enter = absent_enter,
                                           .touch = absent_touch,
                                           .answer = absent_answer,
                                           .lead = absent_lead,
                                           .draw = absent_draw};
