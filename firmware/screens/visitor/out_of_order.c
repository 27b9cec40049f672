/* out_of_order: the store could not be opened. The page says what still works and whom to ask, and
 * shows a short code. */
#include "screens/shell/screen.h"
#include "screens/widgets/notice.h"

#include <stdio.h>

static struct step out_touch(void *state, struct touched touched, struct asks *asks) {
    (void)state;
    (void)touched;
    (void)asks;
    return step_to(STEP_STAY);
}

static void out_draw(const void *state, int64_t since_ms, struct page *page) {
    struct ui *ui = page->ui;
    const struct theme *t = ui->theme;
    char code[96];
    (void)state;
    (void)since_ms;
    page->any_height = true;
    page_begin(page, NULL, 0);
    int icon = ui_u(ui, 150);
    page_gap(page, 24);
    struct rect mark = page_take(page, icon);
    canvas_icon(&ui->canvas, "wrench", mark.x, mark.y, icon, t->bronze);
    page_gap(page, 32);
    page_text(page, page_word(page, WORD_OUT_TITLE), FACE_SERIF, 76, 135, t->ink);
    page_gap(page, 20);
    page_text(page, page_word(page, WORD_OUT_LINE), FACE_SANS, 46, 160, t->ink);
    page_gap(page, 28);
    page_text(page, page_word(page, WORD_OUT_ASK), FACE_BOLD, 46, 150, t->army);
    page_gap(page, 28);
    strings_fill(code, sizeof code, page_word(page, WORD_OUT_CODE), "code",
                 err_name(page->hall->store_code), NULL);
    page_text(page, code, FACE_SANS, 36, 150, t->quiet);
    page_end(page);
}

const struct screen screen_out_of_order = {
    .name = "out_of_order", .state_size = 1, .open = true, .touch = out_touch, .draw = out_draw};
