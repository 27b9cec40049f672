/* phone: the third step, which may be left out. Large keys, nothing else. */
#include "screens/list.h"

#include <stdio.h>
#include <string.h>

#define DIGITS_MAX 12 /* area code and number */
#define DIGITS_MIN 7

enum { ID_BACK, ID_NEXT, ID_SKIP, ID_DIGIT, ID_DELETE, ID_CLEAR };

struct phone {
    struct where where;
};

static void phone_enter(void *state, const struct where *where, const struct outcome *outcome,
                        struct asks *asks) {
    (void)outcome;
    (void)asks;
    ((struct phone *)state)->where = *where;
}

static void type_digit(struct phone *p, int digit) {
    size_t n = strlen(p->where.draft.phone);
    if (n >= DIGITS_MAX) return;
    p->where.draft.phone[n] = (char)('0' + digit);
    p->where.draft.phone[n + 1] = 0;
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
    case ID_DELETE:
        if (digits[0]) digits[strlen(digits) - 1] = 0;
        break;
    case ID_CLEAR:
        digits[0] = 0;
        break;
    default:
        type_digit(p, touched.arg);
        break;
    }
    return step_to(STEP_REDRAW);
}

/* 169 0000 1234: read back the way one says it. */
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
    struct rect r =
        page_take(page, metrics_control(&ui->metrics, ui->metrics.landscape ? 110 : 140));
    struct text_style style =
        text[0] ? ui_style(ui, FACE_BOLD, 76, 120) : ui_style(ui, FACE_SANS, 42, 130);
    canvas_framed_box(&ui->canvas, r, ui_u(ui, 28), ui->theme->card, ui->theme->line, ui_u(ui, 3));
    canvas_words_in(&ui->canvas, rect_inset(r, ui_u(ui, 20)),
                    text[0] ? text : page_word(page, WORD_PHONE_EMPTY), style, ui_least_text(ui),
                    ALIGN_CENTRE, text[0] ? ui->theme->ink : ui->theme->quiet);
    page_gap(page, 28);
}

static void draw_pad(struct page *page, const struct phone *p) {
    struct ui *ui = page->ui;
    static const char *const keys[] = {"1", "2", "3", "4",  "5", "6",
                                       "7", "8", "9", NULL, "0", NULL};
    int gap = ui_u(ui, 24), w = (page->body.w - 2 * gap) / 3,
        least = metrics_control(&ui->metrics, ui->metrics.landscape ? 72 : 118),
        most = ui_u(ui, 200);
    int h = (page_room(page) - 3 * gap) / 4;
    if (h > most) h = most;
    if (h < least) h = least;
    struct rect pad = page_take(page, 4 * h + 3 * gap);
    bool typed = p->where.draft.phone[0];
    for (int i = 0; i < 12; i++) {
        struct button button = {
            .label = keys[i], .id = ID_DIGIT, .arg = keys[i] ? keys[i][0] - '0' : 0, .units = 64};
        if (i == 9)
            button = (struct button){.label = page_word(page, WORD_PHONE_CLEAR),
                                     .id = ID_CLEAR,
                                     .look = typed ? LOOK_PLAIN : LOOK_OFF};
        if (i == 11)
            button = (struct button){.label = page_word(page, WORD_PHONE_DELETE),
                                     .icon = "delete",
                                     .id = ID_DELETE,
                                     .look = typed ? LOOK_PLAIN : LOOK_OFF};
        widget_button(ui, (struct rect){pad.x + i % 3 * (w + gap), pad.y + i / 3 * (h + gap), w, h},
                      &button);
    }
}

static void phone_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct phone *p = state;
    bool enough = strlen(p->where.draft.phone) >= DIGITS_MIN;
    const struct action actions[] = {
        {.label = page_word(page, WORD_STEP_BACK), .icon = "chevron-left", .id = ID_BACK},
        {.label = page_word(page, WORD_PHONE_SKIP), .id = ID_SKIP},
        {.label = page_word(page, WORD_PHONE_NEXT),
         .after = "chevron-right",
         .look = enough ? LOOK_PRIMARY : LOOK_OFF,
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
    draw_pad(page, p);
    page_end(page);
}

const struct screen screen_phone = {.name = "phone",
                                    .state_size = sizeof(struct phone),
                                    .timeout_ms = 90000,
                                    .personal = true,
                                    .enter = phone_enter,
                                    .touch = phone_touch,
                                    .draw = phone_draw};
