/* pad: large digit keys for fingers that miss small ones. */
#include "screens/widgets/pad.h"

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

/* Three columns as on a telephone. In 低位操作, where height is scarce, clear, delete and 0 form a
 * fourth column. */
static struct rect place_of(const struct page *page, int i, struct rect pad) {
    int columns = page_low(page) ? 4 : 3, rows = 12 / columns, gap = ui_u(page->ui, 24);
    int w = (pad.w - (columns - 1) * gap) / columns, h = (pad.h - (rows - 1) * gap) / rows;
    static const int fourth[] = {0, 2, 1}; /* row of clear, 0, delete */
    int row = i / 3, column = i % 3;
    if (columns == 4 && row == 3) {
        row = fourth[column];
        column = 3;
    }
    return (struct rect){pad.x + column * (w + gap), pad.y + row * (h + gap), w, h};
}

void pad_draw_keys(struct page *page, const struct button keys[static 12]) {
    struct ui *ui = page->ui;
    int gap = ui_u(ui, 24), rows = page_low(page) ? 3 : 4,
        least = metrics_control(&ui->metrics, ui->metrics.landscape ? 72 : 118),
        most = ui_u(ui, 200);
    int h = (page_room(page) - (rows - 1) * gap) / rows;
    if (page_low(page)) least = metrics_control(&ui->metrics, 84);
    if (h > most) h = most;
    if (h < least) h = least;
    struct rect pad = page_take(page, rows * h + (rows - 1) * gap);
    for (int i = 0; i < 12; i++) widget_button(ui, place_of(page, i, pad), &keys[i]);
}

void pad_draw(struct page *page, bool some) {
    static const char *const digits[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", ""};
    enum widget_style style = some ? STYLE_PLAIN : STYLE_OFF;
    struct button keys[12];
    for (int i = 0; i < 12; i++)
        keys[i] = (struct button){
            .label = digits[i], .id = PAD_DIGIT, .arg = digits[i][0] - '0', .units = 64};
    keys[9] = (struct button){
        .label = page_word(page, WORD_PHONE_CLEAR), .id = PAD_CLEAR, .style = style};
    keys[11] = (struct button){.label = page_word(page, WORD_PHONE_DELETE),
                               .icon = "delete",
                               .id = PAD_DELETE,
                               .style = style};
    pad_draw_keys(page, keys);
}
