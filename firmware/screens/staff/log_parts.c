/* log_parts: the figures, the chart and the rows of the log of check-ins. */
#include "screens/staff/log_parts.h"

#include "base/clock.h"
#include "screens/widgets/dates.h"

#include <stdio.h>

static void draw_stat(struct page *page, struct rect r, enum word label, const char *value,
                      uint32_t colour) {
    struct ui *ui = page->ui;
    int pad = ui_u(ui, 28);
    struct rect in = {r.x + pad, r.y + ui_u(ui, 20), r.w - 2 * pad, r.h - ui_u(ui, 36)};
    struct text_style small = ui_style(ui, FACE_SANS, 34, 125);
    small.max_lines = 1;
    widget_card(ui, r, false);
    canvas_words_in(&ui->canvas, (struct rect){in.x, in.y, in.w, in.h * 38 / 100},
                    page_word(page, label), small, ui_least_text(ui), ALIGN_LEFT, ui->theme->quiet);
    canvas_words_in(&ui->canvas, (struct rect){in.x, in.y + in.h * 38 / 100, in.w, in.h * 62 / 100},
                    value, ui_style(ui, FACE_BOLD, 72, 120), ui_least_text(ui), ALIGN_LEFT, colour);
}

void log_draw_stats(struct page *page, const struct staff_log *log) {
    struct ui *ui = page->ui;
    const struct theme *t = ui->theme;
    int columns = ui->metrics.landscape || ui->metrics.zoom < 1.2 ? 4 : 2, gap = ui_u(ui, 20);
    int w = (page->body.w - (columns - 1) * gap) / columns,
        h = metrics_text(&ui->metrics, 34) * 2 + metrics_text(&ui->metrics, 72) * 5 / 4;
    char value[4][24] = {"", "—", "—", ""};
    snprintf(value[0], 24, "%d", log->arrived);
    if (log->expected > 0) {
        int percent = log->arrived * 100 / log->expected;
        snprintf(value[1], 24, "%d", log->expected);
        snprintf(value[2], 24, "%d%%", percent > 100 ? 100 : percent);
    }
    snprintf(value[3], 24, "%d", log->waiting);
    static const enum word labels[] = {WORD_STAFF_ARRIVED, WORD_STAFF_EXPECTED, WORD_STAFF_RATE,
                                       WORD_STAFF_WAITING};
    const uint32_t colours[] = {t->success, t->ink, t->bronze, t->sky};
    struct rect r = page_take(page, 4 / columns * (h + gap));
    for (int i = 0; i < 4; i++)
        draw_stat(page,
                  (struct rect){r.x + i % columns * (w + gap), r.y + i / columns * (h + gap), w, h},
                  labels[i], value[i], colours[i]);
    page_gap(page, 8);
}

void log_draw_bars(struct page *page, const struct staff_log *log) {
    struct ui *ui = page->ui;
    int pad = ui_u(ui, 32), head = metrics_text(&ui->metrics, 34) * 3 / 2, most = 1, best = 0;
    int bars_h = ui_u(ui, 96);
    struct rect r = page_take(page, 2 * pad + head + bars_h);
    widget_card(ui, r, false);
    struct text_style small = ui_style(ui, FACE_SANS, 34, 125);
    small.max_lines = 2;
    canvas_words_in(&ui->canvas, (struct rect){r.x + pad, r.y + pad / 2, r.w - 2 * pad, head},
                    page_word(page, WORD_STAFF_CHART), small, ui_least_text(ui), ALIGN_LEFT,
                    ui->theme->quiet);
    int slots = log->bar_count > 12 ? log->bar_count : 12, base = r.y + r.h - pad;
    for (int i = 0; i < log->bar_count; i++)
        if (log->bars[i] > most) most = log->bars[best = i];
    canvas_fill(&ui->canvas, (struct rect){r.x + pad, base, r.w - 2 * pad, ui_u(ui, 3)},
                ui->theme->line);
    for (int i = 0; i < log->bar_count; i++) {
        int step = (r.w - 2 * pad) / slots, h = log->bars[i] * bars_h / most;
        if (log->bars[i] > 0 && h < ui_u(ui, 8)) h = ui_u(ui, 8);
        struct rect bar = {r.x + pad + i * step + step / 6, base - h, step * 2 / 3, h};
        if (h > 0)
            canvas_box(&ui->canvas, bar, h < ui_u(ui, 16) ? h / 2 : ui_u(ui, 8),
                       i == log->bar_count - 1 ? ui->theme->red : ui->theme->army);
    }
    page_gap(page, 24);
}

struct cells {
    char time[16], how[160];
    const char *name, *where, *standing;
};

static struct cells cells_of(const struct page *page, const struct staff_log *log, int i) {
    const struct staff_log_row *row = &log->row[i];
    struct cells c = {.name = row->name,
                      .where = row->grid,
                      .standing =
                          page_word(page, row->late ? WORD_STAFF_LATE : WORD_STAFF_ON_TIME)};
    struct civil at = civil_from_ms(row->shown_ms);
    if (log->scope.member_id) {
        c.name = row->title;
        snprintf(c.time, sizeof c.time, "%d-%02d %02d:%02d", at.month, at.day, at.hour, at.minute);
    } else {
        snprintf(c.time, sizeof c.time, "%02d:%02d:%02d%s", at.hour, at.minute, at.second,
                 row->corrected ? "*" : "");
    }
    if (row->by_hand)
        snprintf(c.how, sizeof c.how, "%s · %s", page_word(page, WORD_STAFF_BY_HAND), row->by);
    else
        snprintf(c.how, sizeof c.how, "%s", page_word(page, WORD_STAFF_BY_CARD));
    return c;
}

static bool fits(struct page *page, const char *words, struct text_style style, int width) {
    return text_lay_out(page->ui->canvas.text, words, style, 0)->width <= width;
}

static bool one_line(struct page *page, const struct cells *c, struct text_style plain,
                     struct text_style bold, int w) {
    return fits(page, c->time, plain, w * 19 / 100) && fits(page, c->name, bold, w * 17 / 100) &&
           fits(page, c->where, plain, w * 19 / 100) && fits(page, c->how, plain, w * 25 / 100) &&
           fits(page, c->standing, bold, w * 13 / 100);
}

static void draw_columns(struct page *page, const struct cells *c, struct rect r,
                         struct text_style plain, struct text_style bold, uint32_t standing) {
    struct ui *ui = page->ui;
    static const int lefts[] = {0, 20, 38, 58, 85};
    const char *const words[] = {c->time, c->name, c->where, c->how, c->standing};
    const uint32_t colours[] = {ui->theme->ink, ui->theme->ink, ui->theme->quiet, ui->theme->quiet,
                                standing};
    for (int i = 0; i < 5; i++) {
        int x = r.x + r.w * lefts[i] / 100,
            end = i < 4 ? r.x + r.w * lefts[i + 1] / 100 : r.x + r.w;
        canvas_words_in(&ui->canvas, (struct rect){x, r.y, end - x, r.h}, words[i],
                        i == 1 || i == 4 ? bold : plain, ui_least_text(ui), ALIGN_LEFT, colours[i]);
    }
}

/* Where the columns do not fit: the name, and the rest below it. */
static int draw_stacked(struct page *page, const struct cells *c, struct rect r,
                        struct text_style plain, struct text_style bold) {
    struct ui *ui = page->ui;
    char first[192], second[320];
    snprintf(first, sizeof first, "%s  %s", c->time, c->name);
    snprintf(second, sizeof second, "%s%s%s · %s", c->where, c->where[0] ? " · " : "", c->how,
             c->standing);
    int y = r.y;
    y += canvas_words(&ui->canvas, r.x, y, r.w, first, bold, ALIGN_LEFT, ui->theme->ink);
    y += canvas_words(&ui->canvas, r.x, y, r.w, second, plain, ALIGN_LEFT, ui->theme->quiet);
    return y - r.y;
}

void log_draw_rows(struct page *page, const struct staff_log *log) {
    struct ui *ui = page->ui;
    struct text_style plain = ui_style(ui, FACE_SANS, 36, 130),
                      bold = ui_style(ui, FACE_BOLD, 36, 130);
    int w = page->body.w - 2 * ui_u(ui, 24), h = metrics_text(&ui->metrics, 78);
    bool columns = true;
    for (int i = 0; i < log->count; i++) {
        struct cells c = cells_of(page, log, i);
        columns = columns && one_line(page, &c, plain, bold, w);
    }
    if (columns && log->count > 0)
        widget_card(ui, (struct rect){page->body.x, page->y, page->body.w, log->count * h}, false);
    for (int i = 0; i < log->count; i++) {
        struct cells c = cells_of(page, log, i);
        struct rect r = {page->body.x + ui_u(ui, 24), page->y, w, h};
        if (!columns) {
            page_gap(page, 14);
            r.y = page->y;
            page->y += draw_stacked(page, &c, r, plain, bold);
            page_gap(page, 14);
        } else {
            draw_columns(page, &c, r, plain, bold,
                         log->row[i].late ? ui->theme->bronze : ui->theme->success);
            page->y += h;
        }
        if (!columns || i + 1 < log->count)
            canvas_fill(&ui->canvas,
                        (struct rect){page->body.x, page->y, page->body.w, ui_u(ui, 2)},
                        ui->theme->line);
    }
    page_gap(page, 24);
}
