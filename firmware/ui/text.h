#pragma once
/* Text: shaped by HarfBuzz, broken into lines by ICU, laid out once and kept. UI thread only.
 *
 * No line begins with a forbidden character (GB/T 15834: closing marks and the like) because ICU's
 * rules decide; a word longer than the line is broken where it must. */
#include "ui/font.h"

enum text_align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };

struct text_style {
    enum face face;
    int size_px;
    int line_px;   /* from baseline to baseline; 0: 1.25 of size */
    int max_lines; /* 0: no limit; the last line kept then ends in … */
};

struct text_glyph {
    uint32_t id;
    int16_t x, y; /* pen on the baseline, from the block's left and the line's baseline */
};

struct text_line {
    int first, count; /* glyphs */
    int width;
    int from, to; /* bytes of the text on this line, spaces at its end left out */
};

struct text_block {
    struct text_style style;
    int width, height; /* of the words: the longest line; all lines from the first's top to the
                          last's bottom */
    int ascent;        /* px from the block's top to the first baseline */
    bool cut;          /* … was needed */
    bool broken;       /* a word was too long for a line */
    int line_count, glyph_count;
    struct text_line *lines;
    struct text_glyph *glyphs;
};

struct text;

MUST_CHECK enum err text_open(struct why *why, struct text **ret_text);
void text_close(struct text *text);
struct fonts *text_fonts(struct text *text);

/* The layout of words within width px (0: one line per paragraph); '\n' ends a paragraph. Kept in a
 * bounded cache: the pointer is good until the next few dozen calls, so use it at once. Never NULL.
 */
const struct text_block *text_lay_out(struct text *text, const char *words, struct text_style style,
                                      int width);

/* The largest size, at most style.size_px and at least least_px, at which words fit width x height;
 * then cut with … at the least size if they must be. */
struct text_style text_fit(struct text *text, const char *words, struct text_style style, int width,
                           int height, int least_px);

/* The least width that needs no more lines than width does: centred words of even lines. */
int text_balanced_width(struct text *text, const char *words, struct text_style style, int width);

/* Rasterise now what drawing words in style will need. */
void text_warm(struct text *text, const char *words, struct text_style style);
