#pragma once
/* Private to input/: the templates in memory, in the layout of the file. */
#include "input/handwriting.h"
#include "input/shape.h"

struct handwriting {
    uint8_t *bytes; /* all pointers below point into it */
    int count;
    const uint8_t *codes; /* u32 each */
    const uint8_t *kinds, *stroke_counts;
    const int8_t *features;
    const uint8_t *stroke_points, *points;
    uint32_t *first_stroke, *first_point; /* of each template */
};

uint32_t template_code(const struct handwriting *h, int index);
void template_shape(const struct handwriting *h, int index, struct shape *ret_shape);
