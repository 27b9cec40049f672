/* appearance: the same buttons on every screen that offers them. Each label says what a touch
 * changes to. */
#include "screens/visitor/appearance.h"

static void make_buttons(struct page *page, struct button ret_buttons[static 4]) {
    static const enum word sizes[TEXT_SIZES] = {
        WORD_APPEARANCE_LARGE, WORD_APPEARANCE_HUGE,
        WORD_APPEARANCE_NORMAL}; /* by the current size: what a touch changes to */
    const struct metrics *m = &page->ui->metrics;
    ret_buttons[0] = (struct button){.label = page_word(page, sizes[m->text_size]),
                                     .icon = "a-large-small",
                                     .id = APPEARANCE_TEXT_SIZE};
    ret_buttons[1] = (struct button){.label = page_word(page, page->ui->theme->high_contrast
                                                                  ? WORD_APPEARANCE_COLOURS
                                                                  : WORD_APPEARANCE_CONTRAST),
                                     .icon = "contrast",
                                     .id = APPEARANCE_CONTRAST};
    ret_buttons[2] = (struct button){
        .label = page_word(page, m->low ? WORD_APPEARANCE_HIGH : WORD_APPEARANCE_LOW),
        .icon = "accessibility",
        .id = APPEARANCE_LOW};
    ret_buttons[3] = (struct button){
        .label = page_word(page, page->reads_all ? WORD_READ_ALL_STOP : WORD_READ_ALL),
        .icon = "volume-2",
        .style = page->reads_all ? STYLE_CHOSEN : STYLE_PLAIN,
        .id = APPEARANCE_READ};
}

void appearance_draw(struct page *page, struct rect r, int count) {
    struct ui *ui = page->ui;
    struct button buttons[4];
    make_buttons(page, buttons);
    int gap = ui_u(ui, 24), w = (r.w - gap * (count - 1)) / count;
    for (int i = 0; i < count; i++) {
        buttons[i].stacked = true;
        buttons[i].units = 34;
        widget_button(ui, (struct rect){r.x + i * (w + gap), r.y, w, r.h}, &buttons[i]);
    }
}

struct step appearance_touch(int id) {
    return step_to(id == APPEARANCE_TEXT_SIZE  ? STEP_TEXT_SIZE
                   : id == APPEARANCE_CONTRAST ? STEP_CONTRAST
                   : id == APPEARANCE_LOW      ? STEP_LOW
                   : id == APPEARANCE_READ     ? STEP_READ_ALL
                                               : STEP_STAY);
}
