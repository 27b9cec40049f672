/* wall: the honour wall: pages of portraits, and chips that filter them. */
#include "screens/shell/screen.h"

#include <stdio.h>
#include <string.h>

enum { ID_BACK, ID_SEARCH, ID_PAGE, ID_ALL, ID_TAG, ID_MORE, ID_STORY };

struct wall {
    struct where where;
    bool here, all_chips;
    struct answer_stories stories;
};

static void wall_enter(void *state, const struct where *where, const struct outcome *outcome,
                       struct asks *asks) {
    struct wall *w = state;
    (void)outcome;
    w->where = *where;
    struct intent *intent = asks_add(asks, INTENT_STORIES);
    TEXT_COPY(intent->u.stories.tag, where->tag);
    intent->u.stories.offset = where->offset;
    intent->u.stories.limit = STORIES_PER_ANSWER;
}

static void wall_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct wall *w = state;
    (void)asks;
    if (answer->kind != ANSWER_STORIES) return;
    w->here = true;
    w->stories = answer->u.stories;
}

static struct step wall_touch(void *state, struct touched touched, struct asks *asks) {
    struct wall *w = state;
    struct where where = w->where;
    (void)asks;
    switch (touched.id) {
    case ID_SEARCH:
        return step_with(STEP_SEARCH, &where);
    case ID_STORY:
        where.id = w->stories.stories[touched.arg].id;
        return step_with(STEP_STORY, &where);
    case ID_MORE:
        w->all_chips = true;
        return step_to(STEP_REDRAW);
    case ID_PAGE:
        where.offset = touched.arg;
        break;
    case ID_ALL:
        where = (struct where){0};
        break;
    case ID_TAG:
        where = (struct where){0};
        TEXT_COPY(where.tag, w->stories.tags[touched.arg]);
        break;
    default:
        return step_to(STEP_UP);
    }
    return step_with(STEP_WALL, &where);
}

/* --- chips ------------------------------------------------------------------------------------ */

struct chips {
    struct page *page;
    int x, row, height, gap;
    int rows_most;
};

/* Places a chip of that width in the available rows; the first row keeps room for "more". */
static bool chip_place(struct chips *c, int width, bool last, struct rect *ret) {
    struct rect body = c->page->body;
    int keep = !last && c->row == c->rows_most - 1
                   ? widget_chip_width(c->page->ui, page_word(c->page, WORD_WALL_MORE)) + c->gap
                   : 0;
    if (c->x > body.x && c->x + width + keep > body.x + body.w) {
        if (c->row + 1 >= c->rows_most) return false;
        c->row++;
        c->x = body.x;
    }
    *ret = (struct rect){c->x, c->page->y + c->row * (c->height + c->gap), width, c->height};
    c->x += width + c->gap;
    return true;
}

static void draw_chips(const struct wall *w, struct page *page) {
    struct ui *ui = page->ui;
    struct chips c = {.page = page,
                      .x = page->body.x,
                      .height = metrics_control(&ui->metrics, 88),
                      .gap = ui_u(ui, 24),
                      .rows_most = w->all_chips ? WALL_TAGS : 1};
    struct rect r;
    chip_place(&c, widget_chip_width(ui, page_word(page, WORD_WALL_ALL)), false, &r);
    widget_chip(ui, r, page_word(page, WORD_WALL_ALL), !w->where.tag[0], ID_ALL, 0);
    bool more = false;
    for (int i = 0; i < w->stories.tag_count && !more; i++) {
        const char *tag = w->stories.tags[i];
        more = !chip_place(&c, widget_chip_width(ui, tag), i == w->stories.tag_count - 1, &r);
        if (!more) widget_chip(ui, r, tag, strcmp(tag, w->where.tag) == 0, ID_TAG, i);
    }
    if (more) {
        int width = widget_chip_width(ui, page_word(page, WORD_WALL_MORE));
        widget_chip(ui,
                    (struct rect){page->body.x + page->body.w - width,
                                  page->y + c.row * (c.height + c.gap), width, c.height},
                    page_word(page, WORD_WALL_MORE), false, ID_MORE, 0);
    }
    page->y += (c.row + 1) * (c.height + c.gap) + ui_u(ui, 8);
}

/* --- cards ------------------------------------------------------------------------------------ */

struct grid {
    int columns, rows, width, height, picture, gap;
};

/* Name, badge and one line below the picture; the badge goes below the name where both are wide. */
static int words_height(struct ui *ui, bool stacked) {
    int name = metrics_text(&ui->metrics, 52) * 13 / 10,
        line = metrics_text(&ui->metrics, 34) * 14 / 10;
    return name + line + ui_u(ui, 44) + (stacked ? widget_badge_height(ui, 30) + ui_u(ui, 12) : 0);
}

static bool badge_stacked(const struct ui *ui) {
    return ui->metrics.text_size == TEXT_HUGE;
}

static struct grid grid_for(struct page *page) {
    struct ui *ui = page->ui;
    struct grid g = {.gap = ui_u(ui, 32)};
    bool across = ui->metrics.landscape;
    int wanted = ui_u(ui, across ? 240 + 90 * ui->metrics.zoom : 400);
    g.columns = (page->body.w + g.gap) / (wanted + g.gap);
    g.columns = g.columns < 1 ? 1 : g.columns > 4 ? 4 : g.columns;
    g.width = (page->body.w - g.gap * (g.columns - 1)) / g.columns;
    int words = words_height(ui, badge_stacked(ui)), room = page_room(page) - ui_u(ui, 12);
    int natural = g.width * (across ? 105 : 76) / 100, least = g.width * 45 / 100;
    g.rows = (room + g.gap) / (least + words + g.gap);
    if (g.rows > STORIES_PER_ANSWER / g.columns) g.rows = STORIES_PER_ANSWER / g.columns;
    int best = (room + g.gap) /
               (natural * 9 / 10 + words + g.gap); /* fewer rows are better than flat pictures */
    if (!across && best >= 1 && g.rows > best) g.rows = best;
    if (g.rows < 1) g.rows = 1;
    int share = (room - g.gap * (g.rows - 1)) / g.rows - words;
    if (g.rows == 1) least = g.width * 25 / 100;
    g.picture = share < least ? least : share > natural ? natural : share;
    g.height = g.picture + words;
    return g;
}

static void draw_placeholder(struct ui *ui, struct rect r, int radius) {
    int icon = r.h / 2;
    canvas_box(&ui->canvas, r, radius, ui->theme->shade);
    canvas_icon(&ui->canvas, "user-round", r.x + (r.w - icon) / 2, r.y + (r.h - icon) / 2, icon,
                ui->theme->line);
}

/* Where name and badge do not fit one line, the badge goes onto the picture. */
static bool badge_over_picture(struct ui *ui, const struct story_card *story, int width) {
    int badge = widget_badge_width(ui, story->honour, 30);
    int name =
        text_lay_out(ui->canvas.text, story->name, ui_style(ui, FACE_BOLD, 50, 125), 0)->width;
    return story->honour[0] && !badge_stacked(ui) && name + badge + ui_u(ui, 16) > width;
}

static void draw_card_words(struct page *page, const struct story_card *story, struct rect r) {
    struct ui *ui = page->ui;
    const struct theme *t = ui->theme;
    struct text_style name = ui_style(ui, FACE_BOLD, 50, 125),
                      line = ui_style(ui, FACE_SANS, 34, 130);
    bool stacked = badge_stacked(ui);
    int badge_w = story->honour[0] ? widget_badge_width(ui, story->honour, 30) : 0,
        badge_h = widget_badge_height(ui, 30);
    uint32_t colour = story->first_class ? t->red : t->bronze;
    int name_h = metrics_text(&ui->metrics, 52) * 13 / 10,
        line_h = metrics_text(&ui->metrics, 34) * 14 / 10;
    int name_w = stacked || !badge_w ? r.w : r.w - badge_w - ui_u(ui, 16), y = r.y;
    name.max_lines = 2;
    line.max_lines = 1;
    bool on_picture = badge_over_picture(ui, story, r.w);
    canvas_words_in(&ui->canvas, (struct rect){r.x, y, on_picture ? r.w : name_w, name_h},
                    story->name, name, ui_least_text(ui), ALIGN_LEFT, t->ink);
    y += name_h;
    if (badge_w && !on_picture) {
        widget_badge(ui, stacked ? r.x : r.x + r.w - badge_w,
                     stacked ? y : r.y + (name_h - badge_h) / 2, story->honour, 30, colour);
        if (stacked) y += badge_h + ui_u(ui, 12);
    }
    canvas_words_in(&ui->canvas, (struct rect){r.x, y, r.w, line_h}, story->title, line,
                    ui_least_text(ui), ALIGN_LEFT, t->quiet);
}

static void draw_card(const struct wall *w, struct page *page, int index, struct rect r,
                      int picture_h) {
    struct ui *ui = page->ui;
    const struct story_card *story = &w->stories.stories[index];
    int line = ui_u(ui, 2), radius = ui_u(ui, 28) - line, pad = ui_u(ui, 28);
    bool pressed = widget_target(ui, r, story->name, ID_STORY, index);
    struct rect picture = {r.x + line, r.y + line, r.w - 2 * line, picture_h - line};
    widget_card(ui, r, pressed);
    if (!canvas_picture(&ui->canvas, picture, story->picture, radius, ROUND_TOP))
        draw_placeholder(ui, picture, radius);
    if (badge_over_picture(ui, story, r.w - 2 * pad))
        widget_badge(ui, r.x + pad, r.y + picture_h - widget_badge_height(ui, 30) - ui_u(ui, 16),
                     story->honour, 30, story->first_class ? ui->theme->red : ui->theme->bronze);
    draw_card_words(page, story,
                    (struct rect){r.x + pad, r.y + picture_h + ui_u(ui, 18), r.w - 2 * pad,
                                  r.h - picture_h - ui_u(ui, 36)});
}

static void draw_cards(const struct wall *w, struct page *page, const struct grid *g) {
    int shown = g->columns * g->rows;
    for (int i = 0; i < w->stories.count && i < shown; i++) {
        struct rect r = {page->body.x + i % g->columns * (g->width + g->gap),
                         page->y + i / g->columns * (g->height + g->gap), g->width, g->height};
        draw_card(w, page, i, r, g->picture);
    }
    page->y += g->rows * g->height + (g->rows - 1) * g->gap + ui_u(page->ui, 12);
}

static void heading_right(const struct wall *w, const struct page *page, int per_page,
                          char *ret_text, size_t bytes) {
    char total[16], at[16], of[16];
    if (!w->here || w->stories.total == 0) {
        ret_text[0] = '\0';
        return;
    }
    snprintf(total, sizeof total, "%d", w->stories.total);
    snprintf(at, sizeof at, "%d", w->stories.offset / per_page + 1);
    snprintf(of, sizeof of, "%d", (w->stories.total + per_page - 1) / per_page);
    strings_fill(ret_text, bytes, page_word(page, WORD_WALL_COUNT), "total", total, "page", at,
                 "pages", of, NULL);
}

/* The number of cards on a page depends on the heading and chips above them. It is found by laying
 * out the same pieces without drawing. */
static struct grid measure(struct page *page, const struct wall *w) {
    struct ui *ui = page->ui;
    int y = page->y,
        heading = page_low(page) ? 0 : metrics_text(&ui->metrics, 76) * 13 / 10 + ui_u(ui, 16);
    int chips = w->all_chips ? 3 : 1;
    page->y += heading + chips * (metrics_control(&ui->metrics, 88) + ui_u(ui, 24)) + ui_u(ui, 8);
    struct grid g = grid_for(page);
    page->y = y;
    return g;
}

static void wall_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct wall *w = state;
    char right[120];
    (void)since_ms;
    struct action actions[] = {
        {.label = page_word(page, WORD_BACK), .icon = "chevron-left", .id = ID_BACK},
        {.label = page_word(page, WORD_WALL_SEARCH), .icon = "search", .id = ID_SEARCH},
        {.label = page_word(page, WORD_PAGE_BEFORE), .id = ID_PAGE},
        {.label = page_word(page, WORD_PAGE_NEXT), .after = "chevron-right", .id = ID_PAGE},
    };
    page_plan(page, actions, 4);
    struct grid g = measure(page, w);
    int per_page = g.columns * g.rows, offset = w->stories.offset, next = offset + per_page;
    actions[2].arg = offset > per_page ? offset - per_page : 0;
    actions[2].style = offset > 0 ? STYLE_PLAIN : STYLE_OFF;
    actions[3].arg = next;
    actions[3].style = next < w->stories.total ? STYLE_PRIMARY : STYLE_OFF;
    page_begin(page, actions, 4);
    heading_right(w, page, per_page, right, sizeof right);
    page_heading(page, page_word(page, WORD_HOME_WALL), right);
    if (w->here && w->stories.tag_count > 0) draw_chips(w, page);
    if (!w->here)
        page_empty(page, WORD_LOADING);
    else if (w->stories.count == 0)
        page_empty(page, WORD_WALL_NONE);
    else
        draw_cards(w, page, &g);
    page_end(page);
}

const struct screen screen_wall = {.name = "wall",
                                   .state_size = sizeof(struct wall),
                                   .timeout_ms = 90000,
                                   .open = true,
                                   .enter = wall_enter,
                                   .touch = wall_touch,
                                   .answer = wall_answer,
                                   .draw = wall_draw};
