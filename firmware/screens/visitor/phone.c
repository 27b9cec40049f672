/* phone: the third step, which is optional. Large keys only. */
#include "screens/shell/screen.h"
#include "screens/widgets/pad.h"

#include <stdio.h>
#include <string.h>

#define DIGITS_MAX 12 /* area code and number */
#define DIGITS_MIN 7

enum { ID_BACK, ID_NEXT, ID_SKIP };

struct phone {
    struct where where;
};

static void phone_enter(void *state, const struct where *where, const struct outcome *outcome,
                        struct asks *asks) {
    (void)outcome;
    (void)asks;
    ((struct phone *)state)->where = *where;
}

static struct step phone_touch(void *state, struct touched touched, struct asks *asks) {
    struct phone *p = state;
    char *digits = p->where.draft.phone;
    (void)asks;
    switch (touched.id) {
    case ID_BACK:
        return step_with(STEP_SAY, &p->where);
    case ID_SKIP:
        digits[0] = 0;
        return step_with(STEP_CONFIRM, &p->where);
    case ID_NEXT:
        return step_with(STEP_CONFIRM, &p->where);
    default:
        pad_touch(digits, DIGITS_MAX, touched.id, touched.arg);
        break;
    }
    return step_to(STEP_REDRAW);
}

/* 169 0000 1234: grouped as people say it. */
static void group_digits(const char *digits, char *ret_text, size_t bytes) {
    size_t n = strlen(digits), used = 0;
    for (size_t i = 0; i < n && used + 2 < bytes; i++) {
        if (i == 3 || i == 7) ret_text[used++] = ' ';
        ret_text[used++] = digits[i];
    }
    ret_text[used] = 0;
}

static void draw_number(struct page *page, const struct phone *p) {
    struct ui *ui = page->ui;
    char text[32];
    group_digits(p->where.draft.phone, text, sizeof text);
    int height = metrics_control(&ui->metrics, ui->metrics.landscape ? 110 : 140);
    struct rect r = page_show(page, height);
    struct text_style style =
        text[0] ? ui_style(ui, FACE_BOLD, 76, 120) : ui_style(ui, FACE_SANS, 42, 130);
    canvas_framed_box(&ui->canvas, r, ui_u(ui, 28), ui->theme->card, ui->theme->line, ui_u(ui, 3));
    canvas_words_in(&ui->canvas, rect_inset(r, ui_u(ui, 20)),
                    text[0] ? text : page_word(page, WORD_PHONE_EMPTY), style, ui_least_text(ui),
                    ALIGN_CENTRE, text[0] ? ui->theme->ink : ui->theme->quiet);
    page_shown(page, 28);
}

static void phone_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct phone *p = state;
    bool enough = strlen(p->where.draft.phone) >= DIGITS_MIN;
    const struct action actions[] = {
        {.label = page_word(page, WORD_STEP_BACK), .icon = "chevron-left", .id = ID_BACK},
        {.label = page_word(page, WORD_PHONE_SKIP), .id = ID_SKIP},
        {.label = page_word(page, WORD_PHONE_NEXT),
         .after = "chevron-right",
         .style = enough ? STYLE_PRIMARY : STYLE_OFF,
         .id = ID_NEXT},
    };
    char step[160];
    (void)since_ms;
    page_begin(page, actions, 3);
    strings_fill(step, sizeof step, page_word(page, WORD_PHONE_STEP), "category",
                 p->where.draft.category_title, NULL);
    if (!page_low(page)) page_text(page, step, FACE_BOLD, 38, 140, page->ui->theme->sky);
    page_heading(page, page_word(page, WORD_PHONE_TITLE), "");
    draw_number(page, p);
    pad_draw(page, p->where.draft.phone[0] != 0);
    page_end(page);
}

const struct screen screen_phone = {.name = "phone",
                                    .state_size = sizeof(struct phone),
                                    .drafts = true,
                                    .timeout_ms = 90000,
                                    .personal = true,
                                    .enter = phone_enter,
                                    .touch = phone_touch,
                                    .draw = phone_draw};
