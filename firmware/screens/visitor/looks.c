/* looks: the same three buttons wherever they are offered; each says what a touch gives. */
#include "screens/visitor/looks.h"

static void look_buttons(struct page *page, struct button ret_buttons[static 4]) {
    static const enum word sizes[TEXT_SIZES] = {WORD_LOOK_LARGE, WORD_LOOK_HUGE,
                                                WORD_LOOK_NORMAL}; /* what a touch gives */
    const struct metrics *m = &page->ui->metrics;
    ret_buttons[0] = (struct button){.label = page_word(page, sizes[m->text_size]),
                                     .icon = "a-large-small",
                                     .id = LOOKS_TEXT_SIZE};
    ret_buttons[1] = (struct button){.label = page_word(page, page->ui->theme->high_contrast
                                                                  ? WORD_LOOK_COLOURS
                                                                  : WORD_LOOK_CONTRAST),
                                     .icon = "contrast",
                                     .id = LOOKS_CONTRAST};
    ret_buttons[2] =
        (struct button){.label = page_word(page, m->low ? WORD_LOOK_HIGH : WORD_LOOK_LOW),
                        .icon = "accessibility",
                        .id = LOOKS_LOW};
    ret_buttons[3] = (struct button){
        .label = page_word(page, page->reads_all ? WORD_READ_ALL_STOP : WORD_READ_ALL),
        .icon = "volume-2",
        .look = page->reads_all ? LOOK_CHOSEN : LOOK_PLAIN,
        .id = LOOKS_READ};
}

void looks_draw(struct page *page, struct rect r, int count) {
    struct ui *ui = page->ui;
    struct button buttons[4];
    look_buttons(page, buttons);
    int gap = ui_u(ui, 24), w = (r.w - gap * (count - 1)) / count;
    for (int i = 0; i < count; i++) {
        buttons[i].stacked = true;
        buttons[i].units = 34;
        widget_button(ui, (struct rect){r.x + i * (w + gap), r.y, w, r.h}, &buttons[i]);
    }
}

struct step looks_touch(int id) {
    return step_to(id == LOOKS_TEXT_SIZE  ? STEP_TEXT_SIZE
                   : id == LOOKS_CONTRAST ? STEP_CONTRAST
                   : id == LOOKS_LOW      ? STEP_LOW
                   : id == LOOKS_READ     ? STEP_READ_ALL
                                          : STEP_STAY);
}
