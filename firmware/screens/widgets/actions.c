/* actions: the first button is the way back, at the bottom left. In 低位操作, where height is
 * scarce, scrolling and reading move into a rail beside the body. */
#include "screens/widgets/actions.h"

#include "screens/widgets/chrome.h"

#include <string.h>

#define BUTTON_UNITS 124

/* 朗读; while the page is read: stop, and louder. */
static int with_reading(struct page *page, struct action *ret_actions) {
    bool now = page->reading == READING_NOW;
    ret_actions[0] = (struct action){.label = page_word(page, now ? WORD_READ_STOP : WORD_READ),
                                     .icon = now ? "x" : "volume-2",
                                     .id = ID_READ,
                                     .narrow = true};
    if (!now) return 1;
    ret_actions[1] = (struct action){.label = page_word(page, WORD_READ_LOUDER),
                                     .icon = "circle-plus",
                                     .id = ID_LOUDER,
                                     .narrow = true};
    return 2;
}

/* Scroll buttons where the body overflows; 朗读, except on a page without any action. */
static int frame_actions(struct page *page, bool reads, struct action *ret_actions) {
    int n = 0;
    if (page->overflows) {
        ret_actions[n++] = (struct action){.label = page_word(page, WORD_SCROLL_UP),
                                           .icon = "chevron-up",
                                           .id = ID_SCROLL_UP,
                                           .narrow = true};
        ret_actions[n++] = (struct action){.label = page_word(page, WORD_SCROLL_DOWN),
                                           .icon = "chevron-down",
                                           .id = ID_SCROLL_DOWN,
                                           .narrow = true};
    }
    if (reads && page->reading != READING_NONE) n += with_reading(page, ret_actions + n);
    return n;
}

int actions_with_scroll(struct page *page, const struct action *actions, int count,
                        struct action *ret_all) {
    int n = 0;
    if (count > 0) ret_all[n++] = actions[0];
    if (page_low(page))
        page->rail_count = frame_actions(page, count > 0, page->rail_actions);
    else
        n += frame_actions(page, count > 0, ret_all + n);
    for (int i = 1; i < count; i++) ret_all[n++] = actions[i];
    return n;
}

#define NARROW_UNITS 28

/* bare: without its icons; a button drops them when its label needs the room. */
static int width_of(struct page *page, const struct action *action, bool bare) {
    struct ui *ui = page->ui;
    if (action->narrow) {
        int label = text_lay_out(ui->canvas.text, action->label,
                                 ui_style(ui, FACE_BOLD, NARROW_UNITS, 118), 0)
                        ->width +
                    ui_u(ui, 48);
        return label > ui->metrics.touch_px ? label : ui->metrics.touch_px;
    }
    struct text_style style = ui_style(ui, FACE_BOLD, 40, 118);
    int icons = bare ? 0 : (action->icon != NULL) + (action->after != NULL);
    int words = text_lay_out(ui->canvas.text, action->label, style, 0)->width;
    return words + icons * (style.size_px + ui_u(ui, 16)) + 2 * ui_u(ui, 24);
}

static int natural_width(struct page *page, const struct action *action) {
    return width_of(page, action, false);
}

static int sum_bare_widths(struct page *page, const struct action *actions, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++)
        sum += width_of(page, &actions[i], true) + (i ? ui_u(page->ui, 24) : 0);
    return sum;
}

static int body_width(const struct page *page) {
    struct ui *ui = page->ui;
    int column = ui->metrics.landscape ? chrome_column_width(ui) : 0;
    return ui->metrics.width - column - 2 * ui_u(ui, 48);
}

/* Portrait: two rows where the labels would not fit one. Landscape: one row; all but the way back
 * and the last action go into the column, which has room. */
static int rows_of(struct page *page, const struct action *actions, int count) {
    if (page->ui->metrics.landscape) return 1;
    return count > 2 && sum_bare_widths(page, actions, count) > body_width(page) ? 2 : 1;
}

static bool in_column(const struct page *page, int count) {
    return page->ui->metrics.landscape && !page->side_wanted && count > 2;
}

int actions_height(struct page *page, const struct action *actions, int count) {
    const struct metrics *m = &page->ui->metrics;
    int button = metrics_control(m, m->landscape ? 108 : BUTTON_UNITS);
    if (m->landscape && button > m->height / 7)
        button = m->height / 7 > m->touch_px ? m->height / 7 : m->touch_px;
    int rows = count ? rows_of(page, actions, count) : 0;
    return rows * button + (rows > 1 ? (rows - 1) * ui_u(page->ui, 24) : 0);
}

static void put_button(struct page *page, struct rect r, const struct action *action, bool bare) {
    struct button button = {.label = action->label,
                            .icon = bare ? NULL : action->icon,
                            .after = bare ? NULL : action->after,
                            .style = action->style,
                            .id = action->id,
                            .arg = action->arg,
                            .stacked = action->narrow,
                            .units = action->narrow ? NARROW_UNITS : 0};
    widget_button(page->ui, r, &button);
}

static void put_row(struct page *page, struct rect r, const struct action *const *actions,
                    int count) {
    struct ui *ui = page->ui;
    int gap = ui_u(ui, 24), sum = 0, kept = 0, x = r.x, width[ACTIONS_MAX + FRAME_ACTIONS_MAX];
    for (int i = 0; i < count; i++) sum += natural_width(page, actions[i]);
    bool bare = sum > r.w - gap * (count - 1);
    sum = 0;
    for (int i = 0; i < count; i++) sum += width[i] = width_of(page, actions[i], bare);
    int spare = r.w - gap * (count - 1) - sum, wide = 0;
    for (int i = 0; i < count; i++) {
        wide += !actions[i]->narrow;
        if (actions[i]->narrow) kept += width[i];
    }
    int room = r.w - gap * (count - 1) - kept; /* for the buttons that may shrink */
    if (count == 1 && spare > r.w * 55 / 100)
        spare = r.w * 45 / 100 - sum; /* a single button keeps to the left */
    for (int i = 0; i < count; i++) {
        bool keeps = actions[i]->narrow || wide == 0;
        int w = keeps       ? width[i]
                : spare > 0 ? width[i] + spare / wide
                            : width[i] * room / (sum - kept);
        if (i == count - 1 && count > 1 && wide > 0) w = r.x + r.w - x;
        put_button(page, (struct rect){x, r.y, w, r.h}, actions[i], bare && !actions[i]->narrow);
        x += w + gap;
    }
}

/* How many actions, ending with [i], share a row of the column: three narrow ones where they fit or
 * must (`must`), two where their labels allow it. */
static int shared(struct page *page, const struct action *const *actions, int i, bool must) {
    int most = page->side.w * (must ? 100 : 1), gap = ui_u(page->ui, 24), widest = 0;
    for (int row = 1; row <= 3; row++) {
        int at = i - row + 1;
        if (at < 0 || (row == 3 && !actions[at]->narrow) ||
            actions[at]->narrow != actions[i]->narrow)
            return row - 1;
        int width = natural_width(page, actions[at]);
        if (width > widest) widest = width;
        if (row > 1 && widest * row + gap * (row - 1) > most) return row - 1;
    }
    return 3;
}

static int column_rows(struct page *page, const struct action *const *actions, int count,
                       bool must) {
    int rows = 0;
    for (int i = count - 1; i >= 0; rows++) i -= shared(page, actions, i, must);
    return rows;
}

/* Above the dock, from the bottom up, side by side where they fit. */
static void put_column(struct page *page, const struct action *const *actions, int count,
                       int button) {
    struct ui *ui = page->ui;
    struct rect side = page->side;
    int gap = ui_u(ui, 24), y = side.y + side.h - button - gap;
    bool must = column_rows(page, actions, count, false) * (button + gap) > side.h;
    for (int i = count - 1; i >= 0; y -= button + gap) {
        int row = shared(page, actions, i, must), w = (side.w - gap * (row - 1)) / row;
        for (int k = row - 1; k >= 0; k--, i--)
            put_button(page, (struct rect){side.x + k * (w + gap), y, w, button}, actions[i],
                       false);
    }
}

void actions_draw(struct page *page, const struct action *actions, int count) {
    const struct action *upper[ACTIONS_MAX + FRAME_ACTIONS_MAX],
        *lower[ACTIONS_MAX + FRAME_ACTIONS_MAX];
    int upper_count = 0, lower_count = 0, gap = ui_u(page->ui, 24);
    if (count == 0) return;
    int rows = rows_of(page, actions, count);
    bool column = in_column(page, count);
    for (int i = 0; i < count; i++) {
        bool middle = actions[i].narrow || (i > 0 && i < count - 1);
        if ((rows == 2 && i > 0 && i < count - 1) || (column && middle))
            upper[upper_count++] = &actions[i];
        else
            lower[lower_count++] = &actions[i];
    }
    struct rect r = page->actions;
    int button = (r.h - (rows - 1) * gap) / rows;
    if (column)
        put_column(page, upper, upper_count, button);
    else if (rows == 2)
        put_row(page, (struct rect){r.x, r.y, r.w, button}, upper, upper_count);
    put_row(page, (struct rect){r.x, r.y + r.h - button, r.w, button}, lower, lower_count);
}

int actions_rail_width(struct page *page) {
    int widest = 0;
    for (int i = 0; i < page->rail_count; i++) {
        int width = natural_width(page, &page->rail_actions[i]);
        if (width > widest) widest = width;
    }
    return widest;
}

void actions_draw_rail(struct page *page) {
    struct rect r = page->rail;
    int count = page->rail_count, gap = ui_u(page->ui, 24);
    int most = metrics_control(&page->ui->metrics, BUTTON_UNITS), h = r.h;
    if (count > 0) h = (r.h - (count - 1) * gap) / count;
    if (h > most) h = most;
    for (int i = 0; i < count; i++)
        put_button(page, (struct rect){r.x, r.y + i * (h + gap), r.w, h}, &page->rail_actions[i],
                   false);
}
