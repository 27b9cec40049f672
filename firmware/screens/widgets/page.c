/* page: lays out the zones of a page and draws bar, dock and actions into them. */
#include "screens/widgets/page.h"

#include "screens/widgets/actions.h"
#include "screens/widgets/chrome.h"

void page_make_rail(struct page *page) {
    int w = actions_rail_width(page), gap = ui_u(page->ui, 24);
    struct rect *body = &page->body;
    if (w == 0) return;
    page->rail = (struct rect){body->x + body->w - w, body->y, w, body->h};
    body->w -= w + gap;
}

static void zones_portrait(struct page *page, int actions_h) {
    struct ui *ui = page->ui;
    int w = ui->metrics.width, h = ui->metrics.height, margin = ui_u(ui, PAGE_MARGIN),
        gap = ui_u(ui, 24), head = ui_u(ui, 40);
    int dock_h = chrome_dock_height(ui);
    page->dock = (struct rect){0, h - dock_h, w, dock_h};
    int top = page->bar.h;
    if (page_low(page)) top = h * PAGE_LOW_TOP_PERCENT / 100;
    int bottom = page->dock.y - (actions_h ? actions_h + 2 * gap : gap);
    page->outer = (struct rect){0, top, w, bottom - top};
    page->body = (struct rect){margin, top + head, w - 2 * margin, bottom - top - head};
    page->actions = (struct rect){margin, bottom + gap, w - 2 * margin, actions_h};
    page->side = (struct rect){0};
    page_make_rail(page);
}

static void zones_landscape(struct page *page, int actions_h) {
    struct ui *ui = page->ui;
    int w = ui->metrics.width, h = ui->metrics.height, margin = ui_u(ui, PAGE_MARGIN),
        gap = ui_u(ui, 24), head = ui_u(ui, 32);
    int column = chrome_column_width(ui);
    int dock_h = chrome_dock_height(ui);
    int left = w - column, bottom = h - (actions_h ? actions_h + 2 * gap : gap);
    page->dock = (struct rect){left, h - dock_h, column, dock_h};
    page->side = (struct rect){left + margin, page->bar.h + margin, column - 2 * margin,
                               h - dock_h - page->bar.h - margin};
    page->outer = (struct rect){0, page->bar.h, left, bottom - page->bar.h};
    page->body =
        (struct rect){margin, page->bar.h + head, left - 2 * margin, bottom - page->bar.h - head};
    page->actions = (struct rect){margin, bottom + gap, left - 2 * margin, actions_h};
}

static void plan(struct page *page, const struct action *all, int count) {
    struct ui *ui = page->ui;
    page->bar = (struct rect){0, 0, ui->metrics.width, chrome_bar_height(ui)};
    int actions_h = actions_height(page, all, count);
    if (ui->metrics.landscape)
        zones_landscape(page, actions_h);
    else
        zones_portrait(page, actions_h);
    page->y = page->body.y - page->scroll_px;
}

void page_plan(struct page *page, const struct action *actions, int count) {
    struct action all[ACTIONS_MAX + FRAME_ACTIONS_MAX];
    count = actions_with_scroll(page, actions, count, all);
    plan(page, all, count);
}

void page_begin(struct page *page, const struct action *actions, int count) {
    struct ui *ui = page->ui;
    struct action all[ACTIONS_MAX + FRAME_ACTIONS_MAX];
    count = actions_with_scroll(page, actions, count, all);
    plan(page, all, count);
    canvas_fill(&ui->canvas, ui->canvas.clip, ui->theme->paper);
    ui->canvas.silent = true;
    chrome_bar(page);
    chrome_dock(page);
    actions_draw(page, all, count);
    actions_draw_rail(page);
    ui->canvas.silent = false;
    page_begin_body(page);
}

void page_begin_bare(struct page *page) {
    struct ui *ui = page->ui;
    int margin = ui_u(ui, PAGE_MARGIN);
    page->outer = ui->canvas.clip;
    page->body = rect_inset(page->outer, margin);
    if (page_low(page)) {
        int top = page->outer.h * PAGE_LOW_TOP_PERCENT / 100;
        page->body.h -= top - page->body.y;
        page->body.y = top;
    }
    page_begin_body(page);
    page->ui->walk.fixed = true;
}
