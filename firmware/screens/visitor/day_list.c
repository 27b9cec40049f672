/* day_list: activities as cards with a coloured edge, below the name of their day. */
#include "screens/visitor/schedule.h"

#include "base/clock.h"
#include "screens/widgets/dates.h"

#include <stdio.h>

static void place_line(const struct page *page, const struct day_activity *a, char *ret_text,
                       size_t bytes) {
    const struct occurrence *o = &a->occurrence;
    char n[16], of[16];
    bool begun = page->hall->utc_ms >= o->start_ms - (int64_t)o->opens_before_min * 60000;
    enum word pattern = o->cancelled           ? WORD_SCHEDULE_CANCELLED
                        : begun && o->capacity ? WORD_SCHEDULE_ARRIVED
                        : begun                ? WORD_ACTIVITY_ARRIVED
                        : o->needs_sign_up     ? WORD_SCHEDULE_SIGNED_UP
                                               : WORD_SCHEDULE_FREE;
    snprintf(n, sizeof n, "%d", begun ? a->checked_in : a->signed_up);
    snprintf(of, sizeof of, "%d", o->capacity);
    strings_fill(ret_text, bytes, page_word(page, pattern), "place", o->place, "n", n, "of", of,
                 NULL);
}

struct row {
    struct rect r, time, words, button; /* button w 0: none */
};

static struct row row_for(struct page *page, struct rect column, int y,
                          const struct day_activity *a, bool can_sign_up) {
    struct ui *ui = page->ui;
    int pad = ui_u(ui, 32), edge = ui_u(ui, 14), least = metrics_control(&ui->metrics, 150);
    struct text_style title = ui_style(ui, FACE_BOLD, 48, 125),
                      time = ui_style(ui, FACE_BOLD, 52, 120),
                      place = ui_style(ui, FACE_SANS, 36, 135);
    int time_w = text_lay_out(ui->canvas.text, "00:00", time, 0)->width + ui_u(ui, 12);
    int button_w = can_sign_up ? text_lay_out(ui->canvas.text, page_word(page, WORD_SIGN_UP),
                                              ui_style(ui, FACE_BOLD, 40, 118), 0)
                                         ->width +
                                     2 * ui_u(ui, 40)
                               : 0;
    bool narrow = column.w < time_w + button_w + ui_u(ui, 420);
    char line[300];
    place_line(page, a, line, sizeof line);
    struct row row = {.r = {column.x, y, column.w, 0}};
    int x = column.x + edge + pad, right = column.x + column.w - pad;
    int words_x = narrow ? x : x + time_w + pad,
        words_w = right - words_x - (button_w && !narrow ? button_w + pad : 0);
    int words_h = text_lay_out(ui->canvas.text, a->occurrence.title, title, words_w)->height +
                  text_lay_out(ui->canvas.text, line, place, words_w)->height;
    int top = y + ui_u(ui, 24), button_h = metrics_control(&ui->metrics, 104), h = words_h;
    row.time = (struct rect){x, top, narrow ? right - x - (button_w ? button_w + pad : 0) : time_w,
                             narrow ? (button_w > 0 ? button_h : time.line_px) : words_h};
    row.words = (struct rect){words_x, narrow ? top + row.time.h : top, words_w, words_h};
    if (narrow)
        h += row.time.h;
    else if (button_w && h < button_h)
        h = button_h;
    row.r.h = h + 2 * ui_u(ui, 24);
    if (row.r.h < least) row.r.h = least;
    if (!narrow) row.words.y = y + (row.r.h - words_h) / 2, row.time.y = y, row.time.h = row.r.h;
    if (button_w)
        row.button = (struct rect){right - button_w, narrow ? top : y + (row.r.h - button_h) / 2,
                                   button_w, button_h};
    return row;
}

/* The coloured edge follows the round corners of the card: a card in that colour is drawn below the
 * white one. */
static void draw_edge(struct ui *ui, struct rect r, uint32_t colour, bool pressed) {
    int edge = ui_u(ui, 14), line = ui_u(ui, 2), radius = ui_u(ui, 28);
    const struct theme *t = ui->theme;
    widget_card(ui, r, pressed);
    struct rect old = canvas_clip(&ui->canvas, (struct rect){r.x, r.y, radius, r.h});
    canvas_box(&ui->canvas, r, radius, colour);
    canvas_unclip(&ui->canvas, old);
    uint32_t fill = pressed ? colour_mix(t->card, t->shade, 160) : t->card;
    old = canvas_clip(&ui->canvas,
                      (struct rect){r.x + edge, r.y + line, radius + edge, r.h - 2 * line});
    canvas_box(&ui->canvas,
               (struct rect){r.x + edge, r.y + line, r.w - edge - line, r.h - 2 * line},
               radius - line, fill);
    canvas_unclip(&ui->canvas, old);
}

static int draw_activity(struct page *page, struct rect column, int y, const struct day_activity *a,
                         int index) {
    struct ui *ui = page->ui;
    const struct theme *t = ui->theme;
    const struct occurrence *o = &a->occurrence;
    char time[16], line[300];
    bool can_sign_up = o->needs_sign_up && !o->cancelled && page->hall->utc_ms < o->start_ms;
    struct row row = row_for(page, column, y, a, can_sign_up);
    bool pressed = widget_target(ui, row.r, o->title, SCHEDULE_ACTIVITY, index);
    draw_edge(ui, row.r, schedule_colour(t, o->kind), pressed);
    dates_time(o->start_ms, time, sizeof time);
    place_line(page, a, line, sizeof line);
    canvas_words_in(&ui->canvas, row.time, o->all_day ? page_word(page, WORD_ALL_DAY) : time,
                    ui_style(ui, FACE_BOLD, 52, 120), ui_least_text(ui), ALIGN_LEFT, t->ink);
    int title_h = canvas_words(&ui->canvas, row.words.x, row.words.y, row.words.w, o->title,
                               ui_style(ui, FACE_BOLD, 48, 125), ALIGN_LEFT, t->ink);
    canvas_words(&ui->canvas, row.words.x, row.words.y + title_h, row.words.w, line,
                 ui_style(ui, FACE_SANS, 36, 135), ALIGN_LEFT, o->cancelled ? t->red : t->quiet);
    struct button button = {.label = page_word(page, WORD_SIGN_UP),
                            .style = STYLE_PRIMARY,
                            .id = SCHEDULE_SIGN_UP,
                            .arg = index};
    if (row.button.w > 0) widget_button(ui, row.button, &button);
    return y + row.r.h;
}

static void day_name(const struct page *page, int64_t utc_ms, char *ret_text, size_t bytes) {
    struct civil c = civil_from_ms(utc_ms);
    if (dates_is_today(page, c.year, c.month, c.day))
        snprintf(ret_text, bytes, "%s", page_word(page, WORD_TODAY));
    else
        dates_day(page, utc_ms, ret_text, bytes);
}

static int draw_head(struct page *page, struct rect column, int y, int64_t day_ms, int count) {
    struct ui *ui = page->ui;
    char day[96], number[16], words[160];
    day_name(page, day_ms, day, sizeof day);
    snprintf(number, sizeof number, "%d", count);
    strings_fill(words, sizeof words,
                 page_word(page, count ? WORD_SCHEDULE_COUNT : WORD_SCHEDULE_NOTHING), "day", day,
                 "n", number, NULL);
    y += canvas_words(&ui->canvas, column.x, y, column.w, words, ui_style(ui, FACE_BOLD, 48, 135),
                      ALIGN_LEFT, ui->theme->ink);
    return y + ui_u(ui, 12);
}

static int count_of_day(const struct answer_day *day, int from, int64_t start_ms) {
    int count = 0;
    for (int i = from; i < day->count; i++)
        count += civil_day_start_ms(day->activities[i].occurrence.start_ms) == start_ms;
    return count;
}

int schedule_list(const struct schedule *s, struct page *page, struct rect column, int y) {
    const struct answer_day *day = &s->day;
    struct civil c = {day->year, day->month, day->day, 0, 0, 0, 0};
    int64_t last = -1;
    if (day->count == 0 && day->days <= 1) return draw_head(page, column, y, civil_to_ms(&c), 0);
    for (int i = 0; i < day->count; i++) {
        int64_t start = civil_day_start_ms(day->activities[i].occurrence.start_ms);
        if (i) y += ui_u(page->ui, 28);
        if (start != last) y = draw_head(page, column, y, start, count_of_day(day, i, start));
        last = start;
        y = draw_activity(page, column, y, &day->activities[i], i);
    }
    return y;
}
