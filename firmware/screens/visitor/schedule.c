/* schedule: a month with a dot for each activity and the list of the chosen day; or a week as a
 * list. */
#include "screens/visitor/schedule.h"

#include "base/clock.h"
#include "screens/shell/screen.h"
#include "screens/widgets/dates.h"

#include <stdio.h>

static void ask_month(const struct where *where, struct asks *asks) {
    struct intent *month = asks_add(asks, INTENT_MONTH);
    month->u.month.year = where->year;
    month->u.month.month = where->month;
}

static void ask_day(const struct where *where, struct asks *asks) {
    struct intent *day = asks_add(asks, INTENT_DAY);
    day->u.day.year = where->year;
    day->u.day.month = where->month;
    day->u.day.day = where->day;
    day->u.day.days = where->week ? 7 : 1;
}

static struct civil civil_of(const struct where *where) {
    return (struct civil){where->year, where->month, where->day, 12, 0, 0, 0};
}

static void set_day(struct where *where, struct civil civil) {
    struct civil sound = civil_from_ms(civil_to_ms(&civil));
    where->year = sound.year;
    where->month = sound.month;
    where->day = sound.day;
}

/* Moves back to the Monday of that week. */
static void set_monday(struct where *where) {
    struct civil c = civil_of(where);
    c.day -= civil_weekday(where->year, where->month, where->day) - 1;
    set_day(where, c);
}

static void schedule_enter(void *state, const struct where *where, const struct outcome *outcome,
                           struct asks *asks) {
    struct schedule *s = state;
    (void)outcome;
    s->where = *where;
    if (s->where.year == 0) set_day(&s->where, civil_from_ms(clock_now().utc_ms));
    if (s->where.week)
        set_monday(&s->where);
    else
        ask_month(&s->where, asks);
    ask_day(&s->where, asks);
    s->month.year = s->where.year;
    s->month.month = s->where.month;
}

static void schedule_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct schedule *s = state;
    (void)asks;
    if (answer->kind == ANSWER_MONTH) {
        s->month = answer->u.month;
        s->month_here = true;
    } else if (answer->kind == ANSWER_DAY) {
        s->day = answer->u.day;
        s->day_here = true;
    }
}

/* The same day of another month, or that month's last day. */
static void move_month(struct where *where, int by) {
    struct civil c = {where->year, where->month + by, 1, 12, 0, 0, 0};
    int day = where->day;
    set_day(where, c);
    int days = civil_days_in_month(where->year, where->month);
    where->day = day < days ? day : days;
}

static void move_days(struct where *where, int by) {
    struct civil c = civil_of(where);
    c.day += by;
    set_day(where, c);
}

static struct step to_activity(const struct schedule *s, int index, bool sign_up) {
    struct where where = s->where;
    where.id = s->day.activities[index].occurrence.id;
    where.offset = sign_up;
    return step_with(STEP_ACTIVITY, &where);
}

static struct step schedule_touch(void *state, struct touched touched, struct asks *asks) {
    struct schedule *s = state;
    struct where where = s->where;
    switch (touched.id) {
    case SCHEDULE_ACTIVITY:
        return to_activity(s, touched.arg, false);
    case SCHEDULE_SIGN_UP:
        return to_activity(s, touched.arg, true);
    case SCHEDULE_DAY:
        s->where.day = touched.arg;
        ask_day(&s->where, asks);
        return step_to(STEP_REDRAW);
    case SCHEDULE_MONTH_BEFORE:
        move_month(&where, -1);
        break;
    case SCHEDULE_MONTH_AFTER:
        move_month(&where, 1);
        break;
    case SCHEDULE_WEEK_BEFORE:
        move_days(&where, -7);
        break;
    case SCHEDULE_WEEK_AFTER:
        move_days(&where, 7);
        break;
    case SCHEDULE_TODAY:
        where = (struct where){0};
        break;
    case SCHEDULE_WEEK:
        where = (struct where){.week = true};
        break;
    case SCHEDULE_CALENDAR:
        where.week = false;
        break;
    default:
        return step_to(STEP_UP);
    }
    return step_with(STEP_SCHEDULE, &where);
}

static int buttons_width(struct page *page) {
    struct ui *ui = page->ui;
    struct text_style style = ui_style(ui, FACE_BOLD, 38, 118);
    int before =
        text_lay_out(ui->canvas.text, page_word(page, WORD_SCHEDULE_BEFORE), style, 0)->width;
    int after =
        text_lay_out(ui->canvas.text, page_word(page, WORD_SCHEDULE_AFTER), style, 0)->width;
    return (before > after ? before : after) + style.size_px * 2 + ui_u(ui, 24);
}

/* "2026年11月" and, at its right, the buttons to the months before and after. */
static void draw_month_head(const struct schedule *s, struct page *page) {
    struct ui *ui = page->ui;
    char year[16], words[64];
    int gap = ui_u(ui, 24), w = buttons_width(page), h = metrics_control(&ui->metrics, 100);
    snprintf(year, sizeof year, "%d", s->month.year);
    strings_fill(words, sizeof words, page_word(page, WORD_SCHEDULE_MONTH), "year", year, "month",
                 page_word(page, (enum word)(WORD_MONTH_1 + s->month.month - 1)), NULL);
    struct button before = {.label = page_word(page, WORD_SCHEDULE_BEFORE),
                            .icon = "chevron-left",
                            .id = SCHEDULE_MONTH_BEFORE,
                            .units = 38};
    struct button after = {.label = page_word(page, WORD_SCHEDULE_AFTER),
                           .after = "chevron-right",
                           .id = SCHEDULE_MONTH_AFTER,
                           .units = 38};
    int left = page->body.w - 2 * w - 2 * gap;
    if (left < ui_u(ui, 300))
        w = (page->body.w - ui_u(ui, 300) - 2 * gap) / 2, left = ui_u(ui, 300);
    struct rect r = page_take(page, h);
    canvas_words_in(&ui->canvas, (struct rect){r.x, r.y, left, h}, words,
                    ui_style(ui, FACE_SERIF, 76, 120), ui_least_text(ui), ALIGN_LEFT,
                    ui->theme->ink);
    widget_button(ui, (struct rect){r.x + r.w - 2 * w - gap, r.y, w, h}, &before);
    widget_button(ui, (struct rect){r.x + r.w - w, r.y, w, h}, &after);
    page_gap(page, 16);
}

/* Side by side where a day stays wide enough for a finger. */
static bool split(const struct page *page) {
    const struct metrics *m = &page->ui->metrics;
    int day = page->body.w * 56 / 100 / 7 - m->gap_px,
        least = page->ui->language == 1 ? ui_u(page->ui, 100) : m->touch_px;
    return m->landscape && day >= least && day >= m->touch_px && m->text_size == TEXT_NORMAL;
}

static void draw_month(const struct schedule *s, struct page *page) {
    struct ui *ui = page->ui;
    bool beside = split(page);
    int gap = ui_u(ui, 48);
    if (page_low(page)) page_heading(page, page_word(page, WORD_HOME_SCHEDULE), "");
    draw_month_head(s, page);
    struct rect left = {page->body.x, page->y, beside ? page->body.w * 56 / 100 : page->body.w, 0},
                right = left;
    int calendar = schedule_calendar(s, page, left);
    int top = beside ? page->y : page->y + calendar + ui_u(ui, 20);
    if (beside) {
        right.x += left.w + gap;
        right.w = page->body.w - left.w - gap;
    }
    int bottom = s->day_here ? schedule_list(s, page, right, top) : top;
    page->y = bottom > page->y + calendar ? bottom : page->y + calendar;
}

static void draw_week(const struct schedule *s, struct page *page) {
    char from[64], to[64], right[160];
    struct civil c = civil_of(&s->where);
    dates_day(page, civil_to_ms(&c), from, sizeof from);
    c.day += 6;
    dates_day(page, civil_to_ms(&c), to, sizeof to);
    snprintf(right, sizeof right, "%s – %s", from, to);
    page_heading(page, page_word(page, WORD_SCHEDULE_WEEK), right);
    page_gap(page, 16);
    if (!s->day_here)
        page_empty(page, WORD_LOADING);
    else if (s->day.count == 0)
        page_empty(page, WORD_SCHEDULE_WEEK_NOTHING);
    else
        page->y = schedule_list(s, page, page->body, page->y);
}

static void schedule_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct schedule *s = state;
    const struct action back = {
        .label = page_word(page, WORD_BACK), .icon = "chevron-left", .id = SCHEDULE_BACK};
    const struct action month[] = {
        back,
        {.label = page_word(page, WORD_SCHEDULE_TODAY), .id = SCHEDULE_TODAY},
        {.label = page_word(page, WORD_SCHEDULE_WEEK),
         .after = "chevron-right",
         .style = STYLE_PRIMARY,
         .id = SCHEDULE_WEEK}};
    const struct action week[] = {
        back,
        {.label = page_word(page, WORD_SCHEDULE_WEEK_BEFORE), .id = SCHEDULE_WEEK_BEFORE},
        {.label = page_word(page, WORD_SCHEDULE_WEEK_AFTER), .id = SCHEDULE_WEEK_AFTER},
        {.label = page_word(page, WORD_SCHEDULE_CALENDAR),
         .style = STYLE_PRIMARY,
         .id = SCHEDULE_CALENDAR}};
    (void)since_ms;
    page_begin(page, s->where.week ? week : month, s->where.week ? 4 : 3);
    if (s->where.week)
        draw_week(s, page);
    else
        draw_month(s, page);
    page_end(page);
}

const struct screen screen_schedule = {.name = "schedule",
                                       .state_size = sizeof(struct schedule),
                                       .timeout_ms = 90000,
                                       .open = true,
                                       .enter = schedule_enter,
                                       .touch = schedule_touch,
                                       .answer = schedule_answer,
                                       .draw = schedule_draw};
