#pragma once
/* Sizes: converts layout units to pixels of the panel. Pure.
 *
 * Layouts are written in units: a unit is one pixel of a panel whose shorter side is 1080. Text
 * sizes also grow with 大字 and 特大. */
#include <stdbool.h>

enum text_size { TEXT_NORMAL, TEXT_LARGE, TEXT_HUGE, TEXT_SIZES }; /* 1.0, 1.3, 1.6 */

struct metrics {
    int width, height; /* px, after rotation */
    bool landscape;
    bool low; /* 低位操作: controls in the lower 45 % */
    enum text_size text_size;
    double scale; /* px a unit */
    double zoom;  /* for text, in addition to scale */
    double px_per_mm;
    int touch_px; /* 15 mm: the minimum side of a touch target */
    int gap_px;   /* 24 units: the minimum distance between two targets */
};

/* diagonal_mm 0: a usual panel of that many pixels is assumed. */
struct metrics metrics_make(int width, int height, double diagonal_mm, enum text_size text_size,
                            bool low);

int metrics_u(const struct metrics *m, double units); /* units -> px, at least 1 where units > 0 */
int metrics_text(const struct metrics *m, double units); /* a text size -> px, at least 26 units */
/* The height of a control: units, but at least 15 mm and enough for its label. */
int metrics_control(const struct metrics *m, double units);
