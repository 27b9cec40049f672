/* ink_pad: draws the ink while the finger moves, over a faint cross that marks the middle. */
#include "screens/typing/writing.h"

#include <math.h>

#define DASH 26

static void dashes(struct ui *ui, struct rect r, bool across) {
    int dash = ui_u(ui, DASH), width = ui_u(ui, 3);
    int length = across ? r.w : r.h;
    for (int at = dash; at + dash < length; at += 2 * dash)
        canvas_fill(&ui->canvas,
                    across ? (struct rect){r.x + at, r.y + r.h / 2, dash, width}
                           : (struct rect){r.x + r.w / 2, r.y + at, width, dash},
                    ui->theme->line);
}

/* The curve between p[1] and p[2], shaped by their neighbours (Catmull-Rom). */
static void curve(struct ui *ui, struct rect r, const struct ink_point *p[4], double width,
                  uint32_t colour) {
    double x = p[1]->x, y = p[1]->y;
    int pieces = 1 + (int)(hypot(p[2]->x - x, p[2]->y - y) / (width / 2));
    if (pieces > 8) pieces = 8;
    for (int i = 1; i <= pieces; i++) {
        double t = (double)i / pieces, t2 = t * t, t3 = t2 * t;
        double a = -t3 + 2 * t2 - t, b = 3 * t3 - 5 * t2 + 2, c = -3 * t3 + 4 * t2 + t, d = t3 - t2;
        double to_x = (a * p[0]->x + b * p[1]->x + c * p[2]->x + d * p[3]->x) / 2,
               to_y = (a * p[0]->y + b * p[1]->y + c * p[2]->y + d * p[3]->y) / 2;
        canvas_stroke(&ui->canvas, r.x + x, r.y + y, r.x + to_x, r.y + to_y, width, colour);
        x = to_x;
        y = to_y;
    }
}

static void draw_ink(struct ui *ui, struct rect r, const struct ink *ink, uint32_t colour) {
    double width = ui_u(ui, 18);
    for (int k = 0; k < ink->stroke_count; k++) {
        int start = ink_stroke_start(ink, k), last = ink->ends[k] - 1;
        const struct ink_point *points = ink->points;
        if (start == last)
            canvas_disc(&ui->canvas, r.x + points[start].x, r.y + points[start].y, (int)width / 2,
                        colour);
        for (int i = start; i < last; i++) {
            const struct ink_point *p[4] = {&points[i > start ? i - 1 : i], &points[i],
                                            &points[i + 1], &points[i + 2 <= last ? i + 2 : last]};
            curve(ui, r, p, width, colour);
        }
    }
}

void ink_pad_draw(const struct writing *w, struct page *page, int64_t since_ms, int below_px) {
    struct ui *ui = page->ui;
    int room = page_room(page) - below_px - ui_u(ui, 24),
        least = ui_u(ui, ui->metrics.low         ? 200
                         : ui->metrics.landscape ? 330
                                                 : 310),
        most = ui_u(ui, 620);
    bool settled = w->ink.stroke_count > 0 && since_ms - w->lifted_ms >= SETTLED_INK_MS;
    struct rect r = page_take(page, room < least ? least : room > most ? most : room);
    canvas_framed_box(&ui->canvas, r, ui_u(ui, 28), ui->theme->card, ui->theme->gold, ui_u(ui, 4));
    widget_target(ui, r, page_word(page, WORD_WRITE_PAD), ID_WRITING_PAD, 0);
    ui->walk.shown[ui->walk.count - 1].pad = true;
    dashes(ui, r, true);
    dashes(ui, r, false);
    struct rect old = canvas_clip(&ui->canvas, rect_inset(r, ui_u(ui, 4)));
    draw_ink(ui, r, &w->ink, settled ? ui->theme->quiet : ui->theme->ink);
    canvas_unclip(&ui->canvas, old);
    page_gap(page, 24);
}
