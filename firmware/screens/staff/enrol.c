/* staff_enrol: binds the card on the reader to a member from the list, or ends a member's cards.
 *
 *   card expected --unknown card--> number --> member chosen --> bound
 *                 --known card----> its owner
 *   member chosen without a card --> reported lost, or revoked */
#include "screens/staff/page.h"

#include <stdio.h>
#include <string.h>

enum { ID_FIND = ID_STAFF_OWN, ID_BIND, ID_LOST, ID_REVOKE };

struct enrol {
    struct staff_scope scope;
    struct staff_find find;
    bool finding, card_here, asking;
    struct outcome card; /* the last card on the reader */
    struct staff_acted acted;
    char did[NAME_SIZE];
};

static void expect_card(struct asks *asks) {
    asks_add(asks, INTENT_EXPECT)->u.expect.what = EXPECT_CARD;
}

static void enrol_enter(void *state, const struct where *where, const struct outcome *outcome,
                        struct asks *asks) {
    struct enrol *e = state;
    (void)outcome;
    e->scope = where->staff;
    staff_find_ask(&e->find, &e->scope, asks);
    expect_card(asks);
}

static void enrol_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct enrol *e = state;
    staff_query_take(&e->find.query, answer, STAFF_PEOPLE_FOUND);
    if (!staff_acted_take(&e->acted, answer)) return;
    e->asking = false;
    if (e->acted.done.result == STAFF_OK) e->card_here = false;
    e->find.chosen = e->finding = false;
    e->find.search[0] = 0;
    staff_find_ask(&e->find, &e->scope, asks);
    expect_card(asks);
}

static struct step enrol_lead(const void *state) {
    const struct enrol *e = state;
    return staff_lead(&e->find.query, &e->acted);
}

static bool enrol_outcome(void *state, const struct outcome *outcome, struct asks *asks) {
    struct enrol *e = state;
    if (outcome->kind != OUTCOME_CARD_SEEN) return false;
    e->card = *outcome;
    e->card_here = true;
    e->acted.here = false;
    expect_card(asks);
    return true;
}

static void act(struct enrol *e, struct touched touched, struct asks *asks) {
    struct staff_do *action = staff_act(asks, touched.id == ID_BIND   ? STAFF_BIND_CARD
                                              : touched.id == ID_LOST ? STAFF_CARD_LOST
                                                                      : STAFF_CARD_REVOKE);
    action->value = touched.arg;
    if (e->find.chosen) {
        action->member_id = e->find.query.answer.u.people.row[e->find.row].id;
        TEXT_COPY(e->did, e->find.query.answer.u.people.row[e->find.row].name);
    } else {
        action->member_id = e->card.member_id;
        TEXT_COPY(e->did, e->card.member_name);
    }
    e->asking = true;
}

static struct step enrol_touch(void *state, struct touched touched, struct asks *asks) {
    struct enrol *e = state;
    struct step step;
    if (staff_touched(touched, &e->scope, &step)) return step;
    if (staff_find_touch(&e->find, touched, &e->scope, asks)) {
        if (asks->count < ASKS_MAX) expect_card(asks);
        return step_to(STEP_REDRAW);
    }
    if (touched.id == ID_FIND) {
        e->finding = !(e->finding && !e->find.chosen);
        e->find.chosen = e->acted.here = false;
        expect_card(asks);
    } else if (!e->asking) {
        act(e, touched, asks);
    }
    return step_to(STEP_REDRAW);
}

static void draw_card(struct page *page, const struct enrol *e) {
    struct ui *ui = page->ui;
    char words[192];
    const struct outcome *card = &e->card;
    if (!e->card_here) {
        snprintf(words, sizeof words, "%s", page_word(page, WORD_STAFF_HOLD_CARD));
    } else if (card->enrol_number[0]) {
        strings_fill(words, sizeof words, page_word(page, WORD_STAFF_NEW_CARD), "n",
                     card->enrol_number, NULL);
    } else {
        strings_fill(words, sizeof words,
                     page_word(page, card->reason == REFUSAL_LOST      ? WORD_STAFF_LOST_CARD_OF
                                     : card->reason == REFUSAL_REVOKED ? WORD_STAFF_ENDED_CARD_OF
                                                                       : WORD_STAFF_CARD_OF),
                     "name", card->member_name, NULL);
    }
    struct text_style style = ui_style(ui, FACE_BOLD, 46, 140);
    int pad = ui_u(ui, 36), icon = ui_u(ui, 90), w = page->body.w - 3 * pad - icon;
    int h = text_lay_out(ui->canvas.text, words, style, w)->height + 2 * pad;
    struct rect r = page_take(page, h > icon + 2 * pad ? h : icon + 2 * pad);
    widget_card(ui, r, false);
    canvas_icon(&ui->canvas, "id-card", r.x + pad, r.y + (r.h - icon) / 2, icon, ui->theme->army);
    canvas_words_in(&ui->canvas, (struct rect){r.x + 2 * pad + icon, r.y, w, r.h}, words, style,
                    ui_least_text(ui), ALIGN_LEFT, ui->theme->ink);
    page_gap(page, 32);
}

static void draw_member(struct page *page, const struct enrol *e) {
    const struct staff_people *p = &e->find.query.answer.u.people;
    int row = e->find.row, count = 0;
    char n[16], words[96];
    struct form_button buttons[4];
    page_heading(page, p->row[row].name, p->row[row].grid);
    snprintf(n, sizeof n, "%d", p->row[row].cards);
    strings_fill(words, sizeof words, page_word(page, WORD_STAFF_CARDS), "n", n, NULL);
    page_text(page, words, FACE_SANS, 42, 145, page->ui->theme->quiet);
    page_gap(page, 24);
    bool fresh = e->card_here && e->card.enrol_number[0];
    if (fresh && p->row[row].cards > 0)
        buttons[count++] =
            (struct form_button){page_word(page, WORD_STAFF_REPLACE), STYLE_PRIMARY, ID_BIND, 1};
    if (fresh)
        buttons[count++] =
            (struct form_button){page_word(page, WORD_STAFF_BIND),
                                 p->row[row].cards ? STYLE_PLAIN : STYLE_PRIMARY, ID_BIND, 0};
    if (p->row[row].cards > 0) {
        buttons[count++] =
            (struct form_button){page_word(page, WORD_STAFF_REPORT_LOST), STYLE_DANGER, ID_LOST, 0};
        buttons[count++] =
            (struct form_button){page_word(page, WORD_STAFF_END_CARD), STYLE_DANGER, ID_REVOKE, 0};
    }
    form_buttons(page, buttons, count);
    if (count == 0)
        page_text(page, page_word(page, WORD_STAFF_NO_CARD), FACE_SANS, 42, 150,
                  page->ui->theme->ink);
}

static void draw_held(struct page *page, const struct enrol *e) {
    const struct form_button end[] = {
        {page_word(page, WORD_STAFF_REPORT_LOST), STYLE_DANGER, ID_LOST, 0},
        {page_word(page, WORD_STAFF_END_CARD), STYLE_DANGER, ID_REVOKE, 0}};
    bool good = e->card_here && e->card.member_id && e->card.reason == REFUSAL_NONE;
    if (good) form_buttons(page, end, 2);
    page_gap(page, 16);
    page_text(page, page_word(page, WORD_STAFF_ENROL_HELP), FACE_SANS, 42, 150,
              page->ui->theme->quiet);
}

static void enrol_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct enrol *e = state;
    char words[320];
    const struct action actions[] = {
        {.label = page_word(page, WORD_STAFF_OUT), .id = ID_STAFF_OUT},
        {.label = page_word(page, e->find.chosen ? WORD_STAFF_OTHER_PERSON
                                  : e->finding   ? WORD_STAFF_CANCEL
                                                 : WORD_STAFF_CHOOSE_PERSON),
         .style = e->finding ? STYLE_PLAIN : STYLE_PRIMARY,
         .id = ID_FIND}};
    (void)since_ms;
    staff_begin(page, e->find.query.answer.who, STEP_STAFF_ENROL, actions, 2);
    if (e->acted.here) {
        snprintf(words, sizeof words, "%s: %s", e->did, staff_result_words(page, &e->acted.done));
        form_message(page, words, e->acted.done.result == STAFF_OK);
    }
    draw_card(page, e);
    if (e->find.chosen)
        draw_member(page, e);
    else if (e->finding)
        staff_find_draw(&e->find, page);
    else
        draw_held(page, e);
    page_end(page);
}

const struct screen screen_staff_enrol = {.name = "staff_enrol",
                                          .state_size = sizeof(struct enrol),
                                          .timeout_ms = STAFF_TIMEOUT_MS,
                                          .personal = true,
                                          .enter = enrol_enter,
                                          .touch = enrol_touch,
                                          .answer = enrol_answer,
                                          .lead = enrol_lead,
                                          .outcome = enrol_outcome,
                                          .draw = enrol_draw};
