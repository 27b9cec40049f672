/* article: headings in serif, paragraphs with wide spacing, quotations beside a gold line, pictures
 * over the full width. */
#include "screens/widgets/article.h"

#include "model/markup.h"

#include <stdio.h>
#include <string.h>

#define LINE_PERCENT 170 /* running text: at least 150 */

/* Scrolled out of sight: measured, but not drawn. */
static bool in_sight(const struct page *page, int y, int height) {
    struct rect clip = page->ui->canvas.clip;
    if (page->ui->canvas.script) return true; /* reading aloud needs all of it */
    return y + height > clip.y && y < clip.y + clip.h;
}

static void words(struct page *page, const char *text, struct text_style style, int x,
                  uint32_t colour) {
    struct ui *ui = page->ui;
    int width = page->body.x + page->body.w - x;
    int height = text_lay_out(ui->canvas.text, text, style, width)->height;
    if (in_sight(page, page->y, height))
        canvas_words(&ui->canvas, x, page->y, width, text, style, ALIGN_LEFT, colour);
    page->y += height;
}

static void picture(struct page *page, const struct markup_block *block, const char *caption) {
    struct ui *ui = page->ui;
    struct rect r = page_take(page, page->body.w * 9 / 16);
    if (in_sight(page, r.y, r.h)) {
        canvas_box(&ui->canvas, r, ui_u(ui, 28), ui->theme->shade);
        canvas_picture(&ui->canvas, r, block->picture, ui_u(ui, 28), ROUND_ALL);
    }
    page_gap(page, 12);
    if (caption[0])
        words(page, caption, ui_style(ui, FACE_SANS, 36, 150), page->body.x, ui->theme->quiet);
}

static void quote(struct page *page, const char *text) {
    struct ui *ui = page->ui;
    int top = page->y, bar = ui_u(ui, 8);
    words(page, text, ui_style(ui, FACE_SERIF, 46, LINE_PERCENT), page->body.x + ui_u(ui, 44),
          ui->theme->ink);
    canvas_box(&ui->canvas, (struct rect){page->body.x + ui_u(ui, 8), top, bar, page->y - top},
               bar / 2, ui->theme->gold);
}

static void item(struct page *page, const char *text, struct text_style body) {
    struct ui *ui = page->ui;
    canvas_disc(&ui->canvas, page->body.x + ui_u(ui, 16), page->y + body.line_px / 2, ui_u(ui, 7),
                ui->theme->army);
    words(page, text, body, page->body.x + ui_u(ui, 44), ui->theme->ink);
}

static void draw_block(struct page *page, const struct markup_block *block) {
    struct ui *ui = page->ui;
    char text[4096];
    struct text_style body = ui_style(ui, FACE_SANS, 46, LINE_PERCENT);
    snprintf(text, sizeof text, "%.*s", (int)block->bytes, block->text);
    switch (block->kind) {
    case MARKUP_HEADING:
        page_gap(page, 16);
        words(page, text, ui_style(ui, FACE_SERIF, 54, 140), page->body.x, ui->theme->ink);
        page_gap(page, 16);
        return;
    case MARKUP_PARAGRAPH:
        words(page, text, body, page->body.x, ui->theme->ink);
        break;
    case MARKUP_ITEM:
        item(page, text, body);
        break;
    case MARKUP_QUOTE:
        quote(page, text);
        break;
    case MARKUP_PICTURE:
        picture(page, block, text);
        break;
    }
    page_gap(page, block->kind == MARKUP_ITEM ? 12 : 32);
}

void article_draw(struct page *page, const char *body, const char *source, bool sample) {
    struct ui *ui = page->ui;
    struct text_style quiet = ui_style(ui, FACE_SANS, 36, 150);
    struct markup_block block;
    char line[256];
    for (size_t offset = 0; markup_next(body, &offset, &block);) draw_block(page, &block);
    if (source[0]) {
        strings_fill(line, sizeof line, page_word(page, WORD_ARTICLE_SOURCE), "source", source,
                     NULL);
        words(page, line, quiet, page->body.x, ui->theme->quiet);
    }
    if (sample)
        words(page, page_word(page, WORD_ARTICLE_SAMPLE), quiet, page->body.x, ui->theme->quiet);
    page_gap(page, 32);
}
