/* staff_page: the frame of the staff pages. There is no dock: its prompt is meant for members. */
#include "screens/staff/page.h"

#include "screens/widgets/actions.h"
#include "screens/widgets/chrome.h"
#include "screens/widgets/dates.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define NIGHT 0xFF1C2A36 /* the colour of the bar on staff pages; visitors see a green one */
#define MARGIN 36
#define LOW_TOP_PERCENT 55

static const struct {
    enum step_kind step;
    enum word word;
} tabs[] = {
    {STEP_STAFF_LOG, WORD_STAFF_TAB_LOG},
    {STEP_STAFF_ABSENT, WORD_STAFF_TAB_ABSENT},
    {STEP_STAFF_MANUAL, WORD_STAFF_TAB_MANUAL},
    {STEP_STAFF_ENROL, WORD_STAFF_TAB_ENROL},
    {STEP_STAFF_QUEUE, WORD_STAFF_TAB_QUEUE},
    {STEP_STAFF_DEVICE, WORD_STAFF_TAB_DEVICE},
    {STEP_STAFF_SETTINGS, WORD_STAFF_TAB_SETTINGS},
    {STEP_STAFF_IMPORT, WORD_STAFF_TAB_IMPORT},
    {STEP_STAFF_COLLEAGUES, WORD_STAFF_TAB_COLLEAGUES},
};

static struct text_style bar_style(struct ui *ui, enum face face, double units) {
    double zoom = fmin(ui->metrics.zoom, 1.25);
    int size = (int)lround(units * ui->metrics.scale * zoom);
    return (struct text_style){
        .face = face, .size_px = size, .line_px = size * 125 / 100, .max_lines = 1};
}

static void draw_bar(struct page *page, const char *who) {
    struct ui *ui = page->ui;
    const struct theme *t = ui->theme;
    struct rect bar = page->bar;
    char time[16], title[160];
    int margin = ui_u(ui, 48), star = ui_u(ui, 46), left = margin + star + ui_u(ui, 24);
    canvas_fill(&ui->canvas, bar, t->high_contrast ? 0xFF000000 : NIGHT);
    canvas_icon(&ui->canvas, "star-solid", margin, bar.y + (bar.h - star) / 2, star, t->gold_light);
    struct text_style clock = bar_style(ui, FACE_BOLD, 54), line = bar_style(ui, FACE_SANS, 29);
    const char *leaves = page_word(page, WORD_STAFF_LEAVES);
    int leaves_w = text_lay_out(ui->canvas.text, leaves, line, 0)->width;
    int top = bar.y + (bar.h - clock.line_px * 9 / 10 - line.line_px) / 2, right = bar.w - margin;
    dates_time(page->hall->utc_ms, time, sizeof time);
    canvas_words(&ui->canvas, left, top, right - left, time, clock, ALIGN_RIGHT, t->white);
    canvas_words(&ui->canvas, left, top + clock.line_px * 9 / 10, right - left, leaves, line,
                 ALIGN_RIGHT, t->pale);
    struct text_style name = bar_style(ui, FACE_BOLD, 40);
    name.max_lines = 2;
    if (who[0])
        strings_fill(title, sizeof title, page_word(page, WORD_STAFF_WHO), "name", who, NULL);
    else
        snprintf(title, sizeof title, "%s", page_word(page, WORD_STAFF));
    canvas_words_in(&ui->canvas,
                    (struct rect){left, bar.y, right - leaves_w - ui_u(ui, 28) - left, bar.h},
                    title, name, ui_least_text(ui), ALIGN_LEFT, t->white);
}

static void draw_tabs(struct page *page, enum step_kind on) {
    struct ui *ui = page->ui;
    int gap = ui_u(ui, 24), h = metrics_control(&ui->metrics, 84), x = page->body.x;
    for (size_t i = 0; i < ARRAY_LENGTH(tabs); i++) {
        const char *label = page_word(page, tabs[i].word);
        int w = widget_chip_width(ui, label);
        if (w < ui->metrics.touch_px) w = ui->metrics.touch_px;
        if (x > page->body.x && x + w > page->body.x + page->body.w) {
            x = page->body.x;
            page->y += h + gap;
        }
        widget_chip(ui, (struct rect){x, page->y, w, h}, label, tabs[i].step == on, ID_STAFF_TAB,
                    (int)tabs[i].step);
        x += w + gap;
    }
    page->y += h + ui_u(ui, 28);
}

static void zones(struct page *page, int actions_h) {
    struct ui *ui = page->ui;
    int w = ui->metrics.width, h = ui->metrics.height, margin = ui_u(ui, MARGIN),
        gap = ui_u(ui, 24);
    int top = page_low(page) ? h * LOW_TOP_PERCENT / 100 : page->bar.h;
    int bottom = h - (actions_h ? actions_h + 2 * gap : gap);
    page->outer = (struct rect){0, top, w, bottom - top};
    page->body = (struct rect){margin, top + gap, w - 2 * margin, bottom - top - gap};
    page->actions = (struct rect){margin, bottom + gap, w - 2 * margin, actions_h};
    page->side = page->dock = (struct rect){0};
    page_make_rail(page);
}

void staff_begin(struct page *page, const char *who, enum step_kind tab,
                 const struct action *actions, int count) {
    struct ui *ui = page->ui;
    struct action all[ACTIONS_MAX + FRAME_ACTIONS_MAX];
    page->reading = READING_NONE; /* staff pages are not read aloud: other people could hear them */
    page->side_wanted = true;     /* keeps the actions in one row; staff pages have no column */
    count = actions_with_scroll(page, actions, count, all);
    page->bar = (struct rect){0, 0, ui->metrics.width, chrome_bar_height(ui)};
    zones(page, actions_height(page, all, count));
    canvas_fill(&ui->canvas, ui->canvas.clip, ui->theme->paper);
    draw_bar(page, who);
    actions_draw(page, all, count);
    actions_draw_rail(page);
    page_begin_body(page);
    if (tab != STEP_STAY) draw_tabs(page, tab);
}

bool staff_touched(struct touched touched, const struct staff_scope *scope, struct step *ret_step) {
    struct where where = {.staff = *scope};
    where.staff.member_id = 0;
    if (touched.id == ID_STAFF_OUT) *ret_step = step_to(STEP_DONE);
    if (touched.id == ID_STAFF_TAB) *ret_step = step_with((enum step_kind)touched.arg, &where);
    return touched.id == ID_STAFF_OUT || touched.id == ID_STAFF_TAB;
}

struct staff_ask *staff_query(struct asks *asks, enum staff_view view,
                              const struct staff_scope *scope) {
    struct staff_ask *ask = &asks_add(asks, INTENT_STAFF)->u.staff;
    ask->view = view;
    if (scope) ask->scope = *scope;
    return ask;
}

bool staff_query_take(struct staff_query *query, const struct answer *answer,
                      enum staff_view view) {
    if (answer->kind == ANSWER_FAILED) {
        query->failed = answer->u.failed.code;
        query->gone = query->failed == ERR_PERMISSION;
    }
    if (answer->kind != ANSWER_STAFF || answer->u.staff.view != view) return false;
    query->here = true;
    query->failed = ERR_NONE;
    query->answer = answer->u.staff;
    return true;
}

struct staff_do *staff_act(struct asks *asks, enum staff_action action) {
    struct staff_do *what = &asks_add(asks, INTENT_STAFF_DO)->u.staff_do;
    what->action = action;
    return what;
}

bool staff_acted_take(struct staff_acted *acted, const struct answer *answer) {
    if (answer->kind != ANSWER_STAFF_DONE) return false;
    acted->here = true;
    acted->done = answer->u.staff_done;
    return true;
}

struct step staff_lead(const struct staff_query *query, const struct staff_acted *acted) {
    bool gone = query->gone || (acted->here && acted->done.result == STAFF_SIGNED_OUT);
    return step_to(gone ? STEP_DONE : STEP_STAY);
}

const char *staff_result_words(const struct page *page, const struct staff_done *done) {
    switch (done->result) {
    case STAFF_OK:
        return page_word(page, WORD_STAFF_OK);
    case STAFF_ALREADY:
        return page_word(page, WORD_STAFF_ALREADY);
    case STAFF_NO_CARD:
        return page_word(page, WORD_STAFF_NO_CARD);
    case STAFF_NO_STICK:
        return page_word(page, WORD_STAFF_NO_STICK);
    case STAFF_NOT_LINKED:
        return page_word(page, WORD_STAFF_NOT_LINKED);
    case STAFF_SIGNED_OUT:
        return page_word(page, WORD_STAFF_GONE);
    case STAFF_WEAK_PIN:
        return page_word(page, WORD_STAFF_WEAK_PIN);
    case STAFF_NO_FILE:
        return page_word(page, WORD_STAFF_NO_FILE);
    case STAFF_WRONG_PIN:
    case STAFF_LOCKED:
    case STAFF_FAILED:
        break;
    }
    return page_word(page, WORD_STAFF_FAILED);
}
