/* writing_draw: in portrait, field, ways of writing, candidates and pad or keys are one below the
 * other. In landscape, the field and the ways are beside the rest. With large text and in 低位操作
 * the candidates replace the ways while there is ink, so that the whole pad is visible. */
#include "screens/typing/writing.h"
#include "ui/field.h"

#include <string.h>

#define FIELD_ROOM                                                                                 \
    1000 /* with less room the field has one line, so that the pad is not far below */

static void draw_hand(const struct writing *w, struct page *page, int64_t since_ms);
static void draw_pinyin(const struct writing *w, struct page *page, int64_t since_ms);

static const struct {
    enum word label;
    void (*draw)(const struct writing *writing, struct page *page, int64_t since_ms);
} ways[WRITING_MODES] = {
    [WRITING_HAND] = {WORD_WRITE_HAND, draw_hand},
    [WRITING_PINYIN] = {WORD_WRITE_PINYIN, draw_pinyin},
    [WRITING_PHRASES] = {WORD_WRITE_PHRASES, write_keys_phrases},
    [WRITING_DIGITS] = {WORD_WRITE_DIGITS, write_keys_digits},
    [WRITING_VOICE] = {WORD_WRITE_VOICE, voice_pad_draw},
};

static bool is_offered(const struct writing *w, const struct page *page, int mode) {
    if (mode == WRITING_PHRASES) return w->phrases != NULL;
    if (mode == WRITING_VOICE) return w->speaks && page->can_record;
    return true;
}

/* In 低位操作, where height is scarce: as many as fit one row, and a key for the others. */
static void draw_modes_low(const struct writing *w, struct page *page) {
    struct ui *ui = page->ui;
    int gap = ui_u(ui, 24), h = metrics_control(&ui->metrics, 90),
        more = widget_chip_width(ui, page_word(page, WORD_WRITE_MORE));
    struct rect row = page_take(page, h);
    int x = row.x, first = w->offered.count ? w->mode : w->first, i = first;
    for (; i < WRITING_MODES; i++) {
        const char *label = page_word(page, ways[i].label);
        int width = widget_chip_width(ui, label);
        if (!is_offered(w, page, i)) continue;
        if (x + width > row.x + row.w - more - gap && i > first) break;
        widget_chip(ui, (struct rect){x, row.y, width, h}, label, w->mode == i, ID_WRITING_MODE, i);
        x += width + gap;
    }
    if (first > 0 || i < WRITING_MODES)
        widget_chip(ui, (struct rect){row.x + row.w - more, row.y, more, h},
                    page_word(page, WORD_WRITE_MORE), false, ID_WRITING_MORE, i - first);
    page_gap(page, 24);
}

static void draw_modes(const struct writing *w, struct page *page) {
    struct ui *ui = page->ui;
    if (page_low(page)) {
        draw_modes_low(w, page);
        return;
    }
    int gap = ui_u(ui, 24), h = metrics_control(&ui->metrics, 90);
    struct rect row = page_take(page, h);
    int x = row.x;
    for (int i = 0; i < WRITING_MODES; i++) {
        if (!is_offered(w, page, i)) continue;
        const char *label = page_word(page, ways[i].label);
        int width = widget_chip_width(ui, label);
        if (x > row.x && x + width > row.x + row.w) {
            page->y += gap;
            row = page_take(page, h);
            x = row.x;
        }
        widget_chip(ui, (struct rect){x, row.y, width, h}, label, w->mode == i, ID_WRITING_MODE, i);
        x += width + gap;
    }
    page_gap(page, 24);
}

/* The height that draw_modes takes. */
static int modes_height(const struct writing *w, const struct page *page) {
    struct ui *ui = page->ui;
    int gap = ui_u(ui, 24), x = 0, rows = 1;
    for (int i = 0; i < WRITING_MODES && !page_low(page); i++) {
        if (!is_offered(w, page, i)) continue;
        int width = widget_chip_width(ui, page_word(page, ways[i].label));
        bool fits = x == 0 || x + width <= page->body.w;
        rows += !fits;
        x = (fits ? x : 0) + width + gap;
    }
    return rows * (metrics_control(&ui->metrics, 90) + gap);
}

static struct text_style candidate_style(struct ui *ui) {
    return ui_style(ui, FACE_SANS, 54, 120);
}

static int candidate_width(struct ui *ui, const char *text) {
    int words =
        text_lay_out(ui->canvas.text, text, candidate_style(ui), 0)->width + 2 * ui_u(ui, 24);
    return words > ui->metrics.touch_px ? words : ui->metrics.touch_px;
}

static void draw_candidate(struct ui *ui, struct rect r, const char *text, bool likeliest,
                           int index) {
    bool pressed = widget_target(ui, r, text, ID_WRITING_CANDIDATE, index);
    bool on = likeliest || pressed;
    canvas_framed_box(&ui->canvas, r, ui_u(ui, 16), on ? ui->theme->army : ui->theme->card,
                      on ? ui->theme->army : ui->theme->line, ui_u(ui, 3));
    canvas_words_in(&ui->canvas, rect_inset(r, ui_u(ui, 8)), text, candidate_style(ui),
                    ui_least_text(ui), ALIGN_CENTRE, on ? ui->theme->white : ui->theme->ink);
}

/* As many as fit, and a key for more where some are left. An empty row keeps its height. */
static void draw_candidates(const struct writing *w, struct page *page, bool after_way) {
    struct ui *ui = page->ui;
    int gap = ui_u(ui, 24), h = metrics_control(&ui->metrics, 110),
        more = widget_chip_width(ui, page_word(page, WORD_WRITE_MORE));
    struct rect row = page_take(page, h);
    int x = row.x, i = w->first;
    if (after_way) {
        const char *way = page_word(page, ways[w->mode].label);
        int width = widget_chip_width(ui, way);
        widget_chip(ui, (struct rect){x, row.y, width, h}, way, true, ID_WRITING_MODE, w->mode);
        x += width + gap;
    }
    for (; i < w->offered.count; i++) {
        const char *text = w->offered.candidates[i].text;
        int width = candidate_width(ui, text);
        bool last = i + 1 == w->offered.count && w->first == 0;
        int end = row.x + row.w - (last ? 0 : more + gap);
        if (x + width > end && i > w->first) break;
        if (x + width > end) width = end - x;
        draw_candidate(ui, (struct rect){x, row.y, width, h}, text,
                       i == 0 && w->offer != OFFER_NEXT, i);
        x += width + gap;
    }
    struct button key = {.label = page_word(page, WORD_WRITE_MORE),
                         .id = ID_WRITING_MORE,
                         .arg = i - w->first,
                         .units = 34};
    if (i < w->offered.count || w->first > 0)
        widget_button(ui, (struct rect){row.x + row.w - more, row.y, more, h}, &key);
    page->y += gap;
}

static void draw_hand(const struct writing *w, struct page *page, int64_t since_ms) {
    draw_candidates(w, page, false);
    ink_pad_draw(w, page, since_ms, write_keys_height(page) + ui_u(page->ui, 24));
}

static bool is_tight(const struct writing *w, const struct page *page) {
    const struct metrics *m = &page->ui->metrics;
    return w->mode == WRITING_HAND && !m->landscape && (m->low || m->zoom > 1.2);
}

/* Both take the height of the taller one, so that the pad never moves under the finger. The current
 * way of writing precedes predicted next words; a touch on it shows the ways again. */
static void draw_modes_or_candidates(const struct writing *w, struct page *page) {
    int top = page->y, offers = metrics_control(&page->ui->metrics, 110) + ui_u(page->ui, 24);
    int modes = modes_height(w, page);
    if (w->offered.count > 0)
        draw_candidates(w, page, w->ink.stroke_count == 0);
    else
        draw_modes(w, page);
    page->y = top + (modes > offers ? modes : offers);
}

/* The letters typed so far; a touch inserts them unconverted. */
static void draw_letters(const struct writing *w, struct page *page) {
    struct ui *ui = page->ui;
    struct rect row = page_take(page, metrics_control(&ui->metrics, 84));
    if (w->letters[0]) {
        int width = widget_chip_width(ui, w->letters);
        row.w = width < row.w ? width : row.w;
        widget_chip(ui, row, w->letters, false, ID_WRITING_LITERAL, 0);
    } else {
        canvas_words_in(&ui->canvas, row, page_word(page, WORD_WRITE_LETTERS),
                        ui_style(ui, FACE_SANS, 36, 130), ui_least_text(ui), ALIGN_LEFT,
                        ui->theme->quiet);
    }
    page_gap(page, 24);
}

static void draw_pinyin(const struct writing *w, struct page *page, int64_t since_ms) {
    draw_letters(w, page);
    draw_candidates(w, page, false);
    write_keys_letters(w, page, since_ms);
}

#define EDIT_KEYS 4

static void edit_keys(const struct writing *w, const struct page *page,
                      struct button ret_keys[static EDIT_KEYS]) {
    bool ink = w->ink.stroke_count > 0;
    const struct button keys[EDIT_KEYS] = {
        {.label = "，", .id = ID_WRITING_INSERT, .arg = INSERT_COMMA, .units = 46},
        {.label = "。", .id = ID_WRITING_INSERT, .arg = INSERT_STOP, .units = 46},
        {.label = page_word(page, ink ? WORD_WRITE_AGAIN : WORD_WRITE_UNDO),
         .id = ink ? ID_WRITING_REWRITE : ID_WRITING_UNDO},
        {.label = page_word(page, WORD_WRITE_DELETE), .id = ID_WRITING_DELETE},
    };
    memcpy(ret_keys, keys, sizeof keys);
}

static void draw_edit_keys(const struct writing *w, struct page *page) {
    struct button keys[EDIT_KEYS];
    edit_keys(w, page, keys);
    write_keys_row(page, keys, EDIT_KEYS);
}

/* 低位操作: the keys are in two columns beside the pad, so that the pad is high enough to write in.
 */
static void draw_pad_beside_keys(const struct writing *w, struct page *page, int64_t since_ms) {
    struct button keys[EDIT_KEYS];
    struct rect body = page->body;
    int gap = ui_u(page->ui, 24), top = page->y, wide = body.w * 38 / 100;
    edit_keys(w, page, keys);
    page->body.w -= wide + gap;
    ink_pad_draw(w, page, since_ms, 0);
    int height = (page->y - top - 2 * gap) / 2;
    page->body = (struct rect){body.x + body.w - wide, body.y, wide, body.h};
    page->y = top;
    write_keys_grid(page, keys, EDIT_KEYS, 2, height);
    page->body = body;
}

static void draw_field(const struct writing *w, struct page *page, int height) {
    struct ui *ui = page->ui;
    struct field field = {.text = w->edit.text,
                          .hint = page_word(page, WORD_SAY_EMPTY),
                          .cursor = w->edit.cursor,
                          .id = ID_WRITING_FIELD};
    widget_field(ui, page_take(page, height), &field);
    if (w->edit.full)
        page_text(page, page_word(page, WORD_WRITE_FULL), FACE_BOLD, 36, 140, ui->theme->red);
    page_gap(page, 24);
}

/* In 低位操作 the field is above the reachable area and only shows the text. */
static void draw_field_above(const struct writing *w, struct page *page) {
    struct ui *ui = page->ui;
    struct field field = {
        .text = w->edit.text, .hint = page_word(page, WORD_SAY_EMPTY), .cursor = w->edit.cursor};
    struct rect r = page_show(page, widget_field_height(ui, 3));
    if (r.h >= widget_field_height(ui, 1)) widget_field(ui, r, &field);
    page_shown(page, 0);
}

static void draw_ways(const struct writing *w, struct page *page, int64_t since_ms) {
    ways[w->mode].draw(w, page, since_ms);
    if (w->mode != WRITING_VOICE) draw_edit_keys(w, page);
}

static void draw_beside(const struct writing *w, struct page *page, int64_t since_ms) {
    struct ui *ui = page->ui;
    struct rect body = page->body;
    int gap = ui_u(ui, 36), top = page->y, left = (body.w - gap) * 35 / 100;
    page->body.w = left;
    draw_modes(w, page);
    int lines = ui->metrics.text_size == TEXT_NORMAL ? 4 : 3;
    while (lines > 2 && widget_field_height(ui, lines) + ui_u(ui, 24) > page_room(page)) lines--;
    draw_field(w, page, widget_field_height(ui, lines));
    int bottom = page->y;
    page->body = (struct rect){body.x + left + gap, body.y, body.w - left - gap, body.h};
    page->y = top;
    draw_ways(w, page, since_ms);
    if (page->y < bottom) page->y = bottom;
    page->body = body;
}

void writing_draw(const struct writing *w, struct page *page, int64_t since_ms) {
    struct ui *ui = page->ui;
    if (ui->metrics.landscape && page->body.w >= ui_u(ui, 1000)) {
        draw_beside(w, page, since_ms);
        return;
    }
    if (page_low(page))
        draw_field_above(w, page);
    else
        draw_field(w, page,
                   widget_field_height(ui, page_room(page) < ui_u(ui, FIELD_ROOM) ? 1 : 3));
    if (is_tight(w, page)) {
        draw_modes_or_candidates(w, page);
        if (page_low(page)) {
            draw_pad_beside_keys(w, page, since_ms);
            return;
        }
        ink_pad_draw(w, page, since_ms, write_keys_height(page) + ui_u(ui, 24));
        draw_edit_keys(w, page);
        return;
    }
    draw_modes(w, page);
    draw_ways(w, page, since_ms);
}
