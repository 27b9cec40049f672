/* home: four big tiles, the links to guides, map and teams, and the appearance buttons. */
#include "screens/shell/screen.h"
#include "screens/visitor/appearance.h"
#include "screens/visitor/strip.h"
#include "screens/widgets/dates.h"

#include <stdio.h>

enum {
    ID_WALL,
    ID_SCHEDULE,
    ID_REQUEST,
    ID_MINE,
    ID_GUIDES,
    ID_MAP,
    ID_TEAMS,
    ID_NOTICES,
    ID_ON_THIS_DAY
};

struct home {
    struct answer_today today;
};

static void home_enter(void *state, const struct where *where, const struct outcome *outcome,
                       struct asks *asks) {
    (void)state;
    (void)where;
    (void)outcome;
    asks_add(asks, INTENT_TODAY);
}

static void home_answer(void *state, const struct answer *answer, struct asks *asks) {
    (void)asks;
    if (answer->kind == ANSWER_TODAY) ((struct home *)state)->today = answer->u.today;
}

static struct step home_touch(void *state, struct touched touched, struct asks *asks) {
    static const enum step_kind steps[] = {
        [ID_WALL] = STEP_WALL,   [ID_SCHEDULE] = STEP_SCHEDULE, [ID_REQUEST] = STEP_REQUEST,
        [ID_MINE] = STEP_MINE,   [ID_GUIDES] = STEP_GUIDES,     [ID_MAP] = STEP_MAP,
        [ID_TEAMS] = STEP_TEAMS, [ID_NOTICES] = STEP_NOTICES};
    struct step step = appearance_touch(touched.id);
    const struct home *home = state;
    (void)asks;
    if (touched.id == ID_ON_THIS_DAY)
        return step_with(STEP_STORY, &(struct where){.id = home->today.on_this_day});
    return step.kind != STEP_STAY ? step : step_to(steps[touched.id]);
}

static void today_line(const struct home *home, const struct page *page, char *ret_text,
                       size_t bytes) {
    const struct occurrence *o = &home->today.next.occurrence;
    char time[16];
    dates_time(o->start_ms, time, sizeof time);
    if (!home->today.has_next)
        snprintf(ret_text, bytes, "%s", page_word(page, WORD_HOME_NOTHING_TODAY));
    else
        strings_fill(ret_text, bytes,
                     page_word(page, o->all_day ? WORD_HOME_TODAY_ALL_DAY : WORD_HOME_TODAY),
                     "time", time, "title", o->title, "place", o->place, NULL);
}

static void draw_tiles(struct page *page, struct rect r) {
    struct ui *ui = page->ui;
    const struct theme *t = ui->theme;
    int gap = ui_u(ui, 32), w = (r.w - gap) / 2, h = (r.h - gap) / 2;
    struct tile tiles[] = {
        {page_word(page, WORD_HOME_WALL), page_word(page, WORD_HOME_WALL_LINE), "honour", t->brick,
         ID_WALL, 0, 0},
        {page_word(page, WORD_HOME_SCHEDULE), page_word(page, WORD_HOME_SCHEDULE_LINE),
         "calendar-days", t->army, ID_SCHEDULE, 0, 0},
        {page_word(page, WORD_HOME_REQUEST), page_word(page, WORD_HOME_REQUEST_LINE),
         "message-square-text", t->sky, ID_REQUEST, 0, 0},
        {page_word(page, WORD_HOME_MINE), page_word(page, WORD_HOME_MINE_LINE), "user-round",
         t->bronze, ID_MINE, 0, 0}};
    widget_tiles_even(ui, w, h, tiles, 4);
    for (int i = 0; i < 4; i++)
        widget_tile(ui, (struct rect){r.x + i % 2 * (w + gap), r.y + i / 2 * (h + gap), w, h},
                    &tiles[i]);
}

/* With large text an icon before the words would break them. */
static bool three_stacked(const struct ui *ui) {
    return ui->metrics.zoom > 1.2 && !ui->metrics.landscape && !ui->metrics.low;
}

/* Guides, map and teams: side by side, or one below the other. */
static void draw_three(struct page *page, struct rect r, bool upright) {
    struct ui *ui = page->ui;
    struct button buttons[] = {
        {.label = page_word(page, WORD_HOME_GUIDES), .icon = "book-open", .id = ID_GUIDES},
        {.label = page_word(page, WORD_HOME_MAP), .icon = "map-pin", .id = ID_MAP},
        {.label = page_word(page, WORD_HOME_TEAMS), .icon = "users", .id = ID_TEAMS}};
    int gap = ui_u(ui, 24), w = upright ? r.w : (r.w - 2 * gap) / 3,
        h = upright ? (r.h - 2 * gap) / 3 : r.h;
    for (int i = 0; i < 3; i++) buttons[i].stacked = !upright && three_stacked(ui);
    for (int i = 0; i < 3; i++)
        widget_button(ui,
                      upright ? (struct rect){r.x, r.y + i * (h + gap), w, h}
                              : (struct rect){r.x + i * (w + gap), r.y, w, h},
                      &buttons[i]);
}

static void draw_greeting(const struct home *home, struct page *page) {
    char line[320];
    today_line(home, page, line, sizeof line);
    if (page->ui->metrics.low) {
        page_heading(page, page_word(page, WORD_HOME_GREETING), line);
        return;
    }
    page_text(page, page_word(page, WORD_HOME_GREETING), FACE_SERIF, 76, 130, page->ui->theme->ink);
    page_text(page, line, FACE_SANS, 42, 145, page->ui->theme->quiet);
    page_gap(page, 32);
}

static void draw_portrait(struct page *page) {
    struct ui *ui = page->ui;
    int gap = ui_u(ui, 32), pair = metrics_control(&ui->metrics, three_stacked(ui) ? 200 : 130),
        looks = metrics_control(&ui->metrics, ui->metrics.low ? 124 : 150);
    int most = ui_u(ui, 832), least = 2 * metrics_control(&ui->metrics, 200) + gap;
    int room = page_room(page) - pair - looks - 2 * gap;
    if (ui->metrics.low) least = 2 * metrics_control(&ui->metrics, 124) + gap;
    int tiles = room < least ? least : room < most ? room : most;
    draw_tiles(page, page_take(page, tiles));
    page->y += gap;
    draw_three(page, page_take(page, pair), false);
    page->y += gap;
    int spare = page_room(page) - looks;
    if (spare > 0) page->y += spare;
    appearance_draw(page, page_take(page, looks), page->reading == READING_NONE ? 3 : 4);
}

/* Three buttons, with the appearance buttons below them. */
static bool side_has_room(const struct page *page) {
    const struct metrics *m = &page->ui->metrics;
    return page->side.h >= 4 * m->touch_px + 3 * m->gap_px;
}

static void draw_side(struct page *page) {
    struct ui *ui = page->ui;
    struct rect side = page->side;
    int gap = ui->metrics.gap_px, button = metrics_control(&ui->metrics, 118),
        looks = metrics_control(&ui->metrics, 136);
    if (!side_has_room(page)) {
        if (looks > side.h) looks = side.h;
        appearance_draw(page, (struct rect){side.x, side.y, side.w, looks}, 2);
        return;
    }
    if (3 * button + looks + 3 * gap > side.h) {
        button = (side.h - 3 * gap) / 4;
        looks = side.h - 3 * gap - 3 * button;
    }
    draw_three(page, (struct rect){side.x, side.y, side.w, 3 * button + 2 * gap}, true);
    appearance_draw(page, (struct rect){side.x, side.y + 3 * button + 3 * gap, side.w, looks}, 2);
}

static void draw_landscape(struct page *page) {
    struct ui *ui = page->ui;
    bool beside = side_has_room(page);
    int gap = ui_u(ui, 24), three = metrics_control(&ui->metrics, 118);
    int least = 2 * metrics_control(&ui->metrics, 150) + ui_u(ui, 32),
        room = page_room(page) - ui_u(ui, 16) - (beside ? 0 : three + gap);
    page_leave_body(page);
    draw_side(page);
    page_enter_body(page);
    draw_tiles(page, page_take(page, room > least ? room : least));
    if (beside) return;
    page->y += gap;
    draw_three(page, page_take(page, three), false);
}

/* The newest notice, and the anniversary of this day; with little room, only the first of them. */
static void draw_news(const struct home *home, struct page *page) {
    const struct answer_today *today = &home->today;
    char words[TITLE_SIZE + 64];
    bool narrow = page->ui->metrics.landscape || page->ui->metrics.low;
    if (today->notices > 0)
        strip_draw(page, "megaphone", today->notice, page_word(page, WORD_NOTICES_TITLE),
                   ID_NOTICES);
    if (!today->on_this_day || (today->notices > 0 && narrow)) return;
    strings_fill(words, sizeof words, page_word(page, WORD_ON_THIS_DAY), "title",
                 today->on_this_day_title, NULL);
    strip_draw(page, "star", words, words, ID_ON_THIS_DAY);
}

static void home_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct home *home = state;
    (void)since_ms;
    page->side_wanted = true;
    page_begin(page, NULL, 0);
    draw_greeting(home, page);
    draw_news(home, page);
    if (page->ui->metrics.landscape)
        draw_landscape(page);
    else
        draw_portrait(page);
    page_end(page);
}

const struct screen screen_home = {.name = "home",
                                   .state_size = sizeof(struct home),
                                   .timeout_ms = 60000,
                                   .open = true,
                                   .enter = home_enter,
                                   .touch = home_touch,
                                   .answer = home_answer,
                                   .draw = home_draw};
