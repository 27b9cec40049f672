/* words: draws laid out text onto the canvas and adds it to the walk. */
#include "ui/canvas.h"

#include <stdio.h>
#include <string.h>

static int line_start(const struct text_line *line, int width, enum text_align align) {
    switch (align) {
    case ALIGN_LEFT:
        return 0;
    case ALIGN_CENTRE:
        return (width - line->width) / 2;
    case ALIGN_RIGHT:
        return width - line->width;
    }
    return 0;
}

static void draw_line(struct canvas *canvas, const struct text_block *block,
                      const struct text_line *line, int x, int baseline, uint32_t colour) {
    struct text_style style = block->style;
    if (baseline + style.size_px < canvas->clip.y ||
        baseline - 2 * style.size_px > canvas->clip.y + canvas->clip.h)
        return;
    for (int i = line->first; i < line->first + line->count; i++) {
        struct text_glyph at = block->glyphs[i];
        struct glyph glyph =
            fonts_glyph(text_fonts(canvas->text), style.face, style.size_px, at.id);
        if (glyph.mask.width > 0)
            pixels_mask(&canvas->pixels, canvas->clip, x + at.x + glyph.left,
                        baseline + at.y - glyph.top, glyph.mask, colour);
    }
}

static int left_edge(const struct text_block *block, int width, enum text_align align) {
    int left = width;
    for (int i = 0; i < block->line_count; i++) {
        int at = line_start(&block->lines[i], width, align);
        if (at < left) left = at;
    }
    return left;
}

static void note(struct canvas *canvas, const struct text_block *block, int x, int y, int width,
                 const char *words, enum text_align align, uint32_t colour) {
    int spare = block->style.line_px - block->style.size_px;
    if (!words[0]) return;
    if (canvas->script && !canvas->silent) script_add(canvas->script, words);
    struct rect r = {x + left_edge(block, width, align), y + spare / 2, block->width,
                     block->height - spare};
    struct shown *shown = walk_add(canvas->walk, SHOWN_WORDS, r, canvas->clip, words);
    shown->size_px = block->style.size_px;
    shown->bold = block->style.face != FACE_SANS;
    shown->cut = block->cut || block->broken || (width > 0 && block->width > width);
    if (canvas->walk->sampling)
        shown->contrast = walk_worst_contrast(&canvas->pixels, shown->visible, colour);
}

static int draw_block(struct canvas *canvas, const struct text_block *block, int x, int y,
                      int width, const char *words, enum text_align align, uint32_t colour) {
    note(canvas, block, x, y, width, words, align, colour);
    for (int i = 0; i < block->line_count; i++)
        draw_line(canvas, block, &block->lines[i], x + line_start(&block->lines[i], width, align),
                  y + block->ascent + i * block->style.line_px, colour);
    return block->height;
}

int canvas_words(struct canvas *canvas, int x, int y, int width, const char *words,
                 struct text_style style, enum text_align align, uint32_t colour) {
    const struct text_block *block = text_lay_out(canvas->text, words, style, width);
    return draw_block(canvas, block, x, y, width, words, align, colour);
}

void canvas_words_in(struct canvas *canvas, struct rect r, const char *words,
                     struct text_style style, int least_px, enum text_align align,
                     uint32_t colour) {
    struct text_style fit = text_fit(canvas->text, words, style, r.w, r.h, least_px);
    const struct text_block *block = text_lay_out(canvas->text, words, fit, r.w);
    draw_block(canvas, block, r.x, r.y + (r.h - block->height) / 2, r.w, words, align, colour);
}
