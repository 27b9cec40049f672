/* canvas: shapes. Corners, discs and rings are drawn from coverage masks, everything else as rows
 * of one colour. */
#include "ui/canvas.h"

#include <math.h>

struct rect canvas_clip(struct canvas *canvas, struct rect r) {
    struct rect old = canvas->clip;
    canvas->clip = rect_meet(old, r);
    return old;
}

void canvas_unclip(struct canvas *canvas, struct rect old) {
    canvas->clip = old;
}

void canvas_fill(struct canvas *canvas, struct rect r, uint32_t colour) {
    pixels_fill(&canvas->pixels, canvas->clip, r, colour);
}

void canvas_gradient(struct canvas *canvas, struct rect r, uint32_t top, uint32_t bottom) {
    pixels_gradient(&canvas->pixels, canvas->clip, r, top, bottom);
}

static int fitting_radius(struct rect r, int radius) {
    int most = (r.w < r.h ? r.w : r.h) / 2;
    return radius < most ? radius : most;
}

void canvas_box(struct canvas *canvas, struct rect r, int radius, uint32_t colour) {
    struct pixels *to = &canvas->pixels;
    int k = fitting_radius(r, radius);
    struct mask corner = corner_mask(canvas->corners, k);
    k = corner.width;
    int right = r.x + r.w - k, bottom = r.y + r.h - k;
    pixels_fill(to, canvas->clip, (struct rect){r.x + k, r.y, r.w - 2 * k, k}, colour);
    pixels_fill(to, canvas->clip, (struct rect){r.x, r.y + k, r.w, r.h - 2 * k}, colour);
    pixels_fill(to, canvas->clip, (struct rect){r.x + k, bottom, r.w - 2 * k, k}, colour);
    if (k == 0) return;
    pixels_corner(to, canvas->clip, r.x, r.y, corner, 0, 0, colour);
    pixels_corner(to, canvas->clip, right, r.y, corner, 1, 0, colour);
    pixels_corner(to, canvas->clip, r.x, bottom, corner, 0, 1, colour);
    pixels_corner(to, canvas->clip, right, bottom, corner, 1, 1, colour);
}

void canvas_framed_box(struct canvas *canvas, struct rect r, int radius, uint32_t fill,
                       uint32_t line, int line_px) {
    canvas_box(canvas, r, radius, line);
    canvas_box(canvas, rect_inset(r, line_px), radius - line_px, fill);
}

void canvas_disc(struct canvas *canvas, int cx, int cy, int radius, uint32_t colour) {
    canvas_box(canvas, (struct rect){cx - radius, cy - radius, 2 * radius, 2 * radius}, radius,
               colour);
}

static void blend_at(struct canvas *canvas, int x, int y, double coverage, uint32_t colour) {
    uint8_t byte = (uint8_t)lround(255 * fmin(fmax(coverage, 0), 1));
    if (byte == 0) return;
    pixels_mask(&canvas->pixels, canvas->clip, x, y, (struct mask){&byte, 1, 1, 1}, colour);
}

void canvas_ring(struct canvas *canvas, int cx, int cy, int radius, int width, uint32_t colour) {
    struct rect r = {cx - radius - 1, cy - radius - 1, 2 * radius + 2, 2 * radius + 2};
    struct rect d = rect_meet(r, canvas->clip);
    double middle = radius - width / 2.0;
    for (int y = d.y; y < d.y + d.h; y++)
        for (int x = d.x; x < d.x + d.w; x++)
            blend_at(canvas, x, y,
                     width / 2.0 + 0.5 - fabs(hypot(x + 0.5 - cx, y + 0.5 - cy) - middle), colour);
}

void canvas_stroke(struct canvas *canvas, double x1, double y1, double x2, double y2, double width,
                   uint32_t colour) {
    int pad = (int)width / 2 + 2;
    int left = (int)fmin(x1, x2) - pad, top = (int)fmin(y1, y2) - pad;
    struct rect r = {left, top, (int)fmax(x1, x2) + pad - left, (int)fmax(y1, y2) + pad - top};
    struct rect d = rect_meet(r, canvas->clip);
    double dx = x2 - x1, dy = y2 - y1, square = fmax(dx * dx + dy * dy, 1e-9);
    for (int y = d.y; y < d.y + d.h; y++) {
        for (int x = d.x; x < d.x + d.w; x++) {
            double along = fmin(fmax(((x + 0.5 - x1) * dx + (y + 0.5 - y1) * dy) / square, 0), 1);
            double away = hypot(x + 0.5 - x1 - along * dx, y + 0.5 - y1 - along * dy);
            blend_at(canvas, x, y, width / 2 + 0.5 - away, colour);
        }
    }
}

void canvas_icon(struct canvas *canvas, const char *name, int x, int y, int size_px,
                 uint32_t colour) {
    struct mask mask = icons_mask(canvas->icons, name, size_px);
    if (mask.width == 0) return;
    pixels_mask(&canvas->pixels, canvas->clip, x + (size_px - mask.width) / 2,
                y + (size_px - mask.height) / 2, mask, colour);
}

static void picture_corners(struct canvas *canvas, struct rect r, const struct pixels *from,
                            struct mask corner, bool bottom_too) {
    int k = corner.width, right = r.w - k, bottom = r.h - k;
    struct pixels *to = &canvas->pixels;
    pixels_copy_corner(to, canvas->clip, r.x, r.y, from, 0, 0, corner, 0, 0);
    pixels_copy_corner(to, canvas->clip, r.x + right, r.y, from, right, 0, corner, 1, 0);
    if (!bottom_too) return;
    pixels_copy_corner(to, canvas->clip, r.x, r.y + bottom, from, 0, bottom, corner, 0, 1);
    pixels_copy_corner(to, canvas->clip, r.x + right, r.y + bottom, from, right, bottom, corner, 1,
                       1);
}

static void copy_within(struct canvas *canvas, struct rect part, struct rect r,
                        const struct pixels *from) {
    pixels_copy(&canvas->pixels, rect_meet(canvas->clip, part), r.x, r.y, from);
}

static void copy_rounded(struct canvas *canvas, struct rect r, const struct pixels *from,
                         int radius, bool bottom_too) {
    struct mask corner = corner_mask(canvas->corners, fitting_radius(r, radius));
    int k = corner.width, low = bottom_too ? k : 0;
    copy_within(canvas, (struct rect){r.x + k, r.y, r.w - 2 * k, k}, r, from);
    copy_within(canvas, (struct rect){r.x, r.y + k, r.w, r.h - k - low}, r, from);
    copy_within(canvas, (struct rect){r.x + k, r.y + r.h - low, r.w - 2 * k, low}, r, from);
    if (k > 0) picture_corners(canvas, r, from, corner, bottom_too);
}

bool canvas_picture(struct canvas *canvas, struct rect r, const char *hash, int radius,
                    enum rounded rounded) {
    bool pending;
    if (rect_meet(r, canvas->clip).w == 0) return true;
    const struct pixels *from = pictures_get(canvas->pictures, hash, r.w, r.h, &pending);
    canvas->waiting |= pending;
    if (!from) return false;
    if (rounded == ROUND_NONE)
        pixels_copy(&canvas->pixels, canvas->clip, r.x, r.y, from);
    else
        copy_rounded(canvas, r, from, radius, rounded == ROUND_ALL);
    return true;
}
