/* mine: asks for a card, then shows the personal data of that member. */
#include "screens/shell/screen.h"
#include "screens/visitor/appearance.h"
#include "screens/widgets/dates.h"

#include <stdio.h>
#include <string.h>

enum { ID_BACK, ID_DONE, ID_REQUEST, ID_ACTIVITY, ID_KEEP };

struct mine {
    bool known, here, failed;
    bool kept_now; /* the appearance was kept while this page was shown */
    int64_t member_id;
    struct answer_mine answer;
};

static void mine_enter(void *state, const struct where *where, const struct outcome *outcome,
                       struct asks *asks) {
    struct mine *m = state;
    m->known =
        where->id ||
        (outcome && outcome->member_id); /* from a tap, or from a result screen of this member */
    m->member_id = outcome ? outcome->member_id : where->id;
    if (m->known)
        asks_add(asks, INTENT_MINE);
    else
        asks_add(asks, INTENT_EXPECT)->u.expect.what = EXPECT_IDENTITY;
}

static void mine_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct mine *m = state;
    (void)asks;
    m->failed = answer->kind == ANSWER_FAILED;
    if (answer->kind == ANSWER_KEPT) m->kept_now = true;
    if (answer->kind != ANSWER_MINE) return;
    m->answer = answer->u.mine;
    m->here = true;
}

static struct step mine_touch(void *state, struct touched touched, struct asks *asks) {
    const struct mine *m = state;
    struct where where = {.id = m->member_id};
    struct step step = appearance_touch(touched.id);
    (void)asks;
    if (step.kind != STEP_STAY) return step;
    switch (touched.id) {
    case ID_REQUEST:
        TEXT_COPY(where.number, m->answer.requests[touched.arg].number);
        return step_with(STEP_TRACK, &where);
    case ID_ACTIVITY:
        where.id = touched.arg < 100 ? m->answer.sign_ups[touched.arg].occurrence_id
                                     : m->answer.added[touched.arg - 100].occurrence_id;
        return step_with(STEP_ACTIVITY, &where);
    case ID_KEEP:
        return step_to(STEP_KEEP_APPEARANCE);
    default:
        return step_to(touched.id == ID_DONE ? STEP_DONE : STEP_UP);
    }
}

static void draw_stat(struct page *page, struct rect r, enum word pattern, int n, enum word label) {
    struct ui *ui = page->ui;
    char number[16], value[48];
    struct rect in = rect_inset(r, ui_u(ui, 16));
    snprintf(number, sizeof number, "%d", n);
    strings_fill(value, sizeof value, page_word(page, pattern), "n", number, NULL);
    widget_card(ui, r, false);
    canvas_words_in(&ui->canvas, (struct rect){in.x, in.y, in.w, in.h * 6 / 10}, value,
                    ui_style(ui, FACE_BOLD, 60, 120), ui_least_text(ui), ALIGN_CENTRE,
                    ui->theme->army);
    canvas_words_in(&ui->canvas, (struct rect){in.x, in.y + in.h * 6 / 10, in.w, in.h * 4 / 10},
                    page_word(page, label), ui_style(ui, FACE_SANS, 36, 125), ui_least_text(ui),
                    ALIGN_CENTRE, ui->theme->quiet);
}

static void draw_stats(struct page *page, const struct answer_mine *a) {
    struct ui *ui = page->ui;
    int gap = ui_u(ui, 24), w = (page->body.w - 2 * gap) / 3;
    struct rect r = page_take(page, metrics_control(&ui->metrics, 170));
    draw_stat(page, (struct rect){r.x, r.y, w, r.h}, WORD_STAT_TIMES, a->times_this_month,
              WORD_STAT_TIMES_LABEL);
    draw_stat(page, (struct rect){r.x + w + gap, r.y, w, r.h}, WORD_STAT_TIMES, a->times_this_year,
              WORD_MINE_THIS_YEAR);
    draw_stat(page, (struct rect){r.x + 2 * (w + gap), r.y, w, r.h}, WORD_STAT_HOURS,
              a->volunteer_minutes / 60, WORD_STAT_HOURS_LABEL);
    page_gap(page, 32);
}

static void draw_row(struct page *page, const char *title, const char *right) {
    struct ui *ui = page->ui;
    struct text_style left = ui_style(ui, FACE_SANS, 42, 140),
                      quiet = ui_style(ui, FACE_SANS, 36, 140);
    int right_w = text_lay_out(ui->canvas.text, right, quiet, 0)->width, gap = ui_u(ui, 24);
    bool beside = right_w < page->body.w / 2;
    int width = beside ? page->body.w - right_w - gap : page->body.w;
    page_gap(page, 12);
    int height = canvas_words(&ui->canvas, page->body.x, page->y, width, title, left, ALIGN_LEFT,
                              ui->theme->ink);
    if (beside)
        canvas_words(&ui->canvas, page->body.x, page->y + left.size_px - quiet.size_px,
                     page->body.w, right, quiet, ALIGN_RIGHT, ui->theme->quiet);
    page->y += height;
    if (!beside) page_text(page, right, FACE_SANS, 36, 140, ui->theme->quiet);
    page_gap(page, 12);
    canvas_fill(&ui->canvas, (struct rect){page->body.x, page->y, page->body.w, ui_u(ui, 2)},
                ui->theme->line);
}

static void draw_section(struct page *page, enum word title) {
    page_gap(page, 24);
    page_text(page, page_word(page, title), FACE_BOLD, 48, 140, page->ui->theme->ink);
}

static void when(const struct page *page, int64_t at_ms, char *ret_text, size_t bytes) {
    char time[16], day[64];
    dates_time(at_ms, time, sizeof time);
    dates_day(page, at_ms, day, sizeof day);
    snprintf(ret_text, bytes, "%s %s", day, time);
}

/* The same as a button that opens another screen. */
static void draw_link(struct page *page, const char *title, const char *line, bool urgent, int id,
                      int arg) {
    struct ui *ui = page->ui;
    struct text_style bold = ui_style(ui, FACE_BOLD, 44, 130),
                      quiet = ui_style(ui, FACE_SANS, 36, 135);
    int pad = ui_u(ui, 32), arrow = ui_u(ui, 44), width = page->body.w - 3 * pad - arrow;
    int title_h = text_lay_out(ui->canvas.text, title, bold, width)->height,
        h = title_h + text_lay_out(ui->canvas.text, line, quiet, width)->height + ui_u(ui, 44);
    struct rect r = page_take(page, h > ui->metrics.touch_px ? h : ui->metrics.touch_px);
    widget_card(ui, r, widget_target(ui, r, title, id, arg));
    int y = r.y + (r.h - h) / 2 + ui_u(ui, 20);
    canvas_words(&ui->canvas, r.x + pad, y, width, title, bold, ALIGN_LEFT, ui->theme->ink);
    canvas_words(&ui->canvas, r.x + pad, y + title_h, width, line, quiet, ALIGN_LEFT,
                 urgent ? ui->theme->red : ui->theme->quiet);
    canvas_icon(&ui->canvas, "chevron-right", r.x + r.w - pad - arrow, r.y + (r.h - arrow) / 2,
                arrow, ui->theme->army);
    page_gap(page, 24);
}

static void draw_sign_ups(struct page *page, const struct answer_mine *a) {
    char line[200], n[16], date[128];
    if (a->sign_up_count) draw_section(page, WORD_MINE_SIGN_UPS);
    for (int i = 0; i < a->sign_up_count; i++) {
        when(page, a->sign_ups[i].start_ms, date, sizeof date);
        snprintf(n, sizeof n, "%d", a->sign_ups[i].waiting);
        strings_fill(line, sizeof line,
                     a->sign_ups[i].waiting ? page_word(page, WORD_MINE_WAITING) : "{when}", "when",
                     date, "n", n, NULL);
        draw_link(page, a->sign_ups[i].title, line, false, ID_ACTIVITY, i);
    }
}

static void draw_added(struct page *page, const struct answer_mine *a) {
    char line[128], since[160], day[64];
    if (a->added_count == 0) return;
    dates_day(page, a->visit_before_ms, day, sizeof day);
    strings_fill(since, sizeof since, page_word(page, WORD_MINE_ADDED), "day", day, NULL);
    page_gap(page, 24);
    page_text(page, since, FACE_BOLD, 48, 140, page->ui->theme->ink);
    for (int i = 0; i < a->added_count; i++) {
        when(page, a->added[i].start_ms, line, sizeof line);
        draw_link(page, a->added[i].title, line, false, ID_ACTIVITY, 100 + i);
    }
}

static void draw_requests(struct page *page, const struct answer_mine *a) {
    static const enum word stages[] = {WORD_STAGE_REGISTERED, WORD_STAGE_TRIAGED,
                                       WORD_STAGE_IN_HAND, WORD_STAGE_ANSWERED,
                                       WORD_STAGE_FOLLOWED_UP};
    char title[160];
    if (a->request_count) draw_section(page, WORD_MINE_REQUESTS);
    for (int i = 0; i < a->request_count; i++) {
        int stage = a->requests[i].stage;
        snprintf(title, sizeof title, "%s · %s", a->requests[i].category, a->requests[i].number);
        draw_link(page, title,
                  page_word(page, a->requests[i].unseen
                                      ? WORD_MINE_ANSWER_WAITS
                                      : stages[stage >= 0 && stage < 5 ? stage : 0]),
                  a->requests[i].unseen, ID_REQUEST, i);
    }
}

/* Newest first, a heading for each month. */
static void draw_check_ins(struct page *page, const struct answer_mine *a) {
    char right[128], month[64], last[64] = "";
    draw_section(page, WORD_MINE_CHECK_INS);
    for (int i = 0; i < a->count; i++) {
        dates_month(page, a->checkins[i].at_ms, month, sizeof month);
        if (strcmp(month, last) != 0)
            page_text(page, month, FACE_BOLD, 38, 150, page->ui->theme->army);
        snprintf(last, sizeof last, "%s", month);
        when(page, a->checkins[i].at_ms, right, sizeof right);
        draw_row(page, a->checkins[i].title, right);
    }
    if (a->count == 0)
        page_text(page, page_word(page, WORD_MINE_NONE), FACE_SANS, 42, 150,
                  page->ui->theme->quiet);
}

static bool appearance_is_kept(const struct page *page, const struct mine *m) {
    const struct appearance *kept = &m->answer.appearance;
    const struct metrics *now = &page->ui->metrics;
    return m->kept_now ||
           (kept->kept && kept->text_size == (int)now->text_size && kept->low == now->low &&
            kept->contrast == page->ui->theme->high_contrast);
}

/* Offers to store the current appearance for this member's next taps. */
static void draw_appearance(struct page *page, const struct mine *m) {
    struct ui *ui = page->ui;
    bool kept = appearance_is_kept(page, m);
    draw_section(page, WORD_APPEARANCE_TITLE);
    page_gap(page, 8);
    appearance_draw(page, page_take(page, metrics_control(&ui->metrics, 150)), 3);
    page_gap(page, 24);
    struct button keep = {.label =
                              page_word(page, kept ? WORD_APPEARANCE_KEPT : WORD_APPEARANCE_KEEP),
                          .icon = kept ? "check" : NULL,
                          .style = kept ? STYLE_OFF : STYLE_PLAIN,
                          .id = ID_KEEP};
    widget_button(ui, page_take(page, metrics_control(&ui->metrics, 110)), &keep);
    page_gap(page, 24);
}

static void draw_asking(const struct mine *m, struct page *page) {
    struct ui *ui = page->ui;
    const struct action back = {
        .label = page_word(page, WORD_BACK), .icon = "chevron-left", .id = ID_BACK};
    page->dock_title = WORD_MINE_TAP;
    page->dock_line = WORD_MINE_TAP_LINE;
    page_begin(page, &back, 1);
    page_heading(page, page_word(page, WORD_HOME_MINE), "");
    int room = page_room(page), icon = ui_u(ui, 300);
    if (icon > room / 2) icon = room / 2;
    struct rect r = page_take(page, room > 2 * icon ? room : 2 * icon);
    canvas_icon(&ui->canvas, "id-card", r.x + (r.w - icon) / 2, r.y + (r.h - icon) / 3, icon,
                ui->theme->army);
    struct rect words = {r.x, r.y + (r.h - icon) / 3 + icon, r.w, r.h - icon - (r.h - icon) / 3};
    canvas_words_in(&ui->canvas, words,
                    page_word(page, m->failed  ? WORD_MINE_FAILED
                                    : m->known ? WORD_LOADING
                                               : WORD_MINE_ASK),
                    ui_style(ui, FACE_SANS, 48, 150), ui_least_text(ui), ALIGN_CENTRE,
                    ui->theme->ink);
    page_end(page);
}

static void mine_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct mine *m = state;
    (void)since_ms;
    if (!m->here) {
        draw_asking(m, page);
        return;
    }
    const struct action actions[] = {
        {.label = page_word(page, WORD_BACK), .icon = "chevron-left", .id = ID_BACK},
        {.label = page_word(page, WORD_MINE_DONE), .style = STYLE_PRIMARY, .id = ID_DONE},
    };
    page_begin(page, actions, 2);
    page_heading(page, m->answer.name, page_word(page, WORD_HOME_MINE));
    draw_stats(page, &m->answer);
    draw_added(page, &m->answer);
    draw_sign_ups(page, &m->answer);
    draw_requests(page, &m->answer);
    draw_check_ins(page, &m->answer);
    draw_appearance(page, m);
    page_end(page);
}

const struct screen screen_mine = {.name = "mine",
                                   .state_size = sizeof(struct mine),
                                   .timeout_ms = 60000,
                                   .personal = true,
                                   .enter = mine_enter,
                                   .touch = mine_touch,
                                   .answer = mine_answer,
                                   .draw = mine_draw};
