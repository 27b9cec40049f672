/* metrics: one scale for a panel. It follows from the shorter side, and grows where pixels are so
 * small that body text in 特大 would be lower than 7.3 mm (0.7 degrees at 600 mm). */
#include "ui/metrics.h"

#include <math.h>

#define DESIGN_SHORT_SIDE 1080.0
#define TOUCH_MM 15.0
#define CAPITAL_MM 7.3      /* 0.7 degrees at 600 mm, in 特大 */
#define CAPITAL_OF_EM 0.733 /* Noto Sans CJK: cap height 733 of 1000 */
#define BODY_UNITS 42.0
#define LEAST_TEXT_UNITS 26.0
#define HUGE_ZOOM 1.6

static double usual_diagonal_mm(int short_side) {
    if (short_side >= 1000) return 546; /* 21.5 in */
    if (short_side >= 700) return 396;  /* 15.6 in */
    return 257;                         /* 10.1 in */
}

static double zoom_of(enum text_size size) {
    switch (size) {
    case TEXT_LARGE:
        return 1.3;
    case TEXT_HUGE:
        return HUGE_ZOOM;
    case TEXT_NORMAL:
    case TEXT_SIZES:
        break;
    }
    return 1.0;
}

struct metrics metrics_make(int width, int height, double diagonal_mm, enum text_size text_size,
                            bool low) {
    int short_side = width < height ? width : height;
    if (diagonal_mm <= 0) diagonal_mm = usual_diagonal_mm(short_side);
    double px_per_mm = hypot(width, height) / diagonal_mm;
    double from_pixels = short_side / DESIGN_SHORT_SIDE;
    double from_mm = CAPITAL_MM * px_per_mm / (CAPITAL_OF_EM * BODY_UNITS * HUGE_ZOOM);
    struct metrics m = {.width = width,
                        .height = height,
                        .landscape = width > height,
                        .low = low && height > width,
                        .text_size = text_size,
                        .scale = fmax(from_pixels, from_mm),
                        .zoom = zoom_of(text_size),
                        .px_per_mm = px_per_mm,
                        .touch_px = (int)ceil(TOUCH_MM * px_per_mm)};
    m.gap_px = metrics_u(&m, 24);
    return m;
}

int metrics_u(const struct metrics *m, double units) {
    int px = (int)lround(units * m->scale);
    return units > 0 && px < 1 ? 1 : px;
}

int metrics_text(const struct metrics *m, double units) {
    return (int)lround(fmax(units, LEAST_TEXT_UNITS) * m->scale * m->zoom);
}

int metrics_control(const struct metrics *m, double units) {
    int px = metrics_u(m, units);
    int words = (int)lround(units * m->scale * (0.35 + 0.65 * m->zoom));
    if (words > px) px = words;
    return px > m->touch_px ? px : m->touch_px;
}
