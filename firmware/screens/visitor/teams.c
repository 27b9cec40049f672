/* teams: the list of volunteer teams, and one team: its work, its next service and its hours this
 * year. Members join by card. */
#include "screens/shell/screen.h"
#include "screens/widgets/chrome.h"
#include "screens/widgets/dates.h"

#include <stdio.h>

enum { ID_BACK, ID_TEAM, ID_JOIN, ID_ACTIVITY };

struct teams {
    bool here;
    struct answer_teams answer;
};

static void teams_enter(void *state, const struct where *where, const struct outcome *outcome,
                        struct asks *asks) {
    (void)state;
    (void)where;
    (void)outcome;
    asks_add(asks, INTENT_TEAMS);
}

static void teams_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct teams *t = state;
    (void)asks;
    if (answer->kind != ANSWER_TEAMS) return;
    t->answer = answer->u.teams;
    t->here = true;
}

static struct step teams_touch(void *state, struct touched touched, struct asks *asks) {
    const struct teams *t = state;
    (void)asks;
    if (touched.id != ID_TEAM) return step_to(STEP_UP);
    return step_with(STEP_TEAM, &(struct where){.id = t->answer.teams[touched.arg].id});
}

static void figures(const struct page *page, int32_t members, int32_t minutes, char *ret_text,
                    size_t bytes) {
    char n[16], hours[16];
    snprintf(n, sizeof n, "%d", members);
    snprintf(hours, sizeof hours, "%d", minutes / 60);
    strings_fill(ret_text, bytes, page_word(page, WORD_TEAM_FIGURES), "n", n, "hours", hours, NULL);
}

static void draw_row(struct page *page, const struct answer_teams *a, int i) {
    struct ui *ui = page->ui;
    char line[128];
    figures(page, a->teams[i].members, a->teams[i].minutes_this_year, line, sizeof line);
    struct text_style name = ui_style(ui, FACE_BOLD, 48, 130),
                      quiet = ui_style(ui, FACE_SANS, 38, 135);
    int pad = ui_u(ui, 36), arrow = ui_u(ui, 48), width = page->body.w - 3 * pad - arrow;
    int name_h = text_lay_out(ui->canvas.text, a->teams[i].name, name, width)->height;
    int h = name_h + text_lay_out(ui->canvas.text, line, quiet, width)->height + 2 * ui_u(ui, 24);
    struct rect r = page_take(page, h > ui->metrics.touch_px ? h : ui->metrics.touch_px);
    widget_card(ui, r, widget_target(ui, r, a->teams[i].name, ID_TEAM, i));
    int y = r.y + (r.h - h) / 2 + ui_u(ui, 22);
    canvas_words(&ui->canvas, r.x + pad, y, width, a->teams[i].name, name, ALIGN_LEFT,
                 ui->theme->ink);
    canvas_words(&ui->canvas, r.x + pad, y + name_h, width, line, quiet, ALIGN_LEFT,
                 ui->theme->quiet);
    canvas_icon(&ui->canvas, "chevron-right", r.x + r.w - pad - arrow, r.y + (r.h - arrow) / 2,
                arrow, ui->theme->army);
    page_gap(page, 24);
}

static void teams_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct teams *t = state;
    const struct action back = {
        .label = page_word(page, WORD_BACK), .icon = "chevron-left", .id = ID_BACK};
    (void)since_ms;
    page_begin(page, &back, 1);
    page_heading(page, page_word(page, WORD_TEAMS_TITLE), "");
    page_gap(page, 12);
    for (int i = 0; i < t->answer.count; i++) draw_row(page, &t->answer, i);
    if (t->answer.count == 0) page_empty(page, t->here ? WORD_TEAMS_NONE : WORD_LOADING);
    page_end(page);
}

const struct screen screen_teams = {.name = "teams",
                                    .state_size = sizeof(struct teams),
                                    .timeout_ms = 60000,
                                    .enter = teams_enter,
                                    .touch = teams_touch,
                                    .answer = teams_answer,
                                    .draw = teams_draw};

struct team {
    struct where where;
    bool here, joining;
    struct answer_team answer;
};

static void team_enter(void *state, const struct where *where, const struct outcome *outcome,
                       struct asks *asks) {
    struct team *t = state;
    (void)outcome;
    t->where = *where;
    asks_add(asks, INTENT_TEAM)->u.team.id = where->id;
}

static void team_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct team *t = state;
    (void)asks;
    if (answer->kind != ANSWER_TEAM) return;
    t->answer = answer->u.team;
    t->here = true;
}

static struct step team_touch(void *state, struct touched touched, struct asks *asks) {
    struct team *t = state;
    if (touched.id == ID_BACK) return step_to(STEP_UP);
    if (touched.id == ID_ACTIVITY)
        return step_with(STEP_ACTIVITY, &(struct where){.id = t->answer.next_occurrence});
    struct intent *intent = asks_add(asks, INTENT_EXPECT);
    intent->u.expect.what = EXPECT_JOIN_TEAM;
    intent->u.expect.team_id = t->where.id;
    t->joining = true;
    return step_to(STEP_REDRAW);
}

static void draw_next(struct page *page, const struct answer_team *a) {
    struct ui *ui = page->ui;
    char day[64], time[16], line[300];
    page_text(page, page_word(page, WORD_TEAM_NEXT), FACE_BOLD, 44, 145, ui->theme->ink);
    if (!a->next_occurrence) {
        page_text(page, page_word(page, WORD_TEAM_NO_NEXT), FACE_SANS, 42, 150, ui->theme->quiet);
        return;
    }
    dates_day(page, a->next_ms, day, sizeof day);
    dates_time(a->next_ms, time, sizeof time);
    snprintf(line, sizeof line, "%s %s　%s　%s", day, time, a->next_title, a->next_place);
    struct text_style style = ui_style(ui, FACE_SANS, 44, 140);
    int pad = ui_u(ui, 36), width = page->body.w - 3 * pad;
    int h = text_lay_out(ui->canvas.text, line, style, width)->height + 2 * ui_u(ui, 24);
    struct rect r = page_take(page, h > ui->metrics.touch_px ? h : ui->metrics.touch_px);
    widget_card(ui, r, widget_target(ui, r, a->next_title, ID_ACTIVITY, 0));
    canvas_words(&ui->canvas, r.x + pad, r.y + ui_u(ui, 22), width, line, style, ALIGN_LEFT,
                 ui->theme->ink);
}

static void draw_team(struct page *page, const struct answer_team *a) {
    char line[128];
    figures(page, a->members, a->minutes_this_year, line, sizeof line);
    page_heading(page, a->name, "");
    page_text(page, line, FACE_SANS, 42, 145, page->ui->theme->quiet);
    page_gap(page, 16);
    page_text(page, a->about, FACE_SANS, 46, 160, page->ui->theme->ink);
    page_gap(page, 28);
    draw_next(page, a);
}

static void team_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct team *t = state;
    const struct action actions[] = {
        {.label = page_word(page, WORD_BACK), .icon = "chevron-left", .id = ID_BACK},
        {.label = page_word(page, WORD_TEAM_JOIN),
         .icon = "users",
         .style = STYLE_PRIMARY,
         .id = ID_JOIN},
    };
    (void)since_ms;
    if (t->joining) page->dock_title = WORD_TEAM_DOCK, page->dock_line = WORD_TEAM_DOCK_LINE;
    page_begin(page, actions, t->here && t->answer.found ? 2 : 1);
    if (t->here && t->answer.found)
        draw_team(page, &t->answer);
    else
        page_empty(page, t->here ? WORD_TEAMS_NONE : WORD_LOADING);
    page_end(page);
}

const struct screen screen_team = {.name = "team",
                                   .state_size = sizeof(struct team),
                                   .timeout_ms = 60000,
                                   .enter = team_enter,
                                   .touch = team_touch,
                                   .answer = team_answer,
                                   .draw = team_draw};
