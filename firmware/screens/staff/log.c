/* staff_log: who checked in, when and how. The activity or day is chosen from a list on the same
 * page. */
#include "base/clock.h"
#include "screens/staff/log_parts.h"
#include "screens/staff/page.h"
#include "screens/widgets/dates.h"

#include <stdio.h>

enum { ID_CHOOSE = ID_STAFF_OWN, ID_ACTIVITY, ID_DAY, ID_GRIDS, ID_GRID, ID_EXPORT, ID_ANYONE };

#define DAY_MS INT64_C(86400000)

struct staff_log_page {
    struct staff_scope scope;
    struct staff_query query;
    struct staff_query list; /* activities to choose from */
    enum { SHOWS_LOG, SHOWS_ACTIVITIES, SHOWS_GRIDS } shows;
    int32_t at, list_at; /* page */
};

static void ask_log(struct staff_log_page *l, struct asks *asks, const struct staff_place *from) {
    struct staff_ask *ask = staff_query(asks, STAFF_LOG, &l->scope);
    if (from) ask->from = *from;
    if (!from) l->at = 0;
    l->shows = SHOWS_LOG;
}

static void ask_list(struct staff_log_page *l, struct asks *asks) {
    staff_query(asks, STAFF_ACTIVITIES, NULL)->offset = l->list_at * STAFF_ROWS;
    l->shows = SHOWS_ACTIVITIES;
}

static void log_enter(void *state, const struct where *where, const struct outcome *outcome,
                      struct asks *asks) {
    struct staff_log_page *l = state;
    (void)outcome;
    l->scope = where->staff;
    ask_log(l, asks, NULL);
}

static void log_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct staff_log_page *l = state;
    (void)asks;
    if (staff_query_take(&l->query, answer, STAFF_LOG)) l->scope = l->query.answer.u.log.scope;
    staff_query_take(&l->list, answer, STAFF_ACTIVITIES);
}

static struct step log_lead(const void *state) {
    const struct staff_log_page *l = state;
    return step_to(l->query.gone || l->list.gone ? STEP_DONE : STEP_STAY);
}

static void turn_page(struct staff_log_page *l, bool older, struct asks *asks) {
    const struct staff_log *log = &l->query.answer.u.log;
    if (log->count == 0) return;
    const struct staff_log_row *edge = &log->row[older ? log->count - 1 : 0];
    l->at += older ? 1 : -1;
    ask_log(l, asks,
            &(struct staff_place){edge->at_ms, edge->occurrence_id, edge->member_id, !older});
}

static void pick(struct staff_log_page *l, struct touched touched, struct asks *asks) {
    int64_t grid = l->scope.grid_id;
    if (touched.id == ID_ACTIVITY)
        l->scope = (struct staff_scope){
            .occurrence_id = l->list.answer.u.activities.row[touched.arg].id, .grid_id = grid};
    else if (touched.id == ID_GRID)
        l->scope.grid_id = touched.arg < 0 ? 0 : l->query.answer.u.log.grids[touched.arg].id;
    else if (touched.id == ID_ANYONE)
        l->scope = (struct staff_scope){0};
    ask_log(l, asks, NULL);
}

static void pick_day(struct staff_log_page *l, int days, struct asks *asks) {
    int64_t day = l->scope.day_ms ? l->scope.day_ms
                  : l->query.answer.u.log.occurrence.start_ms
                      ? l->query.answer.u.log.occurrence.start_ms
                      : 1;
    l->scope = (struct staff_scope){.day_ms = day + days * DAY_MS, .grid_id = l->scope.grid_id};
    ask_log(l, asks, NULL);
}

static struct step log_touch(void *state, struct touched touched, struct asks *asks) {
    struct staff_log_page *l = state;
    struct step step;
    bool list = l->shows == SHOWS_ACTIVITIES;
    if (staff_touched(touched, &l->scope, &step)) return step;
    switch (touched.id) {
    case ID_EXPORT:
        return step_with(STEP_STAFF_EXPORT, &(struct where){.staff = l->scope});
    case ID_CHOOSE:
        if (list)
            ask_log(l, asks, NULL);
        else
            ask_list(l, asks);
        break;
    case ID_GRIDS:
        l->shows = l->shows == SHOWS_GRIDS ? SHOWS_LOG : SHOWS_GRIDS;
        break;
    case ID_DAY:
        pick_day(l, touched.arg, asks);
        break;
    case ID_STAFF_BEFORE:
    case ID_STAFF_AFTER:
        if (list) l->list_at += touched.id == ID_STAFF_AFTER ? 1 : -1;
        if (list)
            ask_list(l, asks);
        else
            turn_page(l, touched.id == ID_STAFF_AFTER, asks);
        break;
    default:
        pick(l, touched, asks);
        break;
    }
    return step_to(STEP_REDRAW);
}

/* 今天 09:30 退役军人活动日 */
static void name_time(const struct page *page, int64_t at_ms, const char *title, char *ret,
                      size_t bytes) {
    struct civil c = civil_from_ms(at_ms);
    char time[16], day[64];
    dates_time(at_ms, time, sizeof time);
    if (dates_is_today(page, c.year, c.month, c.day))
        snprintf(day, sizeof day, "%s", page_word(page, WORD_TODAY));
    else
        dates_day(page, at_ms, day, sizeof day);
    snprintf(ret, bytes, "%s %s %s", day, time, title);
}

static void scope_words(const struct page *page, const struct staff_log *log, char *ret,
                        size_t bytes) {
    char day[64];
    if (log->scope.member_id) {
        snprintf(ret, bytes, "%s", log->person);
    } else if (log->occurrence.id) {
        name_time(page, log->occurrence.start_ms, log->occurrence.title, ret, bytes);
    } else {
        dates_day(page, log->scope.day_ms, day, sizeof day);
        strings_fill(ret, bytes, page_word(page, WORD_STAFF_WHOLE_DAY), "day", day, NULL);
    }
}

static void draw_one_choice(struct page *page, struct rect r, const char *words, int id) {
    struct ui *ui = page->ui;
    struct text_style style = ui_style(ui, FACE_BOLD, 40, 130);
    int pad = ui_u(ui, 30), icon = ui_u(ui, 40), w = r.w - 3 * pad - icon;
    widget_card(ui, r, widget_target(ui, r, words, id, 0));
    canvas_words_in(&ui->canvas, (struct rect){r.x + pad, r.y, w, r.h}, words, style,
                    ui_least_text(ui), ALIGN_LEFT, ui->theme->ink);
    canvas_icon(&ui->canvas, "chevron-down", r.x + r.w - pad - icon, r.y + (r.h - icon) / 2, icon,
                ui->theme->ink);
}

static int choice_height(struct page *page, const char *words, int width) {
    struct ui *ui = page->ui;
    int w = width - 3 * ui_u(ui, 30) - ui_u(ui, 40), least = metrics_control(&ui->metrics, 100);
    int h = text_lay_out(ui->canvas.text, words, ui_style(ui, FACE_BOLD, 40, 130), w)->height +
            ui_u(ui, 32);
    return h > least ? h : least;
}

/* The activity or day of the log and, within it, the grid: side by side where the text is small. */
static void draw_choices(struct page *page, const char *words, const char *grid) {
    struct ui *ui = page->ui;
    int gap = ui_u(ui, 24), w = page->body.w;
    bool beside = grid && (ui->metrics.zoom < 1.2 || ui->metrics.landscape);
    int left_w = beside ? (w - gap) * 68 / 100 : w, right_w = beside ? w - gap - left_w : w;
    int left_h = choice_height(page, words, left_w),
        right_h = grid ? choice_height(page, grid, right_w) : 0;
    if (beside && right_h > left_h) left_h = right_h;
    struct rect r = page_take(page, left_h);
    draw_one_choice(page, (struct rect){r.x, r.y, left_w, left_h}, words, ID_CHOOSE);
    if (grid && !beside) page_gap(page, 24);
    if (grid && !beside) r = page_take(page, right_h);
    if (grid)
        draw_one_choice(page,
                        (struct rect){beside ? r.x + left_w + gap : r.x, r.y, right_w,
                                      beside ? left_h : right_h},
                        grid, ID_GRIDS);
    page_gap(page, 24);
}

static void draw_chain(struct page *page, const struct staff_log *log) {
    char row[24], words[160];
    bool broken = log->chain_broken != 0;
    snprintf(row, sizeof row, "%lld", (long long)log->chain_broken);
    strings_fill(words, sizeof words,
                 page_word(page, broken ? WORD_STAFF_CHAIN_BROKEN : WORD_STAFF_CHAIN_GOOD), "n",
                 row, NULL);
    page_text(page, words, FACE_SANS, 34, 150,
              broken ? page->ui->theme->red : page->ui->theme->quiet);
}

static void draw_log(struct page *page, const struct staff_log_page *l) {
    const struct staff_log *log = &l->query.answer.u.log;
    char words[256];
    const char *grid = page_word(page, WORD_STAFF_ALL_GRIDS);
    for (int i = 0; i < log->grid_count; i++)
        if (log->grids[i].id == log->scope.grid_id) grid = log->grids[i].name;
    scope_words(page, log, words, sizeof words);
    draw_choices(page, words, log->scope.member_id ? NULL : grid);
    const struct form_button buttons[] = {
        {page_word(page, WORD_STAFF_DAY_BEFORE), STYLE_PLAIN, ID_DAY, -1},
        {page_word(page, WORD_STAFF_DAY_AFTER), STYLE_PLAIN, ID_DAY, 1}};
    bool day = !log->occurrence.id && !log->scope.member_id;
    if (day) form_buttons(page, buttons, 2);
    log_draw_stats(page, log);
    if (log->bar_count > 0) log_draw_bars(page, log);
    if (log->count == 0)
        page_text(page, page_word(page, WORD_STAFF_LOG_NONE), FACE_SANS, 42, 160,
                  page->ui->theme->quiet);
    log_draw_rows(page, log);
    form_pager(page, l->at, (log->rows + STAFF_ROWS - 1) / STAFF_ROWS, ID_STAFF_BEFORE,
               ID_STAFF_AFTER);
    draw_chain(page, log);
}

static void draw_activities(struct page *page, const struct staff_log_page *l) {
    const struct staff_activities *a = &l->list.answer.u.activities;
    page_text(page, page_word(page, WORD_STAFF_CHOOSE), FACE_BOLD, 48, 140, page->ui->theme->ink);
    page_gap(page, 16);
    const struct form_button other[] = {
        {page_word(page, WORD_STAFF_NEWEST), STYLE_PLAIN, ID_ANYONE, 0},
        {page_word(page, WORD_STAFF_BY_DAY), STYLE_PLAIN, ID_DAY, 0}};
    form_buttons(page, other, 2);
    for (int i = 0; i < a->count; i++) {
        char words[256];
        struct ui *ui = page->ui;
        name_time(page, a->row[i].start_ms, a->row[i].title, words, sizeof words);
        struct text_style style = ui_style(ui, FACE_BOLD, 38, 130);
        int pad = ui_u(ui, 32), least = metrics_control(&ui->metrics, 96);
        int h = text_lay_out(ui->canvas.text, words, style, page->body.w - 2 * pad)->height +
                ui_u(ui, 32);
        struct rect r = page_take(page, h > least ? h : least);
        widget_card(ui, r, widget_target(ui, r, words, ID_ACTIVITY, i));
        canvas_words_in(&ui->canvas, (struct rect){r.x + pad, r.y, r.w - 2 * pad, r.h}, words,
                        style, ui_least_text(ui), ALIGN_LEFT, ui->theme->ink);
        page_gap(page, 24);
    }
    form_pager(page, l->list_at, (a->total + STAFF_ROWS - 1) / STAFF_ROWS, ID_STAFF_BEFORE,
               ID_STAFF_AFTER);
}

static void draw_grids(struct page *page, const struct staff_log_page *l) {
    const struct staff_log *log = &l->query.answer.u.log;
    struct form_button buttons[STAFF_GRIDS + 1] = {{page_word(page, WORD_STAFF_ALL_GRIDS),
                                                    log->scope.grid_id ? STYLE_PLAIN : STYLE_CHOSEN,
                                                    ID_GRID, -1}};
    for (int i = 0; i < log->grid_count; i++)
        buttons[i + 1] = (struct form_button){
            log->grids[i].name, log->scope.grid_id == log->grids[i].id ? STYLE_CHOSEN : STYLE_PLAIN,
            ID_GRID, i};
    page_text(page, page_word(page, WORD_STAFF_CHOOSE_GRID), FACE_BOLD, 48, 140,
              page->ui->theme->ink);
    page_gap(page, 16);
    form_buttons(page, buttons, log->grid_count + 1);
}

static void log_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct staff_log_page *l = state;
    const struct action actions[] = {{.label = page_word(page, WORD_STAFF_OUT), .id = ID_STAFF_OUT},
                                     {.label = page_word(page, WORD_STAFF_EXPORT_BUTTON),
                                      .style = STYLE_PRIMARY,
                                      .id = ID_EXPORT}};
    (void)since_ms;
    staff_begin(page, l->query.answer.who, STEP_STAFF_LOG, actions, 2);
    if (!l->query.here)
        page_empty(page, WORD_LOADING);
    else if (l->shows == SHOWS_ACTIVITIES)
        draw_activities(page, l);
    else if (l->shows == SHOWS_GRIDS)
        draw_grids(page, l);
    else
        draw_log(page, l);
    page_end(page);
}

const struct screen screen_staff_log = {.name = "staff_log",
                                        .state_size = sizeof(struct staff_log_page),
                                        .timeout_ms = STAFF_TIMEOUT_MS,
                                        .personal = true,
                                        .enter = log_enter,
                                        .touch = log_touch,
                                        .answer = log_answer,
                                        .lead = log_lead,
                                        .draw = log_draw};
