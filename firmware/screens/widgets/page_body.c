/* page_body: draws the pieces of a body one below the other. */
#include "screens/widgets/page_body.h"

const char *page_word(const struct page *page, enum word word) {
    return ui_word(page->ui, (int)word);
}

bool page_low(const struct page *page) {
    return page->ui->metrics.low && !page->any_height;
}

void page_leave_body(struct page *page) {
    page->ui->canvas.clip = page->unclipped;
    page->ui->walk.fixed = true;
}

void page_enter_body(struct page *page) {
    page->ui->canvas.clip = rect_meet(page->unclipped, page->outer);
    page->ui->walk.fixed = false;
}

void page_begin_body(struct page *page) {
    page->y = page->body.y - page->scroll_px;
    page->unclipped = page->ui->canvas.clip;
    page_enter_body(page);
}

/* Shows that the body continues: it fades out where it is cut, and a slim bar shows the scroll
 * position. */
static void more_below(struct page *page) {
    struct ui *ui = page->ui;
    struct rect o = page->outer;
    int room = page->body.h, fade = ui_u(ui, 36), bar = ui_u(ui, 8);
    uint32_t paper = ui->theme->paper;
    if (page->content_px - page->scroll_px > room)
        canvas_gradient(&ui->canvas, (struct rect){o.x, o.y + o.h - fade, o.w, fade},
                        colour_with_alpha(paper, 0), paper);
    if (page->content_px <= 0) return;
    int track = o.h - 2 * fade, length = track * room / page->content_px;
    int at = o.y + fade + (int)((int64_t)track * page->scroll_px / page->content_px);
    canvas_box(&ui->canvas, (struct rect){o.x + o.w - 2 * bar, at, bar, length}, bar / 2,
               ui->theme->quiet);
}

void page_end(struct page *page) {
    page->content_px = page->y + page->scroll_px - page->body.y;
    page_leave_body(page);
    if (page->overflows) more_below(page);
}

void page_gap(struct page *page, double units) {
    page->y += ui_u(page->ui, units);
}

struct rect page_take(struct page *page, int height_px) {
    struct rect r = {page->body.x, page->y, page->body.w, height_px};
    page->y += height_px;
    return r;
}

/* 低位操作: the empty part above the body, over its whole width. */
static struct rect above_body(const struct page *page) {
    int right = page->rail.w ? page->rail.x + page->rail.w : page->body.x + page->body.w;
    return (struct rect){page->body.x, page->bar.h, right - page->body.x,
                         page->outer.y - page->bar.h};
}

struct rect page_show(struct page *page, int height_px) {
    if (!page_low(page)) return page_take(page, height_px);
    struct rect r = above_body(page);
    int heading = r.h * 7 / 12, room = r.h - heading - ui_u(page->ui, 24);
    page_leave_body(page);
    return (struct rect){r.x, r.y + heading, r.w, height_px < room ? height_px : room};
}

void page_shown(struct page *page, double gap_units) {
    if (page_low(page))
        page_enter_body(page);
    else
        page_gap(page, gap_units);
}

int page_room(const struct page *page) {
    return page->body.y + page->body.h - (page->y + page->scroll_px);
}

void page_text(struct page *page, const char *words, enum face face, double units, int line_percent,
               uint32_t colour) {
    struct text_style style = ui_style(page->ui, face, units, line_percent);
    page->y += canvas_words(&page->ui->canvas, page->body.x, page->y, page->body.w, words, style,
                            ALIGN_LEFT, colour);
}

/* In 低位操作 the heading goes into the empty part above the body, which has nothing to touch. */
static void heading_above(struct page *page, const char *words, const char *right) {
    struct ui *ui = page->ui;
    page_leave_body(page);
    struct rect all = above_body(page), r = {all.x, all.y + all.h / 4, all.w, all.h / 3},
                quiet = {r.x, r.y + r.h, r.w, all.h / 6};
    canvas_words_in(&ui->canvas, r, words, ui_style(ui, FACE_SERIF, 96, 125), ui_least_text(ui),
                    ALIGN_CENTRE, ui->theme->ink);
    canvas_words_in(&ui->canvas, quiet, right, ui_style(ui, FACE_SANS, 40, 130), ui_least_text(ui),
                    ALIGN_CENTRE, ui->theme->quiet);
    page_enter_body(page);
}

void page_heading(struct page *page, const char *words, const char *right) {
    struct ui *ui = page->ui;
    struct text_style title = ui_style(ui, FACE_SERIF, 76, 130),
                      quiet = ui_style(ui, FACE_SANS, 40, 130);
    if (page_low(page)) {
        heading_above(page, words, right);
        return;
    }
    int right_w =
        right[0] ? text_lay_out(ui->canvas.text, right, quiet, 0)->width + ui_u(ui, 32) : 0;
    bool beside = text_lay_out(ui->canvas.text, words, title, 0)->width + right_w <= page->body.w;
    int width = beside ? page->body.w - right_w : page->body.w;
    struct text_style one = title;
    one.max_lines = 1;
    one = text_fit(ui->canvas.text, words, one, width, 0, title.size_px * 3 / 4);
    if (!text_lay_out(ui->canvas.text, words, one, width)->cut)
        title = one; /* one smaller line is better than two */
    int top = page->y;
    page->y += canvas_words(&ui->canvas, page->body.x, page->y, width, words, title, ALIGN_LEFT,
                            ui->theme->ink);
    if (right[0] && beside)
        canvas_words(&ui->canvas, page->body.x, top + title.size_px - quiet.size_px + ui_u(ui, 8),
                     page->body.w, right, quiet, ALIGN_RIGHT, ui->theme->quiet);
    else if (right[0])
        page->y += canvas_words(&ui->canvas, page->body.x, page->y, page->body.w, right, quiet,
                                ALIGN_LEFT, ui->theme->quiet);
    page_gap(page, 16);
}

void page_empty(struct page *page, enum word words) {
    struct ui *ui = page->ui;
    int room = page_room(page), least = ui_u(ui, 240);
    struct rect r = page_take(page, room > least ? room : least);
    canvas_words_in(&ui->canvas, r, page_word(page, words), ui_style(ui, FACE_SANS, 44, 150),
                    ui_least_text(ui), ALIGN_CENTRE, ui->theme->quiet);
}
