/* staff_manual: finds a member, then checks the member in manually or undoes a wrong check-in. Both
 * need a reason. */
#include "screens/staff/page.h"

#include <stdio.h>
#include <string.h>

enum { ID_BACK = ID_STAFF_OWN, ID_REASON, ID_HIS_LOG };

struct manual {
    struct staff_scope scope;
    struct staff_find find;
    bool asking;
    struct staff_acted acted;
    char did[160];
};

static const enum word reasons[STAFF_REASONS] = {WORD_STAFF_FORGOTTEN, WORD_STAFF_BROKEN_CARD,
                                                 WORD_STAFF_READER, WORD_STAFF_MISTAKE,
                                                 WORD_STAFF_OTHER};

static void manual_enter(void *state, const struct where *where, const struct outcome *outcome,
                         struct asks *asks) {
    struct manual *m = state;
    (void)outcome;
    m->scope = where->staff;
    m->scope.member_id = 0;
    staff_find_ask(&m->find, &m->scope, asks);
}

static void manual_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct manual *m = state;
    staff_query_take(&m->find.query, answer, STAFF_PEOPLE_FOUND);
    if (!staff_acted_take(&m->acted, answer)) return;
    m->asking = false;
    if (m->acted.done.result == STAFF_OK) m->find.search[0] = 0;
    m->find.chosen = false;
    m->find.offset = 0;
    staff_find_ask(&m->find, &m->scope, asks);
}

static struct step manual_lead(const void *state) {
    const struct manual *m = state;
    return staff_lead(&m->find.query, &m->acted);
}

static void act(struct manual *m, enum staff_reason reason, struct asks *asks) {
    const struct staff_people *p = &m->find.query.answer.u.people;
    struct staff_do *action =
        staff_act(asks, p->row[m->find.row].is_in ? STAFF_UNDO : STAFF_CHECK_IN);
    action->member_id = p->row[m->find.row].id;
    action->occurrence_id = p->occurrence.id;
    action->reason = reason;
    TEXT_COPY(m->did, p->row[m->find.row].name);
    m->asking = true;
}

static struct step manual_touch(void *state, struct touched touched, struct asks *asks) {
    struct manual *m = state;
    struct step step;
    struct where where = {.staff = m->scope};
    if (staff_touched(touched, &m->scope, &step)) return step;
    if (touched.id == ID_STAFF_PERSON || touched.id == ID_STAFF_KEY) m->acted.here = false;
    if (staff_find_touch(&m->find, touched, &m->scope, asks)) return step_to(STEP_REDRAW);
    if (touched.id == ID_BACK) m->find.chosen = false;
    if (touched.id == ID_HIS_LOG) {
        where.staff =
            (struct staff_scope){.member_id = m->find.query.answer.u.people.row[m->find.row].id};
        return step_with(STEP_STAFF_LOG, &where);
    }
    if (touched.id == ID_REASON && !m->asking) act(m, (enum staff_reason)touched.arg, asks);
    return step_to(STEP_REDRAW);
}

static void draw_chosen(struct page *page, const struct manual *m) {
    const struct staff_people *p = &m->find.query.answer.u.people;
    int row = m->find.row;
    bool in = p->row[row].is_in;
    struct form_button buttons[STAFF_REASONS];
    int count = 0;
    page_heading(page, p->row[row].name, p->row[row].grid);
    page_text(page, p->occurrence.title, FACE_SANS, 42, 145, page->ui->theme->quiet);
    page_text(page, page_word(page, in ? WORD_STAFF_IS_IN : WORD_STAFF_IS_NOT_IN), FACE_BOLD, 46,
              145, in ? page->ui->theme->success : page->ui->theme->bronze);
    page_gap(page, 24);
    if (p->occurrence.id) {
        page_text(page, page_word(page, in ? WORD_STAFF_UNDO_WHY : WORD_STAFF_HAND_WHY), FACE_BOLD,
                  42, 145, page->ui->theme->ink);
        page_gap(page, 12);
        for (int i = 0; i < STAFF_REASONS; i++)
            if ((i == REASON_MISTAKE) == in || i == REASON_OTHER)
                buttons[count++] = (struct form_button){
                    page_word(page, reasons[i]), in ? STYLE_DANGER : STYLE_PRIMARY, ID_REASON, i};
        form_buttons(page, buttons, count);
    }
    page_gap(page, 16);
    const struct form_button more = {page_word(page, WORD_STAFF_HIS_LOG), STYLE_PLAIN, ID_HIS_LOG,
                                     0};
    form_buttons(page, &more, 1);
}

static void manual_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct manual *m = state;
    char words[320];
    const struct action actions[] = {
        {.label = page_word(page, WORD_STAFF_OUT), .id = ID_STAFF_OUT},
        {.label = page_word(page, WORD_STAFF_OTHER_PERSON), .id = ID_BACK}};
    (void)since_ms;
    staff_begin(page, m->find.query.answer.who, STEP_STAFF_MANUAL, actions, m->find.chosen ? 2 : 1);
    if (m->acted.here) {
        snprintf(words, sizeof words, "%s: %s", m->did, staff_result_words(page, &m->acted.done));
        if (m->acted.done.result == STAFF_OK)
            strings_fill(words, sizeof words,
                         page_word(page, m->acted.done.action == STAFF_UNDO
                                             ? WORD_STAFF_DID_UNDO
                                             : WORD_STAFF_DID_CHECK_IN),
                         "name", m->did, NULL);
        form_message(page, words, m->acted.done.result == STAFF_OK);
    }
    if (m->find.chosen)
        draw_chosen(page, m);
    else
        staff_find_draw(&m->find, page);
    page_end(page);
}

const struct screen screen_staff_manual = {.name = "staff_manual",
                                           .state_size = sizeof(struct manual),
                                           .timeout_ms = STAFF_TIMEOUT_MS,
                                           .personal = true,
                                           .enter = manual_enter,
                                           .touch = manual_touch,
                                           .answer = manual_answer,
                                           .lead = manual_lead,
                                           .draw = manual_draw};
