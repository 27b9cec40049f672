/* follow: asks which request to track: by its number and four digits, or by card without typing. */
#include "screens/shell/screen.h"
#include "screens/widgets/pad.h"

#include <stdio.h>
#include <string.h>

#define NUMBER_DIGITS_MAX 9 /* three for the kiosk, then up to six */
#define NUMBER_DIGITS_MIN 7
#define CODE_DIGITS 4

enum { ID_BACK, ID_NEXT, ID_FIELD };

struct follow {
    struct where where;
    int field; /* 0: the number, 1: the digits */
};

static void follow_enter(void *state, const struct where *where, const struct outcome *outcome,
                         struct asks *asks) {
    struct follow *f = state;
    (void)outcome;
    f->where = *where;
    f->field = where->number[0] != 0;
    asks_add(asks, INTENT_EXPECT)->u.expect.what = EXPECT_IDENTITY;
}

static bool enough(const struct follow *f) {
    return strlen(f->where.number) >= NUMBER_DIGITS_MIN && strlen(f->where.digits) == CODE_DIGITS;
}

static struct step follow_touch(void *state, struct touched touched, struct asks *asks) {
    struct follow *f = state;
    (void)asks;
    if (touched.id == ID_BACK) return step_to(STEP_UP);
    if (touched.id == ID_NEXT && !f->field && !enough(f)) f->field = 1;
    if (touched.id == ID_NEXT)
        return enough(f) ? step_with(STEP_TRACK, &f->where) : step_to(STEP_REDRAW);
    if (touched.id == ID_FIELD) f->field = touched.arg;
    pad_touch(f->field ? f->where.digits : f->where.number,
              f->field ? CODE_DIGITS : NUMBER_DIGITS_MAX, touched.id, touched.arg);
    return step_to(STEP_REDRAW);
}

/* "1070312" as the ticket prints it. */
static void as_printed(const char *digits, char *ret_text, size_t bytes) {
    size_t n = strlen(digits);
    snprintf(ret_text, bytes, n > 3 ? "%.3s-%s" : "%.3s", digits, n > 3 ? digits + 3 : "");
}

static void draw_field(struct page *page, const struct follow *f, int field, struct rect r) {
    struct ui *ui = page->ui;
    char number[24];
    bool on = f->field == field;
    as_printed(f->where.number, number, sizeof number);
    const char *value = field ? f->where.digits : number;
    const char *label = page_word(page, field ? WORD_FOLLOW_DIGITS : WORD_FOLLOW_NUMBER);
    struct rect in = rect_inset(r, ui_u(ui, 20));
    widget_target(ui, r, label, ID_FIELD, field);
    canvas_framed_box(&ui->canvas, r, ui_u(ui, 28), ui->theme->card,
                      on ? ui->theme->sky : ui->theme->line, ui_u(ui, on ? 6 : 3));
    int label_h = in.h * 4 / 10;
    canvas_words_in(&ui->canvas, (struct rect){in.x, in.y, in.w, label_h}, label,
                    ui_style(ui, FACE_SANS, 34, 120), ui_least_text(ui), ALIGN_CENTRE,
                    ui->theme->quiet);
    canvas_words_in(&ui->canvas, (struct rect){in.x, in.y + label_h, in.w, in.h - label_h}, value,
                    ui_style(ui, FACE_BOLD, 64, 115), ui_least_text(ui), ALIGN_CENTRE,
                    ui->theme->ink);
}

static void draw_fields(struct page *page, const struct follow *f) {
    struct ui *ui = page->ui;
    int gap = ui_u(ui, 24), h = metrics_control(&ui->metrics, ui->metrics.landscape ? 130 : 170);
    bool stacked = ui->metrics.text_size == TEXT_HUGE && !ui->metrics.landscape;
    if (stacked) {
        draw_field(page, f, 0, page_take(page, h));
        page_gap(page, 24);
        draw_field(page, f, 1, page_take(page, h));
    } else {
        struct rect r = page_take(page, h);
        int w = (r.w - gap) * 58 / 100;
        draw_field(page, f, 0, (struct rect){r.x, r.y, w, r.h});
        draw_field(page, f, 1, (struct rect){r.x + w + gap, r.y, r.w - w - gap, r.h});
    }
    page_gap(page, 24);
}

static void follow_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct follow *f = state;
    const struct action actions[] = {
        {.label = page_word(page, WORD_BACK), .icon = "chevron-left", .id = ID_BACK},
        {.label = page_word(page, WORD_FOLLOW_NEXT),
         .after = "chevron-right",
         .style = enough(f) ? STYLE_PRIMARY : STYLE_OFF,
         .id = ID_NEXT},
    };
    (void)since_ms;
    page->dock_title = WORD_FOLLOW_TAP;
    page->dock_line = WORD_FOLLOW_TAP_LINE;
    page_begin(page, actions, 2);
    page_heading(page, page_word(page, WORD_FOLLOW_TITLE), "");
    if (!page_low(page)) {
        page_text(page, page_word(page, WORD_FOLLOW_LINE), FACE_SANS, 42, 145,
                  page->ui->theme->quiet);
        page_gap(page, 20);
    }
    draw_fields(page, f);
    pad_draw(page, (f->field ? f->where.digits : f->where.number)[0] != 0);
    page_end(page);
}

const struct screen screen_follow = {.name = "follow",
                                     .state_size = sizeof(struct follow),
                                     .timeout_ms = 60000,
                                     .personal = true,
                                     .enter = follow_enter,
                                     .touch = follow_touch,
                                     .draw = follow_draw};
