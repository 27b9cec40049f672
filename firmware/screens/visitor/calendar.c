/* calendar: the days of a month: number, lunar date, dots. Today is filled, the chosen day is
 * framed. */
#include "screens/visitor/schedule.h"

#include "base/clock.h"
#include "model/lunar.h"
#include "screens/widgets/dates.h"

#include <stdio.h>

#define DAYS 7
#define DOTS_MAX 4

uint32_t schedule_colour(const struct theme *t, enum activity_kind kind) {
    switch (kind) {
    case ACTIVITY_DAY:
    case ACTIVITY_REMEMBRANCE:
        return t->red;
    case ACTIVITY_RETURN:
    case ACTIVITY_DELIBERATION:
        return t->bronze;
    case ACTIVITY_RECEPTION:
        return t->sky;
    case ACTIVITY_VOLUNTEER:
    case ACTIVITY_OTHER:
    case ACTIVITY_KINDS:
        break;
    }
    return t->army;
}

struct cell {
    struct rect r;
    int day;
    bool today, chosen;
};

static void draw_dots(const struct schedule *s, struct page *page, const struct cell *cell) {
    struct ui *ui = page->ui;
    int radius = ui_u(ui, 6), pitch = ui_u(ui, 18), count = 0;
    uint8_t kinds = s->month.dots[cell->day];
    for (int k = 0; k < ACTIVITY_KINDS; k++) count += kinds >> k & 1;
    if (count > DOTS_MAX) count = DOTS_MAX;
    int x = cell->r.x + cell->r.w / 2 - (count - 1) * pitch / 2,
        y = cell->r.y + cell->r.h - radius - ui_u(ui, 5);
    for (int k = 0; k < ACTIVITY_KINDS && count > 0; k++) {
        if (!(kinds >> k & 1)) continue;
        canvas_disc(&ui->canvas, x, y, radius,
                    cell->today ? ui->theme->white
                                : schedule_colour(ui->theme, (enum activity_kind)k));
        x += pitch;
        count--;
    }
}

/* A solar term takes one line as 立冬, but two as "Start of Winter". */
static int lunar_lines(const struct ui *ui) {
    return ui->language == 1 ? 2 : 1;
}

static void draw_cell(const struct schedule *s, struct page *page, const struct cell *cell) {
    struct ui *ui = page->ui;
    const struct theme *t = ui->theme;
    char number[16], lunar[LUNAR_LINE_SIZE];
    int radius = ui_u(ui, 20), foot = ui_u(ui, 20),
        split = (cell->r.h - foot) * (lunar_lines(ui) > 1 ? 44 : 58) / 100;
    struct rect r = cell->r;
    snprintf(number, sizeof number, "%d", cell->day);
    lunar_line(s->month.year, s->month.month, cell->day, ui->language == 1, lunar);
    bool pressed = widget_target(ui, r, number, SCHEDULE_DAY, cell->day);
    bool festive = festival_of(s->month.year, s->month.month, cell->day) ||
                   solar_term(s->month.year, s->month.month, cell->day) >= 0;
    if (cell->today)
        canvas_box(&ui->canvas, r, radius, pressed ? t->brick : t->red);
    else if (cell->chosen || pressed)
        canvas_framed_box(&ui->canvas, r, radius, t->card, t->army, ui_u(ui, 4));
    struct text_style big = ui_style(ui, FACE_BOLD, 46, 112),
                      small = ui_style(ui, FACE_SANS, 28, 118);
    small.max_lines = lunar_lines(ui);
    canvas_words_in(&ui->canvas, (struct rect){r.x, r.y, r.w, split}, number, big,
                    ui_least_text(ui), ALIGN_CENTRE, cell->today ? t->white : t->ink);
    canvas_words_in(&ui->canvas, (struct rect){r.x, r.y + split, r.w, r.h - foot - split}, lunar,
                    small, ui_least_text(ui), ALIGN_CENTRE,
                    cell->today ? t->white
                    : festive   ? t->army
                                : t->quiet);
    draw_dots(s, page, cell);
}

static void draw_weekdays(struct page *page, struct rect column, int pitch, int height) {
    struct ui *ui = page->ui;
    for (int i = 0; i < DAYS; i++)
        canvas_words_in(&ui->canvas, (struct rect){column.x + i * pitch, column.y, pitch, height},
                        page_word(page, (enum word)(WORD_WEEKDAY_SHORT_1 + i)),
                        ui_style(ui, FACE_BOLD, 34, 120), ui_least_text(ui), ALIGN_CENTRE,
                        ui->theme->quiet);
}

int schedule_calendar(const struct schedule *s, struct page *page, struct rect column) {
    struct ui *ui = page->ui;
    const struct metrics *m = &ui->metrics;
    int pitch = column.w / DAYS, gap = m->gap_px,
        head = metrics_text(m, 34) * 14 / 10 + ui_u(ui, 10);
    int cell_h = metrics_text(m, 46) * 112 / 100 +
                 metrics_text(m, 28) * 118 / 100 * lunar_lines(ui) + ui_u(ui, 14);
    if (cell_h < m->touch_px) cell_h = m->touch_px;
    int first = civil_weekday(s->month.year, s->month.month, 1) - 1;
    int days = civil_days_in_month(s->month.year, s->month.month),
        rows = (first + days + DAYS - 1) / DAYS;
    ui->canvas.silent = true; /* reading aloud leaves the numbers out */
    draw_weekdays(page, column, pitch, head);
    for (int day = 1; day <= days; day++) {
        int at = first + day - 1;
        struct cell cell = {.day = day,
                            .today = dates_is_today(page, s->month.year, s->month.month, day),
                            .chosen = day == s->where.day};
        cell.r = (struct rect){column.x + at % DAYS * pitch + gap / 2,
                               column.y + head + at / DAYS * (cell_h + gap), pitch - gap, cell_h};
        draw_cell(s, page, &cell);
    }
    ui->canvas.silent = false;
    return head + rows * (cell_h + gap);
}
