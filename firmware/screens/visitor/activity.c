/* activity: one occurrence of an activity: when, where, who, what to bring; and sign-up by card. */
#include "screens/shell/screen.h"
#include "screens/widgets/chrome.h"
#include "screens/widgets/dates.h"

#include <stdio.h>

enum { ID_BACK, ID_SIGN_UP, ID_CANCEL };

struct activity {
    struct where where;
    bool here, gone;
    enum expectation expects;
    struct answer_activity answer;
};

static void expect(struct activity *a, enum expectation what, struct asks *asks) {
    struct intent *intent = asks_add(asks, INTENT_EXPECT);
    intent->u.expect.what = what;
    intent->u.expect.occurrence_id = a->where.id;
    a->expects = what;
}

static void activity_enter(void *state, const struct where *where, const struct outcome *outcome,
                           struct asks *asks) {
    struct activity *a = state;
    (void)outcome;
    a->where = *where;
    asks_add(asks, INTENT_ACTIVITY)->u.activity.occurrence_id = where->id;
    if (where->offset) expect(a, EXPECT_SIGN_UP, asks);
}

static void activity_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct activity *a = state;
    (void)asks;
    a->gone = answer->kind == ANSWER_FAILED ||
              (answer->kind == ANSWER_ACTIVITY && !answer->u.activity.found);
    if (answer->kind != ANSWER_ACTIVITY || a->gone) return;
    a->here = true;
    a->answer = answer->u.activity;
}

static struct step activity_touch(void *state, struct touched touched, struct asks *asks) {
    struct activity *a = state;
    struct where where = a->where;
    where.offset = 0;
    if (touched.id == ID_BACK) return step_with(STEP_UP, &where);
    expect(a, touched.id == ID_SIGN_UP ? EXPECT_SIGN_UP : EXPECT_CANCEL_SIGN_UP, asks);
    return step_to(STEP_REDRAW);
}

static void draw_fact(struct page *page, const char *icon, const char *words) {
    struct ui *ui = page->ui;
    struct text_style style = ui_style(ui, FACE_SANS, 44, 145);
    int size = metrics_text(&ui->metrics, 52), left = page->body.x + size + ui_u(ui, 28);
    if (!words[0]) return;
    canvas_icon(&ui->canvas, icon, page->body.x, page->y + (style.line_px - size) / 2, size,
                ui->theme->army);
    page->y += canvas_words(&ui->canvas, left, page->y, page->body.x + page->body.w - left, words,
                            style, ALIGN_LEFT, ui->theme->ink);
    page_gap(page, 14);
}

static bool is_full(const struct day_activity *a) {
    return a->occurrence.capacity > 0 && a->signed_up >= a->occurrence.capacity;
}

static void draw_places(const struct answer_activity *a, struct page *page) {
    const struct occurrence *o = &a->activity.occurrence;
    int taken = is_full(&a->activity) ? o->capacity : a->activity.signed_up;
    char words[200], n[16], of[16], waiting[16];
    snprintf(n, sizeof n, "%d", taken);
    snprintf(of, sizeof of, "%d", o->capacity);
    snprintf(waiting, sizeof waiting, "%d", a->activity.signed_up - taken);
    strings_fill(words, sizeof words,
                 page_word(page, is_full(&a->activity) ? WORD_ACTIVITY_FULL
                                 : o->capacity         ? WORD_ACTIVITY_PLACES
                                                       : WORD_ACTIVITY_NO_LIMIT),
                 "n", n, "of", of, "waiting", waiting, NULL);
    draw_fact(page, "users", words);
}

static void draw_facts(const struct answer_activity *a, struct page *page) {
    const struct occurrence *o = &a->activity.occurrence;
    char day[96], span[64], words[300];
    dates_day(page, o->start_ms, day, sizeof day);
    dates_span(page, o, span, sizeof span);
    snprintf(words, sizeof words, "%s　%s", day, span);
    draw_fact(page, "clock", words);
    draw_fact(page, "map-pin", o->place);
    strings_fill(words, sizeof words, page_word(page, WORD_ACTIVITY_ORGANISER), "name",
                 a->organiser, NULL);
    if (a->organiser[0]) draw_fact(page, "user-round", words);
    strings_fill(words, sizeof words, page_word(page, WORD_ACTIVITY_BRING), "things", a->bring,
                 NULL);
    if (a->bring[0]) draw_fact(page, "briefcase", words);
    strings_fill(words, sizeof words, page_word(page, WORD_ACTIVITY_TEAM), "team", a->team, NULL);
    if (a->team[0]) draw_fact(page, "hand-heart", words);
    if (o->needs_sign_up) draw_places(a, page);
}

/* Says what the next tap does, large and in gold, until the tap has happened. */
static void draw_now_tap(const struct activity *a, struct page *page) {
    struct ui *ui = page->ui;
    const struct theme *t = ui->theme;
    int pad = ui_u(ui, 36), h = metrics_text(&ui->metrics, 50) * 14 / 10 + 2 * pad,
        mark = ui_u(ui, 60);
    struct rect r = page_take(page, h);
    page_gap(page, 32);
    canvas_box(&ui->canvas, r, ui_u(ui, 28), t->pine);
    chrome_card_mark(ui, r.x + pad + mark, r.y + r.h / 2, mark);
    int left = r.x + 2 * pad + 2 * mark;
    canvas_words_in(&ui->canvas, (struct rect){left, r.y, r.x + r.w - pad - left, r.h},
                    page_word(page, a->expects == EXPECT_SIGN_UP ? WORD_ACTIVITY_NOW_TAP
                                                                 : WORD_ACTIVITY_NOW_TAP_CANCEL),
                    ui_style(ui, FACE_BOLD, 50, 130), ui_least_text(ui), ALIGN_LEFT, t->white);
}

static void draw_found(const struct activity *a, struct page *page) {
    const struct answer_activity *answer = &a->answer;
    page_heading(page, answer->activity.occurrence.title,
                 answer->activity.occurrence.cancelled ? page_word(page, WORD_ACTIVITY_IS_CANCELLED)
                                                       : "");
    page_gap(page, 12);
    if (a->expects != EXPECT_CHECK_IN) draw_now_tap(a, page);
    draw_facts(answer, page);
    page_gap(page, 20);
    if (answer->description[0])
        page_text(page, answer->description, FACE_SANS, 44, 165, page->ui->theme->ink);
}

static void activity_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct activity *a = state;
    const struct occurrence *o = &a->answer.activity.occurrence;
    bool open = a->here && !o->cancelled && o->needs_sign_up && page->hall->utc_ms < o->start_ms;
    const struct action actions[] = {
        {.label = page_word(page, WORD_BACK), .icon = "chevron-left", .id = ID_BACK},
        {.label = page_word(page, WORD_ACTIVITY_CANCEL), .id = ID_CANCEL},
        {.label = page_word(page, is_full(&a->answer.activity) ? WORD_SIGN_UP_WAIT : WORD_SIGN_UP),
         .icon = "calendar-check",
         .id = ID_SIGN_UP,
         .style = STYLE_PRIMARY},
    };
    (void)since_ms;
    if (a->expects == EXPECT_SIGN_UP)
        page->dock_title = WORD_DOCK_SIGN_UP, page->dock_line = WORD_DOCK_SIGN_UP_LINE;
    if (a->expects == EXPECT_CANCEL_SIGN_UP)
        page->dock_title = WORD_DOCK_CANCEL, page->dock_line = WORD_DOCK_CANCEL_LINE;
    page_begin(page, actions, open ? 3 : 1);
    if (a->here)
        draw_found(a, page);
    else
        page_empty(page, a->gone ? WORD_ACTIVITY_GONE : WORD_LOADING);
    page_end(page);
}

const struct screen screen_activity = {.name = "activity",
                                       .state_size = sizeof(struct activity),
                                       .timeout_ms = 60000,
                                       .open = true,
                                       .enter = activity_enter,
                                       .touch = activity_touch,
                                       .answer = activity_answer,
                                       .draw = activity_draw};
