/* form: rows, buttons and messages down the body of a page. */
#include "screens/widgets/form.h"

#include <stdio.h>

void form_line(struct page *page, const char *name, const char *value) {
    struct ui *ui = page->ui;
    struct text_style left = ui_style(ui, FACE_SANS, 38, 140),
                      right = ui_style(ui, FACE_BOLD, 38, 140);
    int gap = ui_u(ui, 24), w = page->body.w;
    int left_w = text_lay_out(ui->canvas.text, name, left, 0)->width,
        right_w = text_lay_out(ui->canvas.text, value, right, 0)->width;
    page_gap(page, 12);
    if (left_w + gap + right_w <= w) {
        canvas_words(&ui->canvas, page->body.x, page->y, w, value, right, ALIGN_RIGHT,
                     ui->theme->ink);
        page_text(page, name, FACE_SANS, 38, 140, ui->theme->quiet);
    } else {
        page_text(page, name, FACE_SANS, 38, 140, ui->theme->quiet);
        page_text(page, value, FACE_BOLD, 38, 140, ui->theme->ink);
    }
    page_gap(page, 12);
    canvas_fill(&ui->canvas, (struct rect){page->body.x, page->y, w, ui_u(ui, 2)}, ui->theme->line);
}

static int button_width(struct ui *ui, const char *label) {
    int w = text_lay_out(ui->canvas.text, label, ui_style(ui, FACE_BOLD, 40, 125), 0)->width +
            2 * ui_u(ui, 40);
    return w > ui->metrics.touch_px ? w : ui->metrics.touch_px;
}

/* How many buttons go into a row, so that all rows are about equally full. */
static int buttons_in_row(struct page *page, const struct form_button *buttons, int count) {
    int gap = ui_u(page->ui, 24), rows = 1, sum = 0;
    for (int i = 0; i < count; i++) {
        int w = button_width(page->ui, buttons[i].label);
        bool fits = sum == 0 || sum + gap + w <= page->body.w;
        rows += !fits;
        sum = fits ? sum + (sum ? gap : 0) + w : w;
    }
    return (count + rows - 1) / rows;
}

void form_buttons(struct page *page, const struct form_button *buttons, int count) {
    struct ui *ui = page->ui;
    int gap = ui_u(ui, 24), h = metrics_control(&ui->metrics, 110),
        most = buttons_in_row(page, buttons, count);
    for (int i = 0; i < count;) {
        int sum = 0, in_row = 0;
        while (in_row < most && i + in_row < count) {
            int w = button_width(ui, buttons[i + in_row].label);
            if (in_row > 0 && sum + gap + w > page->body.w) break;
            sum += w + (in_row ? gap : 0);
            in_row++;
        }
        int spare = (page->body.w - sum) / in_row, x = page->body.x;
        if (spare < 0) spare = 0;
        if (spare > ui_u(ui, 120)) spare = ui_u(ui, 120);
        for (int k = 0; k < in_row; k++, i++) {
            int w = button_width(ui, buttons[i].label) + spare;
            if (w > page->body.w) w = page->body.w;
            struct button b = {.label = buttons[i].label,
                               .style = buttons[i].style,
                               .id = buttons[i].id,
                               .arg = buttons[i].arg};
            widget_button(ui, (struct rect){x, page->y, w, h}, &b);
            x += w + gap;
        }
        page->y += h + gap;
    }
}

void form_pager(struct page *page, int at, int pages, int id_before, int id_after) {
    struct ui *ui = page->ui;
    char a[16], b[16], words[64];
    int gap = ui_u(ui, 24), h = metrics_control(&ui->metrics, 84);
    const char *before = page_word(page, WORD_STAFF_BEFORE),
               *after = page_word(page, WORD_STAFF_AFTER);
    int wb = button_width(ui, before), wa = button_width(ui, after);
    snprintf(a, sizeof a, "%d", at + 1);
    snprintf(b, sizeof b, "%d", pages > 0 ? pages : 1);
    strings_fill(words, sizeof words, page_word(page, WORD_STAFF_PAGE), "n", a, "of", b, NULL);
    struct text_style style = ui_style(ui, FACE_SANS, 36, 130);
    int middle = page->body.w - wa - wb - 2 * gap;
    bool beside = text_lay_out(ui->canvas.text, words, style, 0)->width <= middle;
    if (!beside) page_text(page, words, FACE_SANS, 36, 150, ui->theme->quiet);
    struct rect r = page_take(page, h);
    struct button left = {.label = before,
                          .id = id_before,
                          .style = at > 0 ? STYLE_PLAIN : STYLE_OFF,
                          .units = 36},
                  right = {.label = after,
                           .id = id_after,
                           .style = at + 1 < pages ? STYLE_PLAIN : STYLE_OFF,
                           .units = 36};
    widget_button(ui, (struct rect){r.x, r.y, wb, h}, &left);
    widget_button(ui, (struct rect){r.x + r.w - wa, r.y, wa, h}, &right);
    if (beside)
        canvas_words_in(&ui->canvas, (struct rect){r.x + wb + gap, r.y, middle, h}, words, style,
                        ui_least_text(ui), ALIGN_CENTRE, ui->theme->quiet);
    page_gap(page, 12);
}

void form_progress(struct page *page, int32_t done, int32_t total) {
    struct ui *ui = page->ui;
    struct rect r = page_take(page, ui_u(ui, 48));
    canvas_framed_box(&ui->canvas, r, r.h / 2, ui->theme->card, ui->theme->line, ui_u(ui, 3));
    int w = total > 0 ? (int)((int64_t)r.w * done / total) : 0;
    if (w > r.h)
        canvas_box(&ui->canvas, (struct rect){r.x, r.y, w < r.w ? w : r.w, r.h}, r.h / 2,
                   ui->theme->army);
    page_gap(page, 32);
}

void form_message(struct page *page, const char *words, bool good) {
    if (!words[0]) return;
    page_gap(page, 8);
    page_text(page, words, FACE_BOLD, 42, 145,
              good ? page->ui->theme->success : page->ui->theme->red);
    page_gap(page, 16);
}
