#pragma once
/* Inside the content room only: decoded pictures, and one pair of functions per format. Pure. */
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pixels {
    uint8_t *rgb; /* width * height * 3, rows from the top; free() */
    int width, height;
};

struct picture_facts {
    int width, height; /* px, as the header says: not yet verified */
    bool clean;        /* nothing in the file but the picture: no metadata, no second picture */
    int orientation;   /* EXIF 2.3 tag 0x0112: 1 upright .. 8 */
};

/* look reads headers only. decode returns the complete picture or refuses it. */
MUST_CHECK enum err pixels_look_jpeg(const uint8_t *b, size_t n, struct why *why,
                                     struct picture_facts *ret);
MUST_CHECK enum err pixels_look_png(const uint8_t *b, size_t n, struct why *why,
                                    struct picture_facts *ret);
MUST_CHECK enum err pixels_look_webp(const uint8_t *b, size_t n, struct why *why,
                                     struct picture_facts *ret);
MUST_CHECK enum err pixels_read_jpeg(const uint8_t *b, size_t n, struct why *why,
                                     struct pixels *ret);
MUST_CHECK enum err pixels_read_png(const uint8_t *b, size_t n, struct why *why,
                                    struct pixels *ret);
MUST_CHECK enum err pixels_read_webp(const uint8_t *b, size_t n, struct why *why,
                                     struct pixels *ret);

/* As a JPEG without metadata; free() the bytes. */
MUST_CHECK enum err pixels_write_jpeg(const struct pixels *pixels, int quality, struct why *why,
                                      uint8_t **ret_bytes, size_t *ret_count);

/* In place. Longer side at most side_px, by averaging areas; a smaller one is unchanged. */
MUST_CHECK enum err pixels_shrink(struct pixels *pixels, int side_px, struct why *why);
MUST_CHECK enum err pixels_turn(struct pixels *pixels, int orientation, struct why *why);
