#pragma once
/* The form of ink, independent of its size and position: templates are made of it and compared by
 * it. Pure; any thread. tools/gen-handwriting uses these functions too. */
#include "input/ink.h"

#define SHAPE_POINTS 512
#define SHAPE_GRID 8
#define SHAPE_DIRECTIONS 8
#define SHAPE_FEATURES (SHAPE_GRID * SHAPE_GRID * SHAPE_DIRECTIONS)

/* Points at even distances along the strokes, in a box of 1 x 1, with the lines spread evenly over
 * it (line density equalised along both axes). */
struct shape {
    int stroke_count, point_count;
    uint16_t ends[INK_STROKES];
    float x[SHAPE_POINTS], y[SHAPE_POINTS];
    float dx[SHAPE_POINTS], dy[SHAPE_POINTS]; /* unit vectors; both 0 where a stroke is a dot */
    float length[SHAPE_POINTS];               /* of the piece of line that the point represents */
};

/* ink must have a stroke. */
void shape_make(const struct ink *ink, struct shape *ret_shape);

/* Rebuilds a shape from what a template stores: x and y of the points, and the ends of strokes. */
void shape_finish(struct shape *shape);

/* The amount of line in each of 8 directions in each cell of 8 x 8, blurred. A line also counts a
 * quarter for the opposite direction, because some people write strokes backwards. The order of
 * strokes does not matter. */
void shape_features(const struct shape *shape, int8_t *ret_features);

/* The distance of two shapes, 0: equal. It compares each point with the nearest point of a similar
 * direction, and strokes with strokes in any order. */
float shape_distance(const struct shape *a, const struct shape *b);
