#pragma once
/* Ink: strokes of points, in px of the pad. Pure; any thread, one at a time. Bounded: what does not
 * fit is left out. */
#include <stdbool.h>
#include <stdint.h>

#define INK_POINTS 2048
#define INK_STROKES 48

struct ink_point {
    int16_t x, y;
};

struct ink {
    int stroke_count, point_count;
    int box; /* px of the square for one character; 0: unknown. It tells a comma from a stroke */
    uint16_t ends[INK_STROKES]; /* index after a stroke's last point */
    struct ink_point points[INK_POINTS];
};

void ink_clear(struct ink *ink); /* keeps box */
/* false: there is no room left; the pad takes no more ink until it is cleared. */
bool ink_begin(struct ink *ink, int x, int y);
/* Adds a point to the newest stroke. */
bool ink_go_on(struct ink *ink, int x, int y);

int ink_stroke_start(const struct ink *ink, int stroke);
/* The strokes whose bit is set in `which` (bit 0: the first). */
void ink_part(const struct ink *ink, uint64_t which, struct ink *ret_part);
