#pragma once
/* The form of some ink, whatever its size and place: what templates are made of and compared by.
 * Pure; any thread. tools/gen-handwriting makes the templates with these same functions. */
#include "input/ink.h"

#define SHAPE_POINTS 512
#define SHAPE_GRID 8
#define SHAPE_DIRECTIONS 8
#define SHAPE_FEATURES (SHAPE_GRID * SHAPE_GRID * SHAPE_DIRECTIONS)

/* Points at an even pitch along the strokes, in a box of 1 x 1, with the ink's lines spread evenly
 * over it (line density equalised along both axes). */
struct shape {
    int stroke_count, point_count;
    uint16_t ends[INK_STROKES];
    float x[SHAPE_POINTS], y[SHAPE_POINTS];
    float dx[SHAPE_POINTS], dy[SHAPE_POINTS]; /* of length 1; both 0 where a stroke is a dot */
    float length[SHAPE_POINTS];               /* of the piece of line it stands for */
};

/* ink must have a stroke. */
void shape_make(const struct ink *ink, struct shape *ret_shape);

/* x and y of points, ends: as a template keeps them; the rest is made anew. */
void shape_finish(struct shape *shape);

/* How much line runs in each of 8 directions in each cell of 8 x 8, blurred; a line also counts a
 * quarter as its opposite, as some people write strokes backwards. Order plays no part. */
void shape_features(const struct shape *shape, int8_t *ret_features);

/* How unlike two shapes are, 0: the same. Each point's way to the nearest like-directed point of
 * the other, and stroke against stroke, in any order. */
float shape_distance(const struct shape *a, const struct shape *b);
