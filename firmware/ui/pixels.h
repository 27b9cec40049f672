#pragma once
/* Pixels and the loops over them: filling, blending, copying, fading, all clipped. No other file
 * writes to the memory of a picture. Any thread, each with its own pixels. */
#include <stdint.h>

/* Colours are 0xAARRGGBB, not premultiplied: 0xFFB3261E. */
#define OPAQUE(rgb) (0xFF000000u | (uint32_t)(rgb))

struct rect {
    int x, y, w, h;
};

/* An opaque picture in memory, 0xFFRRGGBB; stride in pixels. */
struct pixels {
    uint32_t *at;
    int width, height, stride;
};

/* Coverage of 0-255 per pixel, for glyphs and icons. */
struct mask {
    const uint8_t *at;
    int width, height, pitch;
};

struct rect rect_inset(struct rect r, int by);
struct rect rect_meet(struct rect a, struct rect b); /* the common part; w = 0: there is none */
int rect_holds(struct rect r, int x, int y);
uint32_t colour_with_alpha(uint32_t colour, int alpha);    /* alpha 0-255 */
uint32_t colour_mix(uint32_t a, uint32_t b, int b_of_256); /* opaque colours */

void pixels_fill(struct pixels *to, struct rect clip, struct rect r, uint32_t colour);
/* From top to bottom, both with alpha. */
void pixels_gradient(struct pixels *to, struct rect clip, struct rect r, uint32_t top,
                     uint32_t bottom);
void pixels_mask(struct pixels *to, struct rect clip, int x, int y, struct mask mask,
                 uint32_t colour);
/* The mask may be mirrored: all four corners of a rounded box come from one. */
void pixels_corner(struct pixels *to, struct rect clip, int x, int y, struct mask mask, int flip_x,
                   int flip_y, uint32_t colour);
void pixels_copy(struct pixels *to, struct rect clip, int x, int y, const struct pixels *from);
/* A fade from from_a to from_b: b_of_256 is 0 at the start and 256 at the end. All have the same
 * size. */
void pixels_fade(struct pixels *to, struct rect clip, int x, int y, const struct pixels *from_a,
                 const struct pixels *from_b, int b_of_256);
/* Mixes from into to, of the same size: from_of_256 parts of it. */
void pixels_mix(struct pixels *to, const struct pixels *from, int from_of_256);
/* Dims to `percent` of the brightness. */
void pixels_dim(struct pixels *to, int percent);
/* Scales down all of from into all of to; each pixel is the mean of those it represents. */
void pixels_reduce(struct pixels *to, const struct pixels *from);
/* Moves the picture by a few pixels; the uncovered edge keeps its old pixels. */
void pixels_shift(struct pixels *to, int dx, int dy);
/* Copies the part of from at (from_x, from_y) that mask covers to (x, y): the corner of a rounded
 * picture. */
void pixels_copy_corner(struct pixels *to, struct rect clip, int x, int y,
                        const struct pixels *from, int from_x, int from_y, struct mask mask,
                        int flip_x, int flip_y);
