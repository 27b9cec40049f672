/* widget: buttons, chips, cards, badges, tiles. */
#include "ui/widget.h"

#define LABEL_UNITS 40

bool widget_target(struct ui *ui, struct rect r, const char *label, int id, int arg) {
    struct shown *shown = walk_add(&ui->walk, SHOWN_TARGET, r, ui->canvas.clip, label);
    shown->id = id;
    shown->arg = arg;
    return ui->pressed && ui->pressed_id == id && ui->pressed_arg == arg;
}

struct button_colours {
    uint32_t fill, line, ink;
};

static struct button_colours colours_of(const struct theme *t, enum widget_style style,
                                        bool pressed) {
    switch (style) {
    case STYLE_PRIMARY:
    case STYLE_CHOSEN:
        return (struct button_colours){pressed ? t->pine_mid : t->army,
                                       pressed ? t->pine_mid : t->army, t->white};
    case STYLE_DANGER:
        return (struct button_colours){pressed ? t->brick : t->red, pressed ? t->brick : t->red,
                                       t->white};
    case STYLE_BRIGHT:
        return (struct button_colours){pressed ? t->gold : t->gold_light,
                                       pressed ? t->gold : t->gold_light, t->pine};
    case STYLE_OFF:
        return (struct button_colours){t->paper, t->line, t->quiet};
    case STYLE_PLAIN:
        break;
    }
    return (struct button_colours){pressed ? t->line : t->card, pressed ? t->quiet : t->line,
                                   pressed && t->high_contrast ? t->white : t->ink};
}

static void stacked(struct ui *ui, struct rect r, const struct button *b, struct text_style style,
                    uint32_t ink) {
    int icon = metrics_text(&ui->metrics, 54), gap = ui_u(ui, 8), line = style.size_px * 5 / 4;
    if (icon + gap + line > r.h) icon = r.h - gap - line;
    if (icon < style.size_px / 2) { /* too small to recognise: the label is enough */
        canvas_words_in(&ui->canvas, r, b->label, style, ui_least_text(ui), ALIGN_CENTRE, ink);
        return;
    }
    int top = r.y + (r.h - icon - gap - line) / 2;
    canvas_icon(&ui->canvas, b->icon, r.x + (r.w - icon) / 2, top, icon, ink);
    struct rect words = {r.x, top + icon + gap, r.w, line};
    canvas_words_in(&ui->canvas, words, b->label, style, ui_least_text(ui), ALIGN_CENTRE, ink);
}

/* Icon, label and icon in one row, centred together. */
static void in_a_row(struct ui *ui, struct rect r, const struct button *b, struct text_style style,
                     uint32_t ink) {
    int icon = style.size_px * 11 / 10, gap = ui_u(ui, 16);
    int before = b->icon ? icon + gap : 0, after = b->after ? icon + gap / 2 : 0;
    int room = r.w - before - after;
    struct text_style with_icons =
        text_fit(ui->canvas.text, b->label, style, room, r.h, ui_least_text(ui));
    if (text_lay_out(ui->canvas.text, b->label, with_icons, room)->cut) {
        before = after = 0; /* the label matters more */
        room = r.w;
    }
    style = text_fit(ui->canvas.text, b->label, style, room, r.h, ui_least_text(ui));
    int words = text_lay_out(ui->canvas.text, b->label, style, room)->width;
    int x = r.x + (r.w - before - words - after) / 2, y = r.y + (r.h - icon) / 2;
    if (before) canvas_icon(&ui->canvas, b->icon, x, y, icon, ink);
    canvas_words_in(&ui->canvas, (struct rect){x + before, r.y, words, r.h}, b->label, style,
                    style.size_px, ALIGN_CENTRE, ink);
    if (after) canvas_icon(&ui->canvas, b->after, x + before + words + gap / 2, y, icon, ink);
}

void widget_button(struct ui *ui, struct rect r, const struct button *b) {
    bool off = b->style == STYLE_OFF;
    bool pressed = !off && widget_target(ui, r, b->label, b->id, b->arg);
    struct button_colours colours = colours_of(ui->theme, b->style, pressed);
    int pad = ui_u(ui, 14), side = ui_u(ui, b->stacked ? 8 : 18);
    struct text_style style = ui_style(ui, FACE_BOLD, b->units > 0 ? b->units : LABEL_UNITS, 118);
    struct rect in = {r.x + side, r.y + pad / 2, r.w - 2 * side, r.h - pad};
    canvas_framed_box(&ui->canvas, r, ui_u(ui, 20), colours.fill, colours.line, ui_u(ui, 3));
    bool silent = ui->canvas.silent;
    ui->canvas.silent = true; /* labels of controls are not read aloud */
    if (b->stacked)
        stacked(ui, in, b, style, colours.ink);
    else
        in_a_row(ui, in, b, style, colours.ink);
    ui->canvas.silent = silent;
}

static struct text_style chip_style(struct ui *ui) {
    return ui_style(ui, FACE_BOLD, 34, 120);
}

int widget_chip_width(struct ui *ui, const char *label) {
    int words = text_lay_out(ui->canvas.text, label, chip_style(ui), 0)->width + 2 * ui_u(ui, 36);
    return words > ui->metrics.touch_px ? words : ui->metrics.touch_px;
}

void widget_chip(struct ui *ui, struct rect r, const char *label, bool on, int id, int arg) {
    bool pressed = widget_target(ui, r, label, id, arg);
    struct button_colours c = colours_of(ui->theme, on ? STYLE_CHOSEN : STYLE_PLAIN, pressed);
    canvas_framed_box(&ui->canvas, r, r.h / 2, c.fill, c.line, ui_u(ui, 3));
    bool silent = ui->canvas.silent;
    ui->canvas.silent = true;
    canvas_words_in(&ui->canvas, rect_inset(r, ui_u(ui, 12)), label, chip_style(ui),
                    ui_least_text(ui), ALIGN_CENTRE, c.ink);
    ui->canvas.silent = silent;
}

void widget_card(struct ui *ui, struct rect r, bool pressed) {
    const struct theme *t = ui->theme;
    int edge = ui_u(ui, 6), radius = ui_u(ui, 28);
    canvas_box(&ui->canvas, (struct rect){r.x, r.y + edge, r.w, r.h}, radius, t->shade);
    canvas_framed_box(&ui->canvas, r, radius,
                      pressed ? colour_mix(t->card, t->shade, 160) : t->card, t->line, ui_u(ui, 2));
}

int widget_badge_width(struct ui *ui, const char *words, double units) {
    return text_lay_out(ui->canvas.text, words, ui_style(ui, FACE_BOLD, units, 125), 0)->width +
           2 * ui_u(ui, 20);
}

int widget_badge_height(struct ui *ui, double units) {
    return metrics_text(&ui->metrics, units) + 2 * ui_u(ui, 13);
}

void widget_badge(struct ui *ui, int x, int y, const char *words, double units, uint32_t colour) {
    struct rect r = {x, y, widget_badge_width(ui, words, units), widget_badge_height(ui, units)};
    struct text_style style = ui_style(ui, FACE_BOLD, units, 125);
    style.max_lines = 1;
    canvas_box(&ui->canvas, r, ui_u(ui, 10), colour);
    canvas_words_in(&ui->canvas, r, words, style, style.size_px, ALIGN_CENTRE, ui->theme->white);
}

static void tile_ghost(struct ui *ui, struct rect r, const struct tile *tile) {
    int size = ui_u(ui, 280);
    if (size > r.h) size = r.h;
    struct rect old = canvas_clip(&ui->canvas, r);
    canvas_icon(&ui->canvas, tile->icon, r.x + r.w - size + size / 8, r.y + r.h - size + size / 10,
                size, colour_with_alpha(ui->theme->white, ui->theme->high_contrast ? 0 : 20));
    canvas_unclip(&ui->canvas, old);
}

/* The icon is above title and line where the height allows it, otherwise beside them. */
struct tile_parts {
    struct rect icon, title, line;
    struct text_style title_style, line_style;
};

static struct tile_parts tile_parts(struct ui *ui, struct rect r) {
    struct tile_parts p = {.title_style = ui_style(ui, FACE_BOLD, 62, 120),
                           .line_style = ui_style(ui, FACE_SANS, 36, 135)};
    int pad = ui_u(ui, 44) < r.h / 8 ? ui_u(ui, 44) : r.h / 8;
    struct rect in = rect_inset(r, pad);
    int icon = metrics_text(&ui->metrics, 100), gap = ui_u(ui, 24),
        words = p.title_style.line_px + p.line_style.line_px;
    bool beside = in.h < icon + words + gap;
    if (beside && icon > in.w / 4) icon = in.w / 4;
    struct rect room = beside ? (struct rect){in.x + icon + gap, in.y, in.w - icon - gap, in.h}
                              : (struct rect){in.x, in.y + icon + gap, in.w, in.h - icon - gap};
    int height = room.h < words * 5 / 4 ? room.h : words * 5 / 4;
    int top = beside ? room.y + (room.h - height) / 2 : room.y + room.h - height;
    int split = height * p.title_style.line_px / words;
    p.icon = (struct rect){in.x, beside ? in.y + (in.h - icon) / 2 : in.y, icon, icon};
    p.title = (struct rect){room.x, top, room.w, split};
    p.line = (struct rect){room.x, top + split, room.w, height - split};
    p.title_style.max_lines = 2;
    return p;
}

static void resize(struct text_style *style, int size_px) {
    if (size_px == 0) return;
    style->line_px = style->line_px * size_px / style->size_px;
    style->size_px = size_px;
}

void widget_tiles_even(struct ui *ui, int w, int h, struct tile *tiles, int count) {
    struct tile_parts p = tile_parts(ui, (struct rect){0, 0, w, h});
    int title = p.title_style.size_px, line = p.line_style.size_px;
    for (int i = 0; i < count; i++) {
        int t = text_fit(ui->canvas.text, tiles[i].title, p.title_style, p.title.w, p.title.h,
                         ui_least_text(ui))
                    .size_px;
        int l = text_fit(ui->canvas.text, tiles[i].line, p.line_style, p.line.w, p.line.h,
                         ui_least_text(ui))
                    .size_px;
        if (t < title) title = t;
        if (l < line) line = l;
    }
    for (int i = 0; i < count; i++) {
        tiles[i].title_px = title;
        tiles[i].line_px = line;
    }
}

void widget_tile(struct ui *ui, struct rect r, const struct tile *tile) {
    const struct theme *t = ui->theme;
    bool pressed = widget_target(ui, r, tile->title, tile->id, 0);
    struct tile_parts p = tile_parts(ui, r);
    resize(&p.title_style, tile->title_px);
    resize(&p.line_style, tile->line_px);
    canvas_box(&ui->canvas, r, ui_u(ui, 28),
               pressed ? colour_mix(tile->colour, 0xFF000000u, 70) : tile->colour);
    tile_ghost(ui, r, tile);
    canvas_icon(&ui->canvas, tile->icon, p.icon.x, p.icon.y, p.icon.w, t->white);
    struct text_style line =
        text_fit(ui->canvas.text, tile->line, p.line_style, p.line.w, p.line.h, ui_least_text(ui));
    bool small = ui->metrics.zoom > 1.2 && line.size_px < metrics_u(&ui->metrics, 36);
    if (small || text_lay_out(ui->canvas.text, tile->line, line, p.line.w)->cut) {
        /* With large text the title alone is shown: small print does not help people who need large
         * letters. */
        p.title.h += p.line.h;
        canvas_words_in(&ui->canvas, p.title, tile->title, p.title_style, ui_least_text(ui),
                        ALIGN_LEFT, t->white);
        return;
    }
    canvas_words_in(&ui->canvas, p.title, tile->title, p.title_style, ui_least_text(ui), ALIGN_LEFT,
                    t->white);
    canvas_words_in(&ui->canvas, p.line, tile->line, line, line.size_px, ALIGN_LEFT, t->white);
}
