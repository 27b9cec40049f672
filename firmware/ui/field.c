/* field: lays out one glyph per character, which holds for Chinese and Latin text here. */
#include "ui/field.h"

#include "base/bytes.h"

#include <string.h>

#define TEXT_MOST 4096

static int pad_of(const struct ui *ui) {
    return ui_u(ui, 32);
}

static struct text_style style_of(const struct ui *ui) {
    return ui_style(ui, FACE_SANS, 46, 150);
}

int widget_field_height(const struct ui *ui, int lines) {
    return lines * style_of(ui).line_px + 2 * pad_of(ui);
}

static int line_of(const struct text_block *block, int cursor) {
    int line = 0;
    while (line + 1 < block->line_count && block->lines[line + 1].from <= cursor) line++;
    return line;
}

static int lines_in(const struct ui *ui, int h) {
    int lines = (h - 2 * pad_of(ui)) / style_of(ui).line_px;
    return lines < 1 ? 1 : lines;
}

static int first_line(const struct ui *ui, const struct text_block *block, int cursor, int h) {
    int last = line_of(block, cursor), lines = lines_in(ui, h);
    return last < lines ? 0 : last - lines + 1;
}

/* px from the left of the line to the character at byte. */
static int x_of(const struct text_block *block, int line, const char *text, int byte) {
    const struct text_line *l = &block->lines[line];
    const char *at = text + l->from;
    uint32_t code;
    int n = 0;
    while (at && at < text + byte && *at) {
        at = utf8_next(at, &code);
        n++;
    }
    return n < l->count ? block->glyphs[l->first + n].x : l->width;
}

static void draw_cursor(struct ui *ui, int x, int y, int line_px) {
    canvas_fill(&ui->canvas, (struct rect){x, y + line_px / 10, ui_u(ui, 5), line_px * 8 / 10},
                ui->theme->red);
}

static void draw_lines(struct ui *ui, struct rect in, const struct field *field) {
    struct text_style style = style_of(ui);
    const struct text_block *block = text_lay_out(ui->canvas.text, field->text, style, in.w);
    char shown[TEXT_MOST];
    int first = first_line(ui, block, field->cursor, in.h + 2 * pad_of(ui)),
        last = first + in.h / style.line_px - 1, cursor_line = line_of(block, field->cursor);
    if (last >= block->line_count) last = block->line_count - 1;
    int from = block->lines[first].from, to = block->lines[last].to,
        x = x_of(block, cursor_line, field->text, field->cursor);
    if (to - from >= TEXT_MOST) to = from + TEXT_MOST - 1;
    memcpy(shown, field->text + from, (size_t)(to - from));
    shown[to - from] = '\0';
    canvas_words(&ui->canvas, in.x, in.y, in.w, shown, style, ALIGN_LEFT, ui->theme->ink);
    draw_cursor(ui, in.x + x, in.y + (cursor_line - first) * style.line_px, style.line_px);
}

void widget_field(struct ui *ui, struct rect r, const struct field *field) {
    int pad = pad_of(ui);
    struct rect in = rect_inset(r, pad);
    struct text_style style = style_of(ui);
    canvas_framed_box(&ui->canvas, r, ui_u(ui, 28), ui->theme->card, ui->theme->line, ui_u(ui, 3));
    if (field->id) widget_target(ui, r, field->text[0] ? field->text : field->hint, field->id, 0);
    if (field->text[0]) {
        draw_lines(ui, in, field);
        return;
    }
    struct rect hint = {in.x + ui_u(ui, 20), in.y, in.w - ui_u(ui, 20), in.h};
    struct text_style quiet = ui_style(ui, FACE_SANS, 40, 140);
    int needs = text_lay_out(ui->canvas.text, field->hint, quiet, hint.w)->height;
    if (needs < hint.h) hint.h = needs; /* the hint begins where the text will */
    canvas_words_in(&ui->canvas, hint, field->hint, quiet, ui_least_text(ui), ALIGN_LEFT,
                    ui->theme->quiet);
    draw_cursor(ui, in.x, in.y, style.line_px);
}

int widget_field_byte(struct ui *ui, const struct field *field, int w, int h, int x, int y) {
    struct text_style style = style_of(ui);
    int pad = pad_of(ui);
    const struct text_block *block = text_lay_out(ui->canvas.text, field->text, style, w - 2 * pad);
    if (!field->text[0]) return 0;
    int line = first_line(ui, block, field->cursor, h) + (y - pad) / style.line_px;
    if (line < 0) line = 0;
    if (line >= block->line_count) return (int)strlen(field->text);
    const struct text_line *l = &block->lines[line];
    const char *at = field->text + l->from;
    uint32_t code;
    for (int n = 0; n < l->count && at < field->text + l->to; n++) {
        int left = block->glyphs[l->first + n].x,
            right = n + 1 < l->count ? block->glyphs[l->first + n + 1].x : l->width;
        if (x - pad < (left + right) / 2) break;
        at = utf8_next(at, &code);
    }
    return (int)(at - field->text);
}
