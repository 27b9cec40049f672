/* ticket: the number of a filed request in giant type. It is shown only after the desk has
 * committed the request; a failure is reported. */
#include "screens/shell/screen.h"
#include "screens/widgets/dates.h"

#include <stdio.h>

enum { ID_DONE, ID_AGAIN };

struct ticket {
    struct where where;
    bool here, failed;
    struct answer_ticket answer;
};

static void file(const struct ticket *t, struct asks *asks) {
    struct intent *intent = asks_add(asks, INTENT_FILE_REQUEST);
    TEXT_COPY(intent->u.request.category, t->where.draft.category);
    TEXT_COPY(intent->u.request.text, t->where.draft.text);
    TEXT_COPY(intent->u.request.phone, t->where.draft.phone);
    intent->u.request.by_card = t->where.draft.by_card;
}

static void ticket_enter(void *state, const struct where *where, const struct outcome *outcome,
                         struct asks *asks) {
    struct ticket *t = state;
    (void)outcome;
    t->where = *where;
    file(t, asks);
}

static void ticket_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct ticket *t = state;
    (void)asks;
    t->failed = answer->kind == ANSWER_FAILED;
    if (answer->kind != ANSWER_TICKET) return;
    t->answer = answer->u.ticket;
    t->here = true;
    t->where = (struct where){0}; /* the request is stored: its draft is wiped here */
}

static struct step ticket_touch(void *state, struct touched touched, struct asks *asks) {
    struct ticket *t = state;
    if (touched.id == ID_DONE) return step_to(STEP_DONE);
    t->failed = false;
    file(t, asks);
    return step_to(STEP_REDRAW);
}

/* The number as large as possible, and its QR code: below it, or beside it on a wide card. */
static void draw_number(struct page *page, const struct ticket *t, struct rect r) {
    struct ui *ui = page->ui;
    struct rect in = rect_inset(r, ui_u(ui, 36)), words = in;
    bool beside = in.w > in.h * 2;
    int gap = ui_u(ui, 24), label = metrics_text(&ui->metrics, 40) * 14 / 10;
    int qr = beside ? in.h : ui_u(ui, 300) < in.h * 45 / 100 ? ui_u(ui, 300) : in.h * 45 / 100;
    struct rect code = {beside ? in.x + in.w - qr : in.x + (in.w - qr) / 2, in.y + in.h - qr, qr,
                        qr};
    if (beside)
        words.w -= qr + gap;
    else
        words.h -= qr + gap;
    widget_card(ui, r, false);
    canvas_words_in(&ui->canvas, (struct rect){words.x, words.y, words.w, label},
                    page_word(page, WORD_TICKET_NUMBER), ui_style(ui, FACE_SANS, 40, 130),
                    ui_least_text(ui), ALIGN_CENTRE, ui->theme->quiet);
    canvas_words_in(&ui->canvas, (struct rect){words.x, words.y + label, words.w, words.h - label},
                    t->answer.number, ui_style(ui, FACE_BOLD, 260, 115), ui_least_text(ui),
                    ALIGN_CENTRE, ui->theme->sky);
    widget_qr(ui, code, t->answer.number);
}

static void draw_filed(struct page *page, const struct ticket *t) {
    struct ui *ui = page->ui;
    char line[200], day[64], time[16], when[96];
    dates_day(page, t->answer.at_ms, day, sizeof day);
    dates_time(t->answer.at_ms, time, sizeof time);
    snprintf(when, sizeof when, "%s %s", day, time);
    strings_fill(line, sizeof line, page_word(page, WORD_TICKET_LINE), "category",
                 t->answer.category, "when", when, NULL);
    page_heading(page, page_word(page, WORD_TICKET_TITLE), "");
    page_text(page, line, FACE_SANS, 42, 145, ui->theme->quiet);
    page_gap(page, 24);
    char advice_words[300];
    strings_fill(advice_words, sizeof advice_words,
                 page_word(page, t->answer.code[0] ? WORD_TICKET_ADVICE_CODE : WORD_TICKET_ADVICE),
                 "code", t->answer.code, NULL);
    struct text_style advice = ui_style(ui, FACE_SANS, 42, 150);
    int advice_h =
        text_lay_out(ui->canvas.text, advice_words, advice, page->body.w)->height + ui_u(ui, 32);
    int room = page_room(page) - advice_h, least = ui_u(ui, ui->metrics.landscape ? 300 : 420),
        most = ui_u(ui, 820);
    draw_number(page, t, page_take(page, room < least ? least : room > most ? most : room));
    page_gap(page, 32);
    page_text(page, advice_words, FACE_SANS, 42, 150, ui->theme->ink);
}

static void ticket_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct ticket *t = state;
    const struct action done = {
        .label = page_word(page, WORD_TICKET_DONE), .style = STYLE_PRIMARY, .id = ID_DONE};
    const struct action again[] = {
        {.label = page_word(page, WORD_TICKET_GIVE_UP), .icon = "chevron-left", .id = ID_DONE},
        {.label = page_word(page, WORD_TICKET_AGAIN), .style = STYLE_PRIMARY, .id = ID_AGAIN},
    };
    (void)since_ms;
    page_begin(page, t->failed ? again : &done, t->failed ? 2 : t->here);
    if (t->here)
        draw_filed(page, t);
    else
        page_empty(page, t->failed ? WORD_TICKET_FAILED : WORD_LOADING);
    page_end(page);
}

const struct screen screen_ticket = {.name = "ticket",
                                     .state_size = sizeof(struct ticket),
                                     .drafts = true,
                                     .timeout_ms = 45000,
                                     .personal = true,
                                     .enter = ticket_enter,
                                     .touch = ticket_touch,
                                     .answer = ticket_answer,
                                     .draw = ticket_draw};
