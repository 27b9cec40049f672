/* strip: one line of news. */
#include "screens/visitor/strip.h"

void strip_draw(struct page *page, const char *icon, const char *words, const char *label, int id) {
    struct ui *ui = page->ui;
    int pad = ui_u(ui, 28), size = metrics_text(&ui->metrics, 48);
    struct rect r = page_take(page, metrics_control(&ui->metrics, 96));
    bool pressed = widget_target(ui, r, label, id, 0);
    canvas_framed_box(&ui->canvas, r, ui_u(ui, 20), pressed ? ui->theme->shade : ui->theme->card,
                      ui->theme->gold, ui_u(ui, 3));
    canvas_icon(&ui->canvas, icon, r.x + pad, r.y + (r.h - size) / 2, size, ui->theme->red);
    canvas_icon(&ui->canvas, "chevron-right", r.x + r.w - pad - size, r.y + (r.h - size) / 2, size,
                ui->theme->army);
    canvas_words_in(
        &ui->canvas, (struct rect){r.x + 2 * pad + size, r.y, r.w - 4 * pad - 2 * size, r.h}, words,
        ui_style(ui, FACE_BOLD, 42, 125), ui_least_text(ui), ALIGN_LEFT, ui->theme->ink);
    page_gap(page, 24);
}
