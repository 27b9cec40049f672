#pragma once
/* Faces and their glyphs, rasterised by FreeType into a bounded cache. UI thread only. */
#include "base/err.h"
#include "ui/pixels.h"

#include <stdbool.h>

enum face { FACE_SANS, FACE_BOLD, FACE_SERIF, FACES };

struct fonts;
struct hb_font_t; /* HarfBuzz's */

struct glyph {
    struct mask mask; /* width 0: nothing to draw */
    int left,
        top; /* from the pen position on the baseline to the left and to the top of the mask */
};

/* Faces are opened at their first use. A missing file is an error here, which names the package to
 * install. */
MUST_CHECK enum err fonts_open(struct why *why, struct fonts **ret_fonts);
void fonts_close(struct fonts *fonts);

/* For shaping: one unit of hb positions is 1/64 px at size_px. */
struct hb_font_t *fonts_shaper(struct fonts *fonts, enum face face, int size_px);

/* Valid until the next call. */
struct glyph fonts_glyph(struct fonts *fonts, enum face face, int size_px, uint32_t glyph_id);

/* px above and below the baseline that a line of this face needs at size_px (without line gap). */
void fonts_extent(struct fonts *fonts, enum face face, int size_px, int *ret_above, int *ret_below);
