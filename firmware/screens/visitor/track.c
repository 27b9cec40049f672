/* track: one request: its five stages, the answer, and the rating. */
#include "screens/shell/screen.h"
#include "screens/typing/writing.h"
#include "screens/widgets/dates.h"

#include <stdio.h>
#include <string.h>

enum { ID_BACK, ID_DONE, ID_AGAIN, ID_RATE, ID_REMARK, ID_WRITTEN };

struct track {
    struct where where;
    bool here, failed;
    bool remarks; /* a remark is being written; otherwise the request is shown */
    bool remarked;
    struct answer_track answer;
    struct writing writing;
};

static void track_enter(void *state, const struct where *where, const struct outcome *outcome,
                        struct asks *asks) {
    struct track *t = state;
    (void)outcome;
    t->where = *where;
    writing_init(&t->writing, where->engines, "");
    struct intent *intent = asks_add(asks, INTENT_TRACK);
    TEXT_COPY(intent->u.track.number, where->number);
    TEXT_COPY(intent->u.track.digits, where->digits);
}

static void track_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct track *t = state;
    (void)asks;
    t->failed = answer->kind == ANSWER_FAILED;
    if (answer->kind != ANSWER_TRACK) return;
    t->answer = answer->u.track;
    t->here = true;
}

static void rate(const struct track *t, struct asks *asks) {
    struct intent *intent = asks_add(asks, INTENT_RATE);
    intent->u.rate.rating = t->answer.rating;
    TEXT_COPY(intent->u.rate.text, t->writing.edit.text);
}

static struct step remark_touch(struct track *t, struct touched touched, struct asks *asks) {
    if (writing_touch(&t->writing, touched)) return step_to(STEP_REDRAW);
    writing_finish(&t->writing, 0);
    t->remarks = false;
    if (touched.id != ID_WRITTEN) return step_to(STEP_REDRAW);
    t->remarked = t->writing.edit.text[0] != 0;
    rate(t, asks);
    return step_to(STEP_REDRAW);
}

static struct step track_finger(void *state, const struct finger_at *at) {
    struct track *t = state;
    writing_finger(&t->writing, at);
    return step_to(STEP_REDRAW);
}

static int64_t track_next_ms(const void *state, int64_t since_ms) {
    const struct track *t = state;
    return t->remarks ? writing_next_ms(&t->writing, since_ms) : -1;
}

static struct step track_touch(void *state, struct touched touched, struct asks *asks) {
    struct track *t = state;
    struct where again = {0};
    if (t->remarks) return remark_touch(t, touched, asks);
    switch (touched.id) {
    case ID_RATE:
        t->answer.rating = (enum rating)touched.arg; /* shown immediately; the desk confirms it */
        rate(t, asks);
        return step_to(STEP_REDRAW);
    case ID_REMARK:
        t->remarks = true;
        return step_to(STEP_REDRAW);
    case ID_AGAIN:
        TEXT_COPY(again.number, t->where.number);
        return step_with(STEP_FOLLOW, &again);
    case ID_DONE:
        return step_to(STEP_DONE);
    default:
        return t->where.id ? step_with(STEP_MINE, &t->where) : step_to(STEP_UP);
    }
}

struct mark {
    int x, y, radius;
};

static void draw_mark(struct ui *ui, struct mark m, bool reached, bool newest) {
    const struct theme *t = ui->theme;
    if (!reached) {
        canvas_disc(&ui->canvas, m.x, m.y, m.radius, t->line);
        canvas_disc(&ui->canvas, m.x, m.y, m.radius - ui_u(ui, 4), t->card);
        return;
    }
    canvas_disc(&ui->canvas, m.x, m.y, m.radius, newest ? t->red : t->army);
    canvas_icon(&ui->canvas, "check", m.x - m.radius * 6 / 10, m.y - m.radius * 6 / 10,
                m.radius * 12 / 10, t->white);
}

static void step_line(const struct page *page, const struct answer_track *a, int stage,
                      char *ret_text, size_t bytes) {
    char day[64], time[16];
    ret_text[0] = 0;
    if (stage == REQUEST_STAGES - 1 && a->stage == stage - 1)
        snprintf(ret_text, bytes, "%s",
                 page_word(page, a->rating ? WORD_TRACK_RATED : WORD_TRACK_PLEASE_RATE));
    if (stage > a->stage || !a->steps[stage].at_ms) return;
    dates_day(page, a->steps[stage].at_ms, day, sizeof day);
    dates_time(a->steps[stage].at_ms, time, sizeof time);
    snprintf(ret_text, bytes, "%s %s%s%s", day, time, a->steps[stage].note[0] ? " · " : "",
             a->steps[stage].note);
}

static void draw_stage(struct page *page, const struct answer_track *a, int stage,
                       struct mark *last) {
    static const enum word names[REQUEST_STAGES] = {WORD_TRACK_REGISTERED, WORD_TRACK_TRIAGED,
                                                    WORD_TRACK_IN_HAND, WORD_TRACK_ANSWERED,
                                                    WORD_TRACK_FOLLOWED_UP};
    struct ui *ui = page->ui;
    const struct theme *t = ui->theme;
    char line[320];
    bool reached = stage <= a->stage;
    struct text_style name = ui_style(ui, FACE_BOLD, 48, 125),
                      quiet = ui_style(ui, FACE_SANS, 38, 135);
    int radius = metrics_text(&ui->metrics, 32), left = page->body.x + 2 * radius + ui_u(ui, 48);
    int width = page->body.x + page->body.w - left;
    struct mark m = {page->body.x + ui_u(ui, 12) + radius, page->y + name.line_px / 2, radius};
    if (stage > 0)
        canvas_fill(&ui->canvas,
                    (struct rect){m.x - ui_u(ui, 4), last->y + radius, ui_u(ui, 8),
                                  m.y - last->y - 2 * radius},
                    reached ? t->army : t->line);
    draw_mark(ui, m, reached, stage == a->stage);
    page->y += canvas_words(&ui->canvas, left, page->y, width, page_word(page, names[stage]), name,
                            ALIGN_LEFT, reached ? t->ink : t->quiet);
    step_line(page, a, stage, line, sizeof line);
    if (line[0])
        page->y +=
            canvas_words(&ui->canvas, left, page->y, width, line, quiet, ALIGN_LEFT, t->quiet);
    page_gap(page, 4);
    *last = m;
}

static void draw_answer(struct page *page, const char *words) {
    struct ui *ui = page->ui;
    int pad = ui_u(ui, 36), width = page->body.w - 2 * pad;
    struct text_style label = ui_style(ui, FACE_BOLD, 36, 135),
                      text = ui_style(ui, FACE_SANS, 46, 155);
    const char *title = page_word(page, WORD_TRACK_ANSWERED);
    int label_h = text_lay_out(ui->canvas.text, title, label, width)->height;
    int text_h = text_lay_out(ui->canvas.text, words, text, width)->height;
    struct rect r = page_take(page, label_h + text_h + 2 * ui_u(ui, 26));
    widget_card(ui, r, false);
    canvas_words(&ui->canvas, r.x + pad, r.y + ui_u(ui, 24), width, title, label, ALIGN_LEFT,
                 ui->theme->quiet);
    canvas_words(&ui->canvas, r.x + pad, r.y + ui_u(ui, 24) + label_h, width, words, text,
                 ALIGN_LEFT, ui->theme->ink);
    page_gap(page, 24);
}

/* A face with its word below. Colour, a thick frame and a tick mark the chosen one. */
static void draw_rating(struct page *page, struct rect r, enum rating rating, enum rating chosen) {
    static const struct {
        const char *icon;
        enum word word;
    } faces[] = {[RATING_GOOD] = {"smile", WORD_RATE_GOOD},
                 [RATING_FAIR] = {"meh", WORD_RATE_FAIR},
                 [RATING_POOR] = {"frown", WORD_RATE_POOR}};
    struct ui *ui = page->ui;
    const struct theme *t = ui->theme;
    uint32_t colours[] = {t->ink, t->success, t->bronze, t->red}, ink = colours[rating];
    const char *label = page_word(page, faces[rating].word);
    bool on = rating == chosen, pressed = widget_target(ui, r, label, ID_RATE, (int)rating);
    int pad = ui_u(ui, 18), words = metrics_text(&ui->metrics, 42) * 13 / 10,
        icon = r.h - words - 2 * pad;
    canvas_framed_box(&ui->canvas, r, ui_u(ui, 20),
                      on        ? ink
                      : pressed ? t->shade
                                : t->card,
                      on ? ink : t->line, ui_u(ui, 3));
    canvas_icon(&ui->canvas, on ? "check" : faces[rating].icon, r.x + (r.w - icon) / 2, r.y + pad,
                icon, on ? t->white : ink);
    canvas_words_in(
        &ui->canvas, (struct rect){r.x + pad, r.y + r.h - words - pad, r.w - 2 * pad, words}, label,
        ui_style(ui, FACE_BOLD, 42, 120), ui_least_text(ui), ALIGN_CENTRE, on ? t->white : t->ink);
}

/* The remark is optional: it follows the rating and is smaller. */
static void draw_remark(struct page *page, bool remarked) {
    struct ui *ui = page->ui;
    struct button button = {.label =
                                page_word(page, remarked ? WORD_TRACK_REMARKED : WORD_TRACK_REMARK),
                            .icon = remarked ? "check" : "message-square-text",
                            .id = ID_REMARK};
    page_gap(page, 16);
    widget_button(ui, page_take(page, metrics_control(&ui->metrics, 110)), &button);
}

static void draw_ratings(struct page *page, enum rating chosen) {
    struct ui *ui = page->ui;
    int gap = ui_u(ui, 24), w = (page->body.w - 2 * gap) / 3,
        h = metrics_text(&ui->metrics, 42) * 13 / 10 + ui_u(ui, 36) + ui_u(ui, 76);
    page_text(page, page_word(page, chosen ? WORD_TRACK_THANKS : WORD_TRACK_SATISFIED), FACE_BOLD,
              46, 145, ui->theme->ink);
    page_gap(page, 12);
    struct rect r = page_take(page, h > ui->metrics.touch_px ? h : ui->metrics.touch_px);
    for (int i = 0; i < 3; i++)
        draw_rating(page, (struct rect){r.x + i * (w + gap), r.y, w, r.h}, (enum rating)(i + 1),
                    chosen);
    page_gap(page, 8);
}

static void draw_title(struct page *page, const struct answer_track *a) {
    struct ui *ui = page->ui;
    static const enum word states[REQUEST_STAGES] = {WORD_STAGE_REGISTERED, WORD_STAGE_TRIAGED,
                                                     WORD_STAGE_IN_HAND, WORD_STAGE_ANSWERED,
                                                     WORD_STAGE_FOLLOWED_UP};
    char who[NAME_SIZE + TITLE_SIZE + 8], title[64];
    snprintf(who, sizeof who, "%s%s%s", a->name, a->name[0] ? " · " : "", a->category);
    strings_fill(title, sizeof title, page_word(page, WORD_TRACK_TITLE), "number", a->number, NULL);
    page_text(page, who, FACE_SANS, 40, 135, ui->theme->quiet);
    const char *state = page_word(page, states[a->stage]);
    int w = widget_badge_width(ui, state, 42), h = widget_badge_height(ui, 42);
    struct text_style style = ui_style(ui, FACE_SERIF, 76, 125);
    int name_w = text_lay_out(ui->canvas.text, title, style, 0)->width;
    bool beside = name_w + w + ui_u(ui, 32) <= page->body.w;
    uint32_t colour = a->stage >= 3 ? ui->theme->red : ui->theme->army;
    int y = page->y;
    page_text(page, title, FACE_SERIF, 76, 125, ui->theme->ink);
    if (!beside) y = page_take(page, h + ui_u(ui, 12)).y;
    widget_badge(ui, beside ? page->body.x + page->body.w - w : page->body.x,
                 beside ? y + (style.line_px - h) / 2 : y, state, 42, colour);
    page_gap(page, 12);
}

static void draw_found(struct page *page, const struct answer_track *a, bool remarked) {
    struct mark last = {0};
    draw_title(page, a);
    for (int i = 0; i < REQUEST_STAGES; i++) draw_stage(page, a, i, &last);
    if (a->answer[0]) draw_answer(page, a->answer);
    if (a->stage >= 3) draw_ratings(page, a->rating);
    if (a->stage >= 3 && a->rating) draw_remark(page, remarked);
}

static void draw_not_found(struct page *page, const struct track *t) {
    bool locked = t->here && t->answer.state == TRACK_LOCKED;
    page_empty(page, t->failed  ? WORD_TRACK_FAILED
                     : !t->here ? WORD_LOADING
                     : locked   ? WORD_TRACK_LOCKED
                                : WORD_TRACK_WRONG);
}

static void remark_draw(const struct track *t, int64_t since_ms, struct page *page) {
    const struct action actions[] = {
        {.label = page_word(page, WORD_BACK), .icon = "chevron-left", .id = ID_BACK},
        {.label = page_word(page, WORD_TRACK_WRITTEN), .style = STYLE_PRIMARY, .id = ID_WRITTEN},
    };
    page_begin(page, actions, 2);
    page_heading(page, page_word(page, WORD_TRACK_REMARK_TITLE), "");
    writing_draw(&t->writing, page, since_ms);
    page_end(page);
}

static void track_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct track *t = state;
    bool found = t->here && t->answer.state == TRACK_FOUND;
    const struct action actions[] = {
        {.label = page_word(page, WORD_BACK), .icon = "chevron-left", .id = ID_BACK},
        {.label = page_word(page, found ? WORD_TRACK_DONE : WORD_TRACK_AGAIN),
         .style = STYLE_PRIMARY,
         .id = found ? ID_DONE : ID_AGAIN},
    };
    if (t->remarks) {
        remark_draw(t, since_ms, page);
        return;
    }
    page_begin(page, actions, t->here || t->failed ? 2 : 1);
    if (found)
        draw_found(page, &t->answer, t->remarked);
    else
        draw_not_found(page, t);
    page_end(page);
}

const struct screen screen_track = {.name = "track",
                                    .state_size = sizeof(struct track),
                                    .timeout_ms = 120000, /* long enough to write a word */
                                    .personal = true,
                                    .enter = track_enter,
                                    .touch = track_touch,
                                    .finger = track_finger,
                                    .next_ms = track_next_ms,
                                    .answer = track_answer,
                                    .draw = track_draw};
