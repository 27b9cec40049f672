#pragma once
/* What a finger has written: strokes of points, in the pad's px. Pure; any thread, one at a time.
 * Bounded: what does not fit is left out, never written over. */
#include <stdbool.h>
#include <stdint.h>

#define INK_POINTS 2048
#define INK_STROKES 48

struct ink_point {
    int16_t x, y;
};

struct ink {
    int stroke_count, point_count;
    int box; /* px of the square one writes in; 0: not known. Tells a comma from a stroke */
    uint16_t ends[INK_STROKES]; /* index after a stroke's last point */
    struct ink_point points[INK_POINTS];
};

void ink_clear(struct ink *ink); /* box stays */
/* false when there is no more room: the pad then takes nothing more until it is cleared. */
bool ink_begin(struct ink *ink, int x, int y);
/* Another point of the newest stroke. */
bool ink_go_on(struct ink *ink, int x, int y);

int ink_stroke_start(const struct ink *ink, int stroke);
/* The strokes whose bit is set in `which` (bit 0: the first). */
void ink_part(const struct ink *ink, uint64_t which, struct ink *ret_part);
