/* actions: the row (or two) of buttons at the foot of a page; the first is the way back, bottom left. */
#include "screens/chrome.h"

#include <string.h>

#define BUTTON_UNITS 124

int chrome_with_scroll(struct page *page, const struct action *actions, int count, struct action *ret_all) {
    int n = 0;
    if (count > 0) ret_all[n++] = actions[0];
    if (page->overflows) {
        ret_all[n++] = (struct action){.label = page_word(page, WORD_SCROLL_UP), .icon = "chevron-up", .id = ID_SCROLL_UP, .narrow = true};
        ret_all[n++] = (struct action){.label = page_word(page, WORD_SCROLL_DOWN), .icon = "chevron-down", .id = ID_SCROLL_DOWN, .narrow = true};
    }
    for (int i = 1; i < count; i++) ret_all[n++] = actions[i];
    return n;
}

#define NARROW_UNITS 28

static int natural_width(struct page *page, const struct action *action) {
    struct ui *ui = page->ui;
    if (action->narrow) {
        int label = text_lay_out(ui->canvas.text, action->label, ui_style(ui, FACE_BOLD, NARROW_UNITS, 118), 0)->width + ui_u(ui, 48);
        return label > ui->metrics.touch_px ? label : ui->metrics.touch_px;
    }
    struct text_style style = ui_style(ui, FACE_BOLD, 40, 118);
    int icons = (action->icon != NULL) + (action->after != NULL);
    int words = text_lay_out(ui->canvas.text, action->label, style, 0)->width;
    return words + icons * (style.size_px + ui_u(ui, 16)) + 2 * ui_u(ui, 24);
}

static int sum_widths(struct page *page, const struct action *actions, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) sum += natural_width(page, &actions[i]) + (i ? ui_u(page->ui, 24) : 0);
    return sum;
}

static int body_width(const struct page *page) {
    struct ui *ui = page->ui;
    int column = ui->metrics.landscape ? chrome_column_width(ui) : 0;
    return ui->metrics.width - column - 2 * ui_u(ui, 48);
}

/* Two rows where one would squeeze the words; the upper has what is neither back nor last. */
static int rows_of(struct page *page, const struct action *actions, int count) {
    return count > 2 && sum_widths(page, actions, count) > body_width(page) ? 2 : 1;
}

int chrome_actions_height(struct page *page, const struct action *actions, int count) {
    int button = metrics_control(&page->ui->metrics, BUTTON_UNITS);
    if (page->ui->metrics.landscape && button > page->ui->metrics.height / 7)
        button = page->ui->metrics.height / 7 > page->ui->metrics.touch_px ? page->ui->metrics.height / 7 : page->ui->metrics.touch_px;
    int rows = count ? rows_of(page, actions, count) : 0;
    return rows * button + (rows > 1 ? (rows - 1) * ui_u(page->ui, 24) : 0);
}

static void put_row(struct page *page, struct rect r, const struct action *const *actions, int count) {
    struct ui *ui = page->ui;
    int gap = ui_u(ui, 24), sum = 0, kept = 0, x = r.x, width[ACTIONS_MAX + 2];
    for (int i = 0; i < count; i++) sum += width[i] = natural_width(page, actions[i]);
    int spare = r.w - gap * (count - 1) - sum, wide = 0;
    for (int i = 0; i < count; i++) {
        wide += !actions[i]->narrow;
        if (actions[i]->narrow) kept += width[i];
    }
    int room = r.w - gap * (count - 1) - kept; /* for what may be squeezed */
    if (count == 1 && spare > r.w * 55 / 100) spare = r.w * 45 / 100 - sum; /* a lone way back stays on the left */
    for (int i = 0; i < count; i++) {
        bool keeps = actions[i]->narrow || wide == 0;
        int w = keeps ? width[i] : spare > 0 ? width[i] + spare / wide : width[i] * room / (sum - kept);
        if (i == count - 1 && count > 1 && wide > 0) w = r.x + r.w - x;
        struct button button = {.label = actions[i]->label, .icon = actions[i]->icon, .after = actions[i]->after,
                                .look = actions[i]->look, .id = actions[i]->id, .arg = actions[i]->arg,
                                .stacked = actions[i]->narrow, .units = actions[i]->narrow ? NARROW_UNITS : 0};
        widget_button(ui, (struct rect){x, r.y, w, r.h}, &button);
        x += w + gap;
    }
}

void chrome_actions(struct page *page, const struct action *actions, int count) {
    const struct action *upper[ACTIONS_MAX + 2], *lower[ACTIONS_MAX + 2];
    int upper_count = 0, lower_count = 0, gap = ui_u(page->ui, 24);
    if (count == 0) return;
    int rows = rows_of(page, actions, count);
    for (int i = 0; i < count; i++) {
        if (rows == 2 && i > 0 && i < count - 1) upper[upper_count++] = &actions[i];
        else lower[lower_count++] = &actions[i];
    }
    struct rect r = page->actions;
    int button = (r.h - (rows - 1) * gap) / rows;
    if (rows == 2) put_row(page, (struct rect){r.x, r.y, r.w, button}, upper, upper_count);
    put_row(page, (struct rect){r.x, r.y + r.h - button, r.w, button}, lower, lower_count);
}
