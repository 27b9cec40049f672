/* chrome: top bar and dock. */
#include "screens/widgets/chrome.h"

#include "screens/widgets/dates.h"

#include <math.h>

#define MARGIN 48
#define COLUMN_PERCENT 31
#define CAMOUFLAGE_RATIO 1080 / 132 /* of the strips in assets/icons */

/* Words in the bar grow with 大字 up to a limit: the page needs the room. */
static double bar_zoom(const struct ui *ui) {
    return fmin(ui->metrics.zoom, 1.25);
}

int chrome_bar_height(struct ui *ui) {
    return ui_u(ui, 132 * (0.4 + 0.6 * bar_zoom(ui)));
}

/* In 低位操作 height is scarce: the dock has one line and grows only up to a limit. */
int chrome_dock_height(struct ui *ui) {
    if (ui->metrics.low) return ui_u(ui, 124 * (0.4 + 0.6 * bar_zoom(ui)));
    return ui_u(ui, (ui->metrics.landscape ? 240 : 216) * (0.35 + 0.65 * ui->metrics.zoom));
}

int chrome_column_width(struct ui *ui) {
    return ui->metrics.width * COLUMN_PERCENT / 100;
}

static struct text_style bar_style(struct ui *ui, enum face face, double units) {
    int size = (int)lround(units * ui->metrics.scale * bar_zoom(ui));
    return (struct text_style){
        .face = face, .size_px = size, .line_px = size * 125 / 100, .max_lines = 1};
}

/* A camouflage pattern in two greens a little lighter than the bar. It consists of strips; every
 * second one is mirrored, so that their edges match. */
static void camouflage(struct ui *ui, struct rect bar) {
    const struct theme *t = ui->theme;
    int strip = bar.h * CAMOUFLAGE_RATIO;
    struct rect old = canvas_clip(&ui->canvas, bar);
    for (int x = 0, turned = 0; x < bar.w; x += strip, turned = !turned) {
        struct mask light = icons_mask(ui->canvas.icons, "camouflage-light", strip);
        pixels_corner(&ui->canvas.pixels, ui->canvas.clip, x, bar.y, light, turned, 0, t->pine_mid);
        struct mask mid = icons_mask(ui->canvas.icons, "camouflage-mid", strip);
        pixels_corner(&ui->canvas.pixels, ui->canvas.clip, x, bar.y, mid, turned, 0,
                      colour_mix(t->pine_mid, t->pine_light, 110));
    }
    canvas_unclip(&ui->canvas, old);
}

void chrome_bar(struct page *page) {
    struct ui *ui = page->ui;
    const struct theme *t = ui->theme;
    struct rect bar = page->bar;
    char time[16], date[96];
    int margin = ui_u(ui, MARGIN), star = ui_u(ui, 50);
    canvas_fill(&ui->canvas, bar, t->pine);
    if (!t->high_contrast) camouflage(ui, bar);
    canvas_icon(&ui->canvas, "star-solid", margin, bar.y + (bar.h - star) / 2, star,
                t->high_contrast ? t->white : 0xFFD9362C);
    struct text_style clock = bar_style(ui, FACE_BOLD, 54), day = bar_style(ui, FACE_SANS, 29);
    dates_time(page->hall->utc_ms, time, sizeof time);
    dates_bar(page, date, sizeof date);
    int words = clock.line_px * 9 / 10 + day.line_px;
    int top = bar.y + (bar.h - words) / 2, right = bar.w - margin;
    int date_w = text_lay_out(ui->canvas.text, date, day, 0)->width;
    int left = margin + star + ui_u(ui, 24);
    canvas_words(&ui->canvas, left, top - ui_u(ui, 4), right - left, time, clock, ALIGN_RIGHT,
                 t->white);
    canvas_words(&ui->canvas, left, top + clock.line_px * 9 / 10, right - left, date, day,
                 ALIGN_RIGHT, t->pale);
    struct text_style name = bar_style(ui, FACE_BOLD, 40);
    name.max_lines = 2;
    canvas_words_in(&ui->canvas,
                    (struct rect){left, bar.y, right - date_w - ui_u(ui, 28) - left, bar.h},
                    page->hall->station, name, ui_least_text(ui), ALIGN_LEFT, t->white);
}

void chrome_card_mark(struct ui *ui, int cx, int cy, int radius) {
    const struct theme *t = ui->theme;
    int line = ui_u(ui, 4), icon = radius * 62 / 100;
    canvas_ring(&ui->canvas, cx, cy, radius, line, colour_with_alpha(t->gold_light, 90));
    canvas_ring(&ui->canvas, cx, cy, radius * 77 / 100, line,
                colour_with_alpha(t->gold_light, 170));
    canvas_disc(&ui->canvas, cx, cy, radius * 56 / 100, t->gold);
    canvas_icon(&ui->canvas, "card-solid", cx - icon / 2, cy - icon / 2, icon,
                t->high_contrast ? 0xFF000000 : t->white);
}

static void paused_mark(struct ui *ui, int cx, int cy, int radius) {
    int icon = radius * 130 / 100;
    canvas_icon(&ui->canvas, "triangle-alert", cx - icon / 2, cy - icon / 2, icon,
                ui->theme->gold_light);
}

struct prompt {
    enum word title, line;
    bool paused;
};

static struct prompt prompt_of(const struct page *page) {
    const struct hall *hall = page->hall;
    bool across = page->ui->metrics.landscape;
    if (!hall->reader_up) return (struct prompt){WORD_DOCK_PAUSED, WORD_DOCK_PAUSED_LINE, true};
    if (!hall->store_open || hall->refuses_taps)
        return (struct prompt){WORD_DOCK_REFUSES, WORD_DOCK_REFUSES_LINE, true};
    if (page->dock_title) return (struct prompt){page->dock_title, page->dock_line, false};
    return (struct prompt){WORD_DOCK_TAP, across ? WORD_DOCK_TAP_RIGHT : WORD_DOCK_TAP_BELOW,
                           false};
}

/* The title and the line below it, centred vertically in r. */
static void dock_words(struct page *page, struct rect r, struct prompt prompt) {
    struct ui *ui = page->ui;
    struct text *text = ui->canvas.text;
    int least = ui_least_text(ui), gap = ui_u(ui, 8);
    struct text_style title = ui_style(ui, FACE_BOLD, 52, 125),
                      line = ui_style(ui, FACE_SANS, 35, 128);
    const char *title_words = page_word(page, prompt.title),
               *line_words = ui->metrics.low && !prompt.paused ? "" : page_word(page, prompt.line);
    title.max_lines = 3;
    title = text_fit(text, title_words, title, r.w, r.h * (line_words[0] ? 56 : 100) / 100, least);
    int title_h = text_lay_out(text, title_words, title, r.w)->height;
    struct text_style one = line;
    one.max_lines = 1;
    one = text_fit(text, line_words, one, r.w, 0, line.size_px * 8 / 10);
    if (!text_lay_out(text, line_words, one, r.w)->cut)
        line = one; /* one smaller line is better than two */
    line = text_fit(text, line_words, line, r.w, r.h - title_h - gap, least);
    int line_h = text_lay_out(text, line_words, line, r.w)->height;
    if (!line_words[0]) gap = line_h = 0;
    int y = r.y + (r.h - title_h - gap - line_h) / 2;
    canvas_words(&ui->canvas, r.x, y, r.w, title_words, title, ALIGN_LEFT, ui->theme->white);
    canvas_words(&ui->canvas, r.x, y + title_h + gap, r.w, line_words, line, ALIGN_LEFT,
                 ui->theme->pale);
}

static void mark(struct ui *ui, struct prompt prompt, int cx, int cy, int radius) {
    if (prompt.paused)
        paused_mark(ui, cx, cy, radius);
    else
        chrome_card_mark(ui, cx, cy, radius);
}

/* Portrait: mark, words, arrow down to the reader. */
static void dock_across(struct page *page, struct prompt prompt) {
    struct ui *ui = page->ui;
    struct rect d = page->dock;
    int radius = ui_u(ui, 72), margin = ui_u(ui, 44), arrow = ui_u(ui, 116);
    if (radius > d.h * 38 / 100) radius = d.h * 38 / 100;
    if (arrow > d.h * 70 / 100) arrow = d.h * 70 / 100;
    mark(ui, prompt, margin + radius, d.y + d.h / 2, radius);
    int left = margin + 2 * radius + ui_u(ui, 48);
    int right = prompt.paused ? d.w - margin : d.w - margin - arrow - ui_u(ui, 12);
    dock_words(page, (struct rect){left, d.y + d.h * 14 / 100, right - left, d.h * 72 / 100},
               prompt);
    if (!prompt.paused)
        canvas_icon(&ui->canvas, "arrow-down", d.w - margin - arrow + ui_u(ui, 14),
                    d.y + (d.h - arrow) / 2, arrow, ui->theme->gold_light);
}

/* Landscape: the same at the bottom of the column. */
static void dock_in_column(struct page *page, struct prompt prompt) {
    struct ui *ui = page->ui;
    int height = chrome_dock_height(ui), margin = ui_u(ui, 44);
    struct rect d = {page->dock.x, page->dock.y + page->dock.h - height, page->dock.w, height};
    int radius = ui_u(ui, 62);
    if (radius > d.w / 8) radius = d.w / 8;
    mark(ui, prompt, d.x + margin + radius, d.y + d.h / 2, radius);
    int left = d.x + margin + 2 * radius + ui_u(ui, 28);
    dock_words(
        page,
        (struct rect){left, d.y + d.h * 7 / 100, d.x + d.w - ui_u(ui, 28) - left, d.h * 86 / 100},
        prompt);
}

void chrome_dock(struct page *page) {
    struct ui *ui = page->ui;
    struct rect d = page->dock;
    if (ui->metrics.landscape) {
        int top = page->bar.h;
        canvas_fill(&ui->canvas, (struct rect){d.x, top, d.w, ui->metrics.height - top},
                    ui->theme->pine);
        dock_in_column(page, prompt_of(page));
    } else {
        canvas_fill(&ui->canvas, d, ui->theme->pine);
        dock_across(page, prompt_of(page));
    }
}
