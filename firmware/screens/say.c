/* say: the second step. Phrases to choose from, as many as fit the matter; none need be. */
#include "screens/list.h"

#include <stdio.h>
#include <string.h>

enum { ID_BACK, ID_NEXT, ID_PHRASE };

struct say {
    struct where where;
    uint32_t chosen; /* a bit a phrase */
    struct request_category category;
};

static void say_enter(void *state, const struct where *where, const struct outcome *outcome,
                      struct asks *asks) {
    struct say *s = state;
    (void)outcome;
    s->where = *where;
    asks_add(asks, INTENT_CATEGORIES);
}

/* What was chosen before, when one comes back to this step. */
static void find_chosen(struct say *s) {
    for (int i = 0; i < s->category.phrase_count; i++)
        if (strstr(s->where.draft.text, s->category.phrases[i])) s->chosen |= 1u << i;
}

static void say_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct say *s = state;
    (void)asks;
    if (answer->kind != ANSWER_CATEGORIES) return;
    for (int i = 0; i < answer->u.categories.count; i++)
        if (strcmp(answer->u.categories.categories[i].key, s->where.draft.category) == 0)
            s->category = answer->u.categories.categories[i];
    find_chosen(s);
}

static void compose(struct say *s) {
    char *text = s->where.draft.text;
    size_t used = 0;
    text[0] = 0;
    for (int i = 0; i < s->category.phrase_count; i++)
        if (s->chosen & 1u << i)
            used += (size_t)snprintf(text + used, sizeof s->where.draft.text - used, "%s%s",
                                     used ? "；" : "", s->category.phrases[i]);
}

static struct step say_touch(void *state, struct touched touched, struct asks *asks) {
    struct say *s = state;
    (void)asks;
    if (touched.id == ID_BACK) return step_with(STEP_REQUEST, &s->where);
    if (touched.id == ID_NEXT) return step_with(STEP_PHONE, &s->where);
    s->chosen ^= 1u << touched.arg;
    compose(s);
    return step_to(STEP_REDRAW);
}

static void draw_text(struct page *page, const struct say *s) {
    struct ui *ui = page->ui;
    const char *text = s->where.draft.text;
    int pad = ui_u(ui, 36), width = page->body.w - 2 * pad;
    struct text_style style = ui_style(ui, FACE_SANS, 46, 150);
    const char *words = text[0] ? text : page_word(page, WORD_SAY_EMPTY);
    int height = text_lay_out(ui->canvas.text, words, style, width)->height,
        least = 2 * style.line_px;
    struct rect r = page_take(page, (height > least ? height : least) + 2 * pad);
    canvas_framed_box(&ui->canvas, r, ui_u(ui, 28), ui->theme->card, ui->theme->line, ui_u(ui, 3));
    canvas_words(&ui->canvas, r.x + pad, r.y + pad, width, words, style, ALIGN_LEFT,
                 text[0] ? ui->theme->ink : ui->theme->quiet);
    page_gap(page, 28);
}

/* A phrase on its own row: its words, and a tick when it is chosen. */
static void draw_phrase(struct page *page, const struct say *s, int index) {
    struct ui *ui = page->ui;
    bool on = s->chosen & 1u << index;
    int pad = ui_u(ui, 32), icon = ui_u(ui, 56), width = page->body.w - 3 * pad - icon;
    struct text_style style = ui_style(ui, on ? FACE_BOLD : FACE_SANS, 44, 135);
    int height = text_lay_out(ui->canvas.text, s->category.phrases[index], style, width)->height;
    int row = height + 2 * ui_u(ui, 26), least = metrics_control(&ui->metrics, 112);
    struct rect r = page_take(page, row > least ? row : least);
    bool pressed = widget_target(ui, r, s->category.phrases[index], ID_PHRASE, index);
    uint32_t fill = on        ? ui->theme->army
                    : pressed ? ui->theme->shade
                              : ui->theme->card,
             ink = on ? ui->theme->white : ui->theme->ink;
    canvas_framed_box(&ui->canvas, r, ui_u(ui, 20), fill, on ? fill : ui->theme->line, ui_u(ui, 3));
    canvas_words(&ui->canvas, r.x + pad, r.y + (r.h - height) / 2, width,
                 s->category.phrases[index], style, ALIGN_LEFT, ink);
    canvas_icon(&ui->canvas, on ? "check" : "circle-plus", r.x + r.w - pad - icon,
                r.y + (r.h - icon) / 2, icon, on ? ink : ui->theme->army);
    page_gap(page, 24);
}

static void say_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct say *s = state;
    const struct action actions[] = {
        {.label = page_word(page, WORD_STEP_BACK), .icon = "chevron-left", .id = ID_BACK},
        {.label = page_word(page, WORD_SAY_NEXT),
         .after = "chevron-right",
         .look = LOOK_PRIMARY,
         .id = ID_NEXT},
    };
    char step[160];
    (void)since_ms;
    page_begin(page, actions, 2);
    strings_fill(step, sizeof step, page_word(page, WORD_SAY_STEP), "category",
                 s->where.draft.category_title, NULL);
    if (!page_low(page)) page_text(page, step, FACE_BOLD, 38, 140, page->ui->theme->sky);
    page_heading(page, page_word(page, WORD_SAY_TITLE), "");
    draw_text(page, s);
    for (int i = 0; i < s->category.phrase_count; i++) draw_phrase(page, s, i);
    page_end(page);
}

const struct screen screen_say = {.name = "say",
                                  .state_size = sizeof(struct say),
                                  .timeout_ms = 90000,
                                  .personal = true,
                                  .enter = say_enter,
                                  .touch = say_touch,
                                  .answer = say_answer,
                                  .draw = say_draw};
