/* pad: digits, for fingers that miss small keys. */
#include "screens/pad.h"

#include <string.h>

bool pad_touch(char *digits, size_t most, int id, int arg) {
    size_t n = strlen(digits);
    if (id == PAD_CLEAR) {
        digits[0] = 0;
    } else if (id == PAD_DELETE) {
        if (n > 0) digits[n - 1] = 0;
    } else if (id == PAD_DIGIT) {
        if (n >= most) return true;
        digits[n] = (char)('0' + arg);
        digits[n + 1] = 0;
    }
    return id == PAD_CLEAR || id == PAD_DELETE || id == PAD_DIGIT;
}

static struct button key_at(const struct page *page, int i, bool some) {
    static const char *const digits[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", ""};
    enum look look = some ? LOOK_PLAIN : LOOK_OFF;
    if (i == 9)
        return (struct button){
            .label = page_word(page, WORD_PHONE_CLEAR), .id = PAD_CLEAR, .look = look};
    if (i == 11)
        return (struct button){.label = page_word(page, WORD_PHONE_DELETE),
                               .icon = "delete",
                               .id = PAD_DELETE,
                               .look = look};
    return (struct button){
        .label = digits[i], .id = PAD_DIGIT, .arg = digits[i][0] - '0', .units = 64};
}

void pad_draw(struct page *page, bool some) {
    struct ui *ui = page->ui;
    int gap = ui_u(ui, 24), w = (page->body.w - 2 * gap) / 3,
        least = metrics_control(&ui->metrics, ui->metrics.landscape ? 72 : 118),
        most = ui_u(ui, 200);
    int h = (page_room(page) - 3 * gap) / 4;
    if (h > most) h = most;
    if (h < least) h = least;
    struct rect pad = page_take(page, 4 * h + 3 * gap);
    for (int i = 0; i < 12; i++) {
        struct button button = key_at(page, i, some);
        widget_button(ui, (struct rect){pad.x + i % 3 * (w + gap), pad.y + i / 3 * (h + gap), w, h},
                      &button);
    }
}
