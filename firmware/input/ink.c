/* ink: collects the strokes on the pad. */
#include "input/ink.h"

void ink_clear(struct ink *ink) {
    ink->stroke_count = ink->point_count = 0;
}

static bool add(struct ink *ink, int x, int y) {
    if (ink->point_count == INK_POINTS || x < INT16_MIN || x > INT16_MAX || y < INT16_MIN ||
        y > INT16_MAX)
        return false;
    ink->points[ink->point_count++] = (struct ink_point){(int16_t)x, (int16_t)y};
    ink->ends[ink->stroke_count - 1] = (uint16_t)ink->point_count;
    return true;
}

bool ink_begin(struct ink *ink, int x, int y) {
    if (ink->stroke_count == INK_STROKES || ink->point_count == INK_POINTS) return false;
    ink->stroke_count++;
    if (add(ink, x, y)) return true;
    ink->stroke_count--;
    return false;
}

bool ink_go_on(struct ink *ink, int x, int y) {
    return ink->stroke_count > 0 && add(ink, x, y);
}

int ink_stroke_start(const struct ink *ink, int stroke) {
    return stroke == 0 ? 0 : ink->ends[stroke - 1];
}

void ink_part(const struct ink *ink, uint64_t which, struct ink *ret_part) {
    ink_clear(ret_part);
    ret_part->box = ink->box;
    for (int s = 0; s < ink->stroke_count; s++) {
        if (!(which >> s & 1)) continue;
        ret_part->stroke_count++;
        for (int i = ink_stroke_start(ink, s); i < ink->ends[s]; i++)
            add(ret_part, ink->points[i].x, ink->points[i].y);
    }
}
