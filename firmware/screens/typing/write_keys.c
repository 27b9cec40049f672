/* write_keys: letters, digits, phrases. */
#include "screens/typing/writing.h"

#include <string.h>

#define KEYS_MOST 28

static int keys_in(struct page *page, int width) {
    struct ui *ui = page->ui;
    int gap = ui_u(ui, 24);
    return (width + gap) / (ui->metrics.touch_px + gap);
}

void write_keys_grid(struct page *page, const struct button *keys, int count, int columns,
                     int height) {
    struct ui *ui = page->ui;
    int gap = ui_u(ui, 24), w = (page->body.w - gap * (columns - 1)) / columns;
    for (int from = 0; from < count; from += columns) {
        struct rect row = page_take(page, height);
        int here = count - from < columns ? count - from : columns;
        int left = row.x + (row.w - here * (w + gap) + gap) / 2; /* a shorter row is centred */
        for (int i = 0; i < here; i++)
            widget_button(ui, (struct rect){left + i * (w + gap), row.y, w, height},
                          &keys[from + i]);
        page->y += gap;
    }
}

int write_keys_height(const struct page *page) {
    const struct metrics *m = &page->ui->metrics;
    return metrics_control(m, m->landscape ? 86 : 110);
}

void write_keys_row(struct page *page, const struct button *keys, int count) {
    int fit = keys_in(page, page->body.w), rows = (count + fit - 1) / (fit > 0 ? fit : 1);
    write_keys_grid(page, keys, count, (count + rows - 1) / rows, write_keys_height(page));
}

void write_keys_letters(const struct writing *w, struct page *page, int64_t since_ms) {
    static const char *const rows[] = {"qwertyuiop", "asdfghjkl", "zxcvbnm'"};
    static const char *const ordered[] = {"abcdefghijklmnopqrstuvwxyz'"};
    struct button keys[KEYS_MOST];
    char labels[KEYS_MOST][2];
    int fit = keys_in(page, page->body.w), height = write_keys_height(page);
    bool typewriter = fit >= 10;
    (void)w;
    (void)since_ms;
    for (int row = 0; row < (typewriter ? 3 : 1); row++) {
        const char *letters = typewriter ? rows[row] : ordered[0];
        int count = 0;
        for (; letters[count]; count++) {
            labels[count][0] = letters[count];
            labels[count][1] = '\0';
            keys[count] = (struct button){.label = labels[count],
                                          .id = ID_WRITING_LETTER,
                                          .arg = letters[count],
                                          .units = 52};
        }
        write_keys_grid(page, keys, count, typewriter ? 10 : fit < 9 ? fit : 9, height);
    }
}

void write_keys_digits(const struct writing *w, struct page *page, int64_t since_ms) {
    static const int order[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, INSERT_POINT, 0};
    struct button keys[ARRAY_LENGTH(order)];
    int fit = keys_in(page, page->body.w), columns = page_low(page) ? 4 : 3;
    (void)w;
    (void)since_ms;
    for (size_t i = 0; i < ARRAY_LENGTH(order); i++)
        keys[i] = (struct button){.label = writing_inserts[order[i]],
                                  .id = ID_WRITING_INSERT,
                                  .arg = order[i],
                                  .units = 60};
    write_keys_grid(page, keys, (int)ARRAY_LENGTH(order), fit < columns ? fit : columns,
                    write_keys_height(page));
}

/* A phrase in a row: its words, and a tick when the text contains it. */
static void draw_phrase(const struct writing *w, struct page *page, int index) {
    struct ui *ui = page->ui;
    const char *phrase = w->phrases->phrases[index];
    bool on = strstr(w->edit.text, phrase) != NULL;
    int pad = ui_u(ui, 32), icon = ui_u(ui, 56), width = page->body.w - 3 * pad - icon;
    struct text_style style = ui_style(ui, on ? FACE_BOLD : FACE_SANS, 44, 135);
    int height = text_lay_out(ui->canvas.text, phrase, style, width)->height;
    int row = height + 2 * ui_u(ui, 22), least = metrics_control(&ui->metrics, 104);
    struct rect r = page_take(page, row > least ? row : least);
    bool pressed = widget_target(ui, r, phrase, ID_WRITING_PHRASE, index);
    uint32_t fill = on        ? ui->theme->army
                    : pressed ? ui->theme->shade
                              : ui->theme->card,
             ink = on ? ui->theme->white : ui->theme->ink;
    canvas_framed_box(&ui->canvas, r, ui_u(ui, 20), fill, on ? fill : ui->theme->line, ui_u(ui, 3));
    canvas_words(&ui->canvas, r.x + pad, r.y + (r.h - height) / 2, width, phrase, style, ALIGN_LEFT,
                 ink);
    canvas_icon(&ui->canvas, on ? "check" : "circle-plus", r.x + r.w - pad - icon,
                r.y + (r.h - icon) / 2, icon, on ? ink : ui->theme->army);
    page_gap(page, 24);
}

void write_keys_phrases(const struct writing *w, struct page *page, int64_t since_ms) {
    (void)since_ms;
    for (int i = 0; w->phrases && i < w->phrases->phrase_count; i++) draw_phrase(w, page, i);
}
