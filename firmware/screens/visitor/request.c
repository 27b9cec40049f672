/* request: the category, the first of three steps. */
#include "screens/shell/screen.h"

enum { ID_BACK, ID_MINE, ID_CATEGORY };

struct request {
    bool here;
    struct answer_categories answer;
};

static void request_enter(void *state, const struct where *where, const struct outcome *outcome,
                          struct asks *asks) {
    (void)state;
    (void)where;
    (void)outcome;
    asks_add(asks, INTENT_CATEGORIES);
}

static void request_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct request *r = state;
    (void)asks;
    if (answer->kind != ANSWER_CATEGORIES) return;
    r->answer = answer->u.categories;
    r->here = true;
}

static struct step request_touch(void *state, struct touched touched, struct asks *asks) {
    const struct request *r = state;
    (void)asks;
    if (touched.id == ID_BACK) return step_to(STEP_UP);
    if (touched.id == ID_MINE) return step_to(STEP_FOLLOW);
    struct where where = {0};
    TEXT_COPY(where.draft.category, r->answer.categories[touched.arg].key);
    TEXT_COPY(where.draft.category_title, r->answer.categories[touched.arg].title);
    return step_with(STEP_SAY, &where);
}

static void draw_category(struct page *page, struct rect r, const struct request_category *c,
                          int index) {
    struct ui *ui = page->ui;
    int pad = ui_u(ui, 32), icon = ui_u(ui, 92);
    if (icon > r.h - pad) icon = r.h - pad;
    widget_card(ui, r, widget_target(ui, r, c->title, ID_CATEGORY, index));
    canvas_icon(&ui->canvas, c->icon, r.x + pad, r.y + (r.h - icon) / 2, icon, ui->theme->sky);
    struct text_style title = ui_style(ui, FACE_BOLD, 48, 120),
                      hint = ui_style(ui, FACE_SANS, 36, 130);
    title.max_lines = 1;
    hint.max_lines = 2;
    int x = r.x + 2 * pad + icon, width = r.x + r.w - pad - x;
    struct text_style fitted =
        text_fit(ui->canvas.text, c->title, title, width, title.line_px, ui_least_text(ui));
    int title_h = text_lay_out(ui->canvas.text, c->title, fitted, width)->height;
    hint = text_fit(ui->canvas.text, c->hint, hint, width, 2 * hint.line_px, ui_least_text(ui));
    int hint_h = text_lay_out(ui->canvas.text, c->hint, hint, width)->height;
    int y = r.y + (r.h - title_h - hint_h - ui_u(ui, 8)) / 2;
    y += canvas_words(&ui->canvas, x, y, width, c->title, fitted, ALIGN_LEFT, ui->theme->ink) +
         ui_u(ui, 8);
    canvas_words(&ui->canvas, x, y, width, c->hint, hint, ALIGN_LEFT, ui->theme->quiet);
}

static void draw_categories(struct page *page, const struct answer_categories *a) {
    struct ui *ui = page->ui;
    int gap = ui_u(ui, 28), columns = page->body.w > ui_u(ui, 1050 * ui->metrics.zoom) ? 3
                                      : page->body.w > ui_u(ui, 700)                   ? 2
                                                                                       : 1;
    int least = metrics_text(&ui->metrics, 48) * 12 / 10 +
                2 * metrics_text(&ui->metrics, 36) * 13 / 10 + ui_u(ui, 48);
    int rows = (a->count + columns - 1) / columns,
        w = (page->body.w - gap * (columns - 1)) / columns;
    int h = (page_room(page) - gap * (rows - 1)) / (rows ? rows : 1), most = ui_u(ui, 236);
    if (h > most) h = most;
    if (h < least) h = least;
    if (h < ui->metrics.touch_px) h = ui->metrics.touch_px;
    struct rect all = page_take(page, rows * h + (rows - 1) * gap);
    for (int i = 0; i < a->count; i++)
        draw_category(
            page,
            (struct rect){all.x + i % columns * (w + gap), all.y + i / columns * (h + gap), w, h},
            &a->categories[i], i);
}

static void request_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct request *r = state;
    const struct action actions[] = {
        {.label = page_word(page, WORD_BACK), .icon = "chevron-left", .id = ID_BACK},
        {.label = page_word(page, WORD_REQUEST_MINE), .style = STYLE_PRIMARY, .id = ID_MINE},
    };
    (void)since_ms;
    page_begin(page, actions, 2);
    page_heading(page, page_word(page, WORD_REQUEST_TITLE), "");
    if (!page_low(page)) {
        page_text(page, page_word(page, WORD_REQUEST_LINE), FACE_SANS, 42, 140,
                  page->ui->theme->quiet);
        page_gap(page, 24);
    }
    if (r->answer.count)
        draw_categories(page, &r->answer);
    else
        page_empty(page, r->here ? WORD_REQUEST_NONE : WORD_LOADING);
    page_end(page);
}

const struct screen screen_request = {.name = "request",
                                      .state_size = sizeof(struct request),
                                      .drafts = true,
                                      .timeout_ms = 60000,
                                      .enter = request_enter,
                                      .touch = request_touch,
                                      .answer = request_answer,
                                      .draw = request_draw};
