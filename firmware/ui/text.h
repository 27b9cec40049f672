#pragma once
/* Text: shaped by HarfBuzz, broken into lines by ICU, laid out once and cached. UI thread only.
 *
 * No line begins with a forbidden character (GB/T 15834: closing marks and the like), because ICU's
 * rules decide. A word longer than the line is broken where necessary. */
#include "ui/font.h"

enum text_align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };

struct text_style {
    enum face face;
    int size_px;
    int line_px;   /* from baseline to baseline; 0: 1.25 of size */
    int max_lines; /* 0: no limit; otherwise the last line ends in … where text was cut */
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
    int width, height; /* of the words: the longest line, and all lines from the top of the first to
                          the bottom of the last */
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

/* The layout of words within width px (0: one line per paragraph); '\n' ends a paragraph. It lives
 * in a bounded cache: the pointer is valid for the next few dozen calls only. Never NULL. */
const struct text_block *text_lay_out(struct text *text, const char *words, struct text_style style,
                                      int width);

/* The largest size, from style.size_px down to least_px, at which words fit width x height; where
 * none fits, they are cut with … at the least size. */
struct text_style text_fit(struct text *text, const char *words, struct text_style style, int width,
                           int height, int least_px);

/* The minimum width that needs no more lines than `width` does: for centred lines of even length.
 */
int text_balanced_width(struct text *text, const char *words, struct text_style style, int width);

/* Rasterises in advance what drawing words in this style needs. */
void text_warm(struct text *text, const char *words, struct text_style style);
