/* split: wide ink with a vertical gap near its middle may be two characters. */
#include "input/split.h"

#include <stdlib.h>

#define WIDE_PERCENT 135  /* of the height: narrower ink is a single character */
#define MIDDLE_PERCENT 30 /* the gap lies between this and 100 - this of the width */

struct stroke_span {
    int low, high, stroke;
};

static int by_left(const void *a, const void *b) {
    return ((const struct stroke_span *)a)->low - ((const struct stroke_span *)b)->low;
}

static struct stroke_span span_of(const struct ink *ink, int stroke, bool upright) {
    struct stroke_span s = {INT16_MAX, INT16_MIN, stroke};
    for (int i = ink_stroke_start(ink, stroke); i < ink->ends[stroke]; i++) {
        int v = upright ? ink->points[i].y : ink->points[i].x;
        if (v < s.low) s.low = v;
        if (v > s.high) s.high = v;
    }
    return s;
}

static bool is_wide(const struct ink *ink) {
    struct stroke_span x = span_of(ink, 0, false), y = span_of(ink, 0, true);
    for (int k = 1; k < ink->stroke_count; k++) {
        struct stroke_span also_x = span_of(ink, k, false), also_y = span_of(ink, k, true);
        if (also_x.low < x.low) x.low = also_x.low;
        if (also_x.high > x.high) x.high = also_x.high;
        if (also_y.low < y.low) y.low = also_y.low;
        if (also_y.high > y.high) y.high = also_y.high;
    }
    return (x.high - x.low) * 100 > (y.high - y.low) * WIDE_PERCENT;
}

bool split_in_two(const struct ink *ink, uint64_t *ret_first) {
    struct stroke_span spans[INK_STROKES];
    int count = ink->stroke_count, reach, widest = 0, last_left = -1;
    if (count < 2 || !is_wide(ink)) return false;
    for (int k = 0; k < count; k++) spans[k] = span_of(ink, k, false);
    qsort(spans, (size_t)count, sizeof spans[0], by_left);
    int left = spans[0].low, right = left;
    for (int k = 0; k < count; k++)
        if (spans[k].high > right) right = spans[k].high;
    reach = spans[0].high;
    for (int k = 1; k < count; k++) {
        int gap = spans[k].low - reach, at = reach + gap / 2 - left;
        bool middle = at * 100 > (right - left) * MIDDLE_PERCENT &&
                      at * 100 < (right - left) * (100 - MIDDLE_PERCENT);
        if (gap > widest && middle) {
            widest = gap;
            last_left = k - 1;
        }
        if (spans[k].high > reach) reach = spans[k].high;
    }
    if (last_left < 0) return false;
    *ret_first = 0;
    for (int k = 0; k <= last_left; k++) *ret_first |= 1ULL << spans[k].stroke;
    return true;
}
