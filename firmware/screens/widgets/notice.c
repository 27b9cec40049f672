/* notice: a column of blocks, each with a natural height. When they need more than the available
 * height, all blocks but the buttons shrink by the same factor, and words shrink within their
 * block. In landscape, words stand on the left and controls on the right. */
#include "screens/widgets/notice.h"

#include "base/bytes.h"

#include <stdio.h>
#include <string.h>

#define WIDE_SPACE "\u3000"

enum block {
    BLOCK_DISC,
    BLOCK_TITLE,
    BLOCK_NAME,
    BLOCK_LINE,
    BLOCK_ADVICE,
    BLOCK_STATS,
    BLOCK_CARD,
    BLOCK_CHOICE,
    BLOCKS
};

struct column {
    struct rect room;
    int count;
    struct {
        enum block what;
        int index, height;
    } blocks[BLOCKS + NOTICE_CHOICES];
};

static int text_height(struct page *page, double units, double lines) {
    return (int)(metrics_text(&page->ui->metrics, units) * lines);
}

static void add(struct column *column, enum block what, int index, int height) {
    column->blocks[column->count].what = what;
    column->blocks[column->count].index = index;
    column->blocks[column->count++].height = height;
}

static void add_words(struct page *page, struct column *column, const struct notice *n) {
    struct ui *ui = page->ui;
    add(column, BLOCK_DISC, 0, ui_u(ui, 330));
    add(column, BLOCK_TITLE, 0, text_height(page, 100, 1.35));
    if (n->name[0]) add(column, BLOCK_NAME, 0, text_height(page, 150, 1.2));
    struct text_style line = ui_style(ui, FACE_SANS, 50, 140);
    int lines = text_lay_out(ui->canvas.text, n->line, line, column->room.w)->line_count;
    if (n->line[0]) add(column, BLOCK_LINE, 0, lines * line.line_px);
    if (!n->advice[0]) return;
    lines = text_lay_out(ui->canvas.text, n->advice, line, column->room.w)->line_count;
    add(column, BLOCK_ADVICE, 0, lines * line.line_px);
}

static void add_controls(struct page *page, struct column *column, const struct notice *n) {
    struct ui *ui = page->ui;
    if (n->stat_count)
        add(column, BLOCK_STATS, 0,
            text_height(page, 76, 1.3) + text_height(page, 36, 1.4) + ui_u(ui, 64));
    if (n->card_title)
        add(column, BLOCK_CARD, 0,
            text_height(page, 48, 1.3) + text_height(page, 38, 1.4) + ui_u(ui, 76));
    for (int i = 0; i < n->choice_count; i++)
        add(column, BLOCK_CHOICE, i, metrics_control(&ui->metrics, 150));
}

/* All blocks but the buttons shrink, so that the column fits. Buttons keep at least 15 mm. */
static int squeeze(struct ui *ui, struct column *column) {
    int gap = ui_u(ui, 36), fixed = 0, soft = 0;
    for (int i = 0; i < column->count; i++) {
        bool keeps = column->blocks[i].what == BLOCK_CHOICE || column->blocks[i].what == BLOCK_CARD;
        *(keeps ? &fixed : &soft) += column->blocks[i].height;
    }
    int room = column->room.h - fixed - gap * (column->count - 1);
    if (room >= soft) return gap;
    gap = ui->metrics.gap_px;
    room = column->room.h - fixed - gap * (column->count - 1);
    for (int i = 0; i < column->count && soft > 0; i++) {
        bool keeps = column->blocks[i].what == BLOCK_CHOICE || column->blocks[i].what == BLOCK_CARD;
        if (!keeps && room < soft)
            column->blocks[i].height = column->blocks[i].height * (room > 0 ? room : 0) / soft;
    }
    return gap;
}

static void draw_disc(struct page *page, struct rect r, const struct notice *n, uint32_t ink) {
    struct ui *ui = page->ui;
    int radius = r.h * 10 / 22, icon = radius * 11 / 10, cx = r.x + r.w / 2, cy = r.y + r.h / 2;
    canvas_disc(&ui->canvas, cx, cy, radius, ui->theme->white);
    canvas_icon(&ui->canvas, n->icon, cx - icon / 2, cy - icon / 2, icon, ink);
}

static void draw_words(struct page *page, struct rect r, const char *words, enum face face,
                       double units, int line_percent, int lines) {
    struct ui *ui = page->ui;
    struct text_style style = ui_style(ui, face, units, line_percent);
    style.max_lines = lines;
    struct text_style fit = text_fit(ui->canvas.text, words, style, r.w, r.h, ui_least_text(ui));
    int width = text_balanced_width(ui->canvas.text, words, fit, r.w);
    canvas_words_in(&ui->canvas, (struct rect){r.x + (r.w - width) / 2, r.y, width, r.h}, words,
                    fit, fit.size_px, ALIGN_CENTRE, ui->theme->white);
}

static void draw_stats(struct page *page, struct rect r, const struct notice *n) {
    struct ui *ui = page->ui;
    int gap = ui_u(ui, 28), w = (r.w - gap * (n->stat_count - 1)) / n->stat_count,
        pad = ui_u(ui, 20);
    uint32_t veil = colour_with_alpha(ui->theme->white, ui->theme->high_contrast ? 0 : 33);
    for (int i = 0; i < n->stat_count; i++) {
        struct rect box = {r.x + i * (w + gap), r.y, w, r.h}, in = rect_inset(box, pad);
        int split = in.h * 62 / 100;
        canvas_box(&ui->canvas, box, ui_u(ui, 28), veil);
        draw_words(page, (struct rect){in.x, in.y, in.w, split}, n->stats[i].value, FACE_BOLD, 74,
                   120, 1);
        draw_words(page, (struct rect){in.x, in.y + split, in.w, in.h - split}, n->stats[i].label,
                   FACE_SANS, 36, 130, 2);
    }
}

static void draw_card(struct page *page, struct rect r, const struct notice *n) {
    struct ui *ui = page->ui;
    const struct theme *t = ui->theme;
    int pad = ui_u(ui, 36), icon = ui_u(ui, 88);
    struct button button = {.label = n->card_button, .style = STYLE_DANGER, .id = n->card_id};
    struct text_style title = ui_style(ui, FACE_BOLD, 48, 125),
                      line = ui_style(ui, FACE_SANS, 38, 130);
    int button_w =
        text_lay_out(ui->canvas.text, n->card_button, ui_style(ui, FACE_BOLD, 40, 118), 0)->width +
        2 * ui_u(ui, 44);
    int button_h = metrics_control(&ui->metrics, 112);
    if (button_h > r.h - ui_u(ui, 24)) button_h = r.h - ui_u(ui, 24);
    if (r.w < ui_u(ui, 760)) icon = 0;
    struct rect words = {r.x + pad + (icon ? icon + pad : 0), r.y + ui_u(ui, 20), 0,
                         r.h - ui_u(ui, 40)};
    words.w = r.x + r.w - 2 * pad - button_w - words.x;
    widget_card(ui, r, false);
    if (icon)
        canvas_icon(&ui->canvas, "message-square-text", r.x + pad, r.y + (r.h - icon) / 2, icon,
                    t->red);
    canvas_words_in(&ui->canvas, (struct rect){words.x, words.y, words.w, words.h * 54 / 100},
                    n->card_title, title, ui_least_text(ui), ALIGN_LEFT, t->ink);
    canvas_words_in(
        &ui->canvas,
        (struct rect){words.x, words.y + words.h * 54 / 100, words.w, words.h * 46 / 100},
        n->card_line, line, ui_least_text(ui), ALIGN_LEFT, t->quiet);
    widget_button(
        ui,
        (struct rect){r.x + r.w - pad - button_w, r.y + (r.h - button_h) / 2, button_w, button_h},
        &button);
}

static void draw_block(struct page *page, enum block what, int index, struct rect r,
                       const struct notice *n, uint32_t ink) {
    switch (what) {
    case BLOCK_DISC:
        draw_disc(page, r, n, ink);
        break;
    case BLOCK_TITLE:
        draw_words(page, r, n->title, FACE_SERIF, 100, 125, 2);
        break;
    case BLOCK_NAME:
        draw_words(page, r, n->name, FACE_BOLD, 148, 115, 2);
        break;
    case BLOCK_LINE:
        draw_words(page, r, n->line, FACE_SANS, 50, 135, 0);
        break;
    case BLOCK_ADVICE:
        draw_words(page, r, n->advice, FACE_SANS, 50, 135, 0);
        break;
    case BLOCK_STATS:
        draw_stats(page, r, n);
        break;
    case BLOCK_CARD:
        draw_card(page, r, n);
        break;
    case BLOCK_CHOICE: {
        struct button b = {.label = n->choices[index].label,
                           .style = n->choices[index].style,
                           .id = n->choices[index].id,
                           .arg = n->choices[index].arg,
                           .units = 52};
        widget_button(page->ui, r, &b);
        break;
    }
    case BLOCKS:
        break;
    }
}

static void draw_column(struct page *page, struct column *column, const struct notice *n,
                        uint32_t ink) {
    int gap = squeeze(page->ui, column), total = gap * (column->count - 1);
    for (int i = 0; i < column->count; i++) total += column->blocks[i].height;
    int y = column->room.y + (column->room.h - total) / 2;
    if (y < column->room.y) y = column->room.y;
    for (int i = 0; i < column->count; i++) {
        struct rect r = {column->room.x, y, column->room.w, column->blocks[i].height};
        draw_block(page, column->blocks[i].what, column->blocks[i].index, r, n, ink);
        y += column->blocks[i].height + gap;
    }
}

static uint32_t draw_ground(struct page *page, enum mood mood) {
    struct ui *ui = page->ui;
    const struct theme *t = ui->theme;
    uint32_t top = mood == MOOD_GOOD ? t->welcome_top : mood == MOOD_PLAIN ? t->sky : t->brick;
    uint32_t bottom = mood == MOOD_GOOD ? t->welcome_bottom : colour_mix(top, 0xFF000000u, 80);
    int w = ui->metrics.width, h = ui->metrics.height;
    canvas_gradient(&ui->canvas, ui->canvas.clip, top, bottom);
    if (t->high_contrast) return top;
    canvas_disc(&ui->canvas, w + ui_u(ui, 60), -ui_u(ui, 420), ui_u(ui, 560),
                colour_with_alpha(t->white, 10));
    canvas_disc(&ui->canvas, -ui_u(ui, 120), h + ui_u(ui, 330), ui_u(ui, 560),
                colour_with_alpha(0xFF000000u, 18));
    return top;
}

static void draw_countdown(struct page *page, struct rect r, const struct notice *n) {
    struct ui *ui = page->ui;
    const struct theme *t = ui->theme;
    char seconds[24], words[200];
    int bar_h = ui_u(ui, 14), bar_w = r.w * 6 / 10, x = r.x + (r.w - bar_w) / 2,
        y = r.y + r.h - bar_h;
    int64_t left = page->left_ms < 0 ? n->whole_ms : page->left_ms;
    snprintf(seconds, sizeof seconds, "%d", (int)((left + 999) / 1000));
    strings_fill(words, sizeof words, page_word(page, n->going), "n", seconds, NULL);
    draw_words(page, (struct rect){r.x, r.y, r.w, r.h - 2 * bar_h}, words, FACE_SANS, 42, 130, 1);
    canvas_box(&ui->canvas, (struct rect){x, y, bar_w, bar_h}, bar_h / 2,
               colour_with_alpha(t->white, 50));
    canvas_box(&ui->canvas,
               (struct rect){x, y, (int)(bar_w * left / (n->whole_ms ? n->whole_ms : 1)), bar_h},
               bar_h / 2, t->gold_light);
}

/* The parts of a line stay on one line where they fit; otherwise each gets a line. */
static void break_at_wide_spaces(struct page *page, char *words, int width) {
    struct ui *ui = page->ui;
    if (text_lay_out(ui->canvas.text, words, ui_style(ui, FACE_SANS, 50, 140), 0)->width <= width)
        return;
    for (char *at; (at = strstr(words, WIDE_SPACE));) {
        *at = '\n';
        memmove(at + 1, at + 3, strlen(at + 3) + 1);
    }
}

void notice_draw(struct page *page, const struct notice *given) {
    struct ui *ui = page->ui;
    struct notice parts = *given, *n = &parts;
    char line[400];
    page->any_height = true;
    page_begin_bare(page);
    uint32_t ink = draw_ground(page, n->mood);
    int foot = text_height(page, 42, 1.4) + ui_u(ui, 40);
    struct rect body = page->body;
    struct rect room = {body.x, body.y, body.w, body.h - foot - ui_u(ui, 24)};
    bool controls = n->stat_count || n->card_title || n->choice_count;
    struct column words = {.room = room}, rest = {.room = room};
    if (ui->metrics.landscape && controls) {
        int gap = ui_u(ui, 56);
        words.room.w = rest.room.w = (room.w - gap) / 2;
        rest.room.x += words.room.w + gap;
    } else if (ui->metrics.low && controls) {
        rest.room.y = ui->metrics.height * 55 / 100;
        rest.room.h = room.y + room.h - rest.room.y;
        words.room.h = rest.room.y - room.y - ui_u(ui, 24);
    }
    TEXT_COPY(line, given->line);
    break_at_wide_spaces(page, line, words.room.w);
    n->line = line;
    bool one = rest.room.x == words.room.x && rest.room.y == words.room.y;
    add_words(page, &words, n);
    add_controls(page, one ? &words : &rest, n);
    draw_column(page, &words, n, ink);
    if (!one) draw_column(page, &rest, n, ink);
    draw_countdown(page, (struct rect){body.x, body.y + body.h - foot, body.w, foot}, n);
    page->y = body.y;
    page_end(page);
}
