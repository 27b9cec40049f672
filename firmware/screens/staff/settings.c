/* staff_settings: the settings that staff may change. Each change is stored and takes effect
 * immediately. */
#include "base/clock.h"
#include "screens/staff/page.h"
#include "screens/widgets/dates.h"

#include <stdio.h>
#include <string.h>

enum {
    ID_LESS = ID_STAFF_OWN,
    ID_MORE,
    ID_NAMES,
    ID_CLOCK,
    ID_CLOCK_STEP,
    ID_RESTART,
    ID_RESTART_YES
};

struct settings {
    struct staff_scope scope;
    struct staff_query query;
    bool sure;
    int32_t clock[5]; /* the offsets in years, months, days, hours and minutes */
    struct staff_acted acted;
};

static const struct {
    enum staff_setting setting;
    enum word name, value;
    int32_t step, least, most;
} rows[] = {
    {SETTING_VOLUME, WORD_STAFF_SET_VOLUME, WORD_STAFF_PERCENT, 10, 0, 100},
    {SETTING_BRIGHTNESS, WORD_STAFF_SET_BRIGHTNESS, WORD_STAFF_PERCENT, 10, 10, 100},
    {SETTING_OPENS_BEFORE, WORD_STAFF_SET_OPENS, WORD_STAFF_MINUTES, 5, 0, 240},
    {SETTING_CLOSES_AFTER, WORD_STAFF_SET_CLOSES, WORD_STAFF_MINUTES, 5, 0, 240},
    {SETTING_LATE_AFTER, WORD_STAFF_SET_LATE, WORD_STAFF_MINUTES, 5, 0, 120},
};

static int32_t value_of(const struct staff_settings *s, enum staff_setting setting) {
    switch (setting) {
    case SETTING_VOLUME:
        return s->volume;
    case SETTING_BRIGHTNESS:
        return s->brightness;
    case SETTING_OPENS_BEFORE:
        return s->opens_before_min;
    case SETTING_CLOSES_AFTER:
        return s->closes_after_min;
    case SETTING_LATE_AFTER:
        return s->late_after_min;
    case SETTING_NAMES_MASKED:
        return s->names_masked;
    case STAFF_SETTINGS_COUNT:
        break;
    }
    return 0;
}

static void settings_enter(void *state, const struct where *where, const struct outcome *outcome,
                           struct asks *asks) {
    struct settings *s = state;
    (void)outcome;
    s->scope = where->staff;
    staff_query(asks, STAFF_SETTINGS, &s->scope);
}

static void settings_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct settings *s = state;
    staff_query_take(&s->query, answer, STAFF_SETTINGS);
    if (!staff_acted_take(&s->acted, answer)) return;
    staff_query(asks, STAFF_SETTINGS, &s->scope);
}

static struct step settings_lead(const void *state) {
    const struct settings *s = state;
    return staff_lead(&s->query, &s->acted);
}

static void set(struct asks *asks, enum staff_setting setting, int32_t value) {
    struct staff_do *action = staff_act(asks, STAFF_SET);
    action->setting = setting;
    action->value = value;
}

static void step_value(const struct settings *s, struct touched touched, struct asks *asks) {
    int row = touched.arg;
    int32_t value = value_of(&s->query.answer.u.settings, rows[row].setting) +
                    (touched.id == ID_MORE ? rows[row].step : -rows[row].step);
    if (value < rows[row].least) value = rows[row].least;
    if (value > rows[row].most) value = rows[row].most;
    set(asks, rows[row].setting, value);
}

static struct step settings_touch(void *state, struct touched touched, struct asks *asks) {
    struct settings *s = state;
    struct step step;
    if (staff_touched(touched, &s->scope, &step)) return step;
    if (!s->query.here) return step_to(STEP_STAY);
    if (touched.id == ID_LESS || touched.id == ID_MORE) step_value(s, touched, asks);
    if (touched.id == ID_NAMES) set(asks, SETTING_NAMES_MASKED, touched.arg);
    if (touched.id == ID_CLOCK) {
        struct staff_do *action = staff_act(asks, STAFF_SET_CLOCK);
        action->value = touched.arg;
        memset(s->clock, 0, sizeof s->clock);
    }
    if (touched.id == ID_CLOCK_STEP) s->clock[touched.arg / 2] += touched.arg % 2 ? 1 : -1;
    if (touched.id == ID_RESTART) s->sure = true;
    if (touched.id == ID_RESTART_YES) staff_act(asks, STAFF_RESTART);
    return step_to(STEP_REDRAW);
}

/* "− value +" with its name before it, or above it where there is no room. */
static void draw_stepper(struct page *page, const char *name, const char *value,
                         const struct button *less, const struct button *more) {
    struct ui *ui = page->ui;
    struct text_style style = ui_style(ui, FACE_BOLD, 38, 140);
    int gap = ui_u(ui, 24), h = metrics_control(&ui->metrics, 96),
        key = h > ui_u(ui, 140) ? h : ui_u(ui, 140), middle = ui_u(ui, 260 * ui->metrics.zoom);
    int name_w = text_lay_out(ui->canvas.text, name, style, 0)->width, w = page->body.w;
    bool beside = name_w + gap + 2 * (key + gap) + middle <= w;
    if (!beside) page_text(page, name, FACE_BOLD, 38, 145, ui->theme->ink);
    if (middle > w - 2 * key - 2 * gap) middle = w - 2 * key - 2 * gap;
    struct rect r = page_take(page, h);
    int x = beside ? r.x + r.w - 2 * (key + gap) - middle : r.x;
    if (beside)
        canvas_words_in(&ui->canvas, (struct rect){r.x, r.y, x - r.x - gap, h}, name, style,
                        ui_least_text(ui), ALIGN_LEFT, ui->theme->ink);
    widget_button(ui, (struct rect){x, r.y, key, h}, less);
    canvas_words_in(&ui->canvas, (struct rect){x + key + gap, r.y, middle, h}, value,
                    ui_style(ui, FACE_BOLD, 46, 120), ui_least_text(ui), ALIGN_CENTRE,
                    ui->theme->ink);
    widget_button(ui, (struct rect){x + key + 2 * gap + middle, r.y, key, h}, more);
    page_gap(page, 24);
}

static void draw_value(struct page *page, const struct settings *s, int row) {
    char n[16], value[48];
    int32_t now = value_of(&s->query.answer.u.settings, rows[row].setting);
    snprintf(n, sizeof n, "%d", now);
    strings_fill(value, sizeof value, page_word(page, rows[row].value), "n", n, NULL);
    struct button less = {.label = "−",
                          .id = ID_LESS,
                          .arg = row,
                          .units = 56,
                          .style = now > rows[row].least ? STYLE_PLAIN : STYLE_OFF},
                  more = {.label = "+",
                          .id = ID_MORE,
                          .arg = row,
                          .units = 56,
                          .style = now < rows[row].most ? STYLE_PLAIN : STYLE_OFF};
    draw_stepper(page, page_word(page, rows[row].name), value, &less, &more);
}

/* The clock as it would be set. Each field has its own buttons, so that the clock of a board that
 * booted in 1970 is set within a minute. The button shows the complete time and keeps the seconds.
 */
static void draw_clock(struct page *page, const struct settings *s) {
    static const enum word names[] = {WORD_STAFF_YEAR, WORD_STAFF_MONTH, WORD_STAFF_DAY,
                                      WORD_STAFF_HOUR, WORD_STAFF_MINUTE};
    struct civil then = civil_from_ms(page->hall->utc_ms);
    then.year += s->clock[0];
    then.month += s->clock[1];
    then.day += s->clock[2];
    then.hour += s->clock[3];
    then.minute += s->clock[4];
    int64_t then_ms = civil_to_ms(&then), delta = (then_ms - page->hall->utc_ms) / 1000;
    then = civil_from_ms(then_ms);
    const int fields[] = {then.year, then.month, then.day, then.hour, then.minute};
    page_text(page, page_word(page, WORD_STAFF_SET_CLOCK), FACE_BOLD, 46, 145,
              page->ui->theme->ink);
    page_gap(page, 12);
    for (int i = 0; i < 5; i++) {
        char value[16];
        struct button less = {.label = "−", .id = ID_CLOCK_STEP, .arg = 2 * i, .units = 56},
                      more = {.label = "+", .id = ID_CLOCK_STEP, .arg = 2 * i + 1, .units = 56};
        snprintf(value, sizeof value, i < 3 ? "%d" : "%02d", fields[i]);
        draw_stepper(page, page_word(page, names[i]), value, &less, &more);
    }
    bool moved = false;
    for (int i = 0; i < 5; i++) moved |= s->clock[i] != 0;
    char date[48], time[16], words[160];
    dates_time(then_ms, time, sizeof time);
    snprintf(date, sizeof date, "%d-%02d-%02d", then.year, then.month, then.day);
    strings_fill(words, sizeof words, page_word(page, WORD_STAFF_CLOCK_TO), "date", date, "time",
                 time, NULL);
    const struct form_button set = {words, moved ? STYLE_PRIMARY : STYLE_OFF, ID_CLOCK, (int)delta};
    form_buttons(page, &set, 1);
}

static void draw_names(struct page *page, const struct staff_settings *now) {
    const struct form_button names[] = {
        {page_word(page, WORD_STAFF_NAMES_FULL), now->names_masked ? STYLE_PLAIN : STYLE_CHOSEN,
         ID_NAMES, 0},
        {page_word(page, WORD_STAFF_NAMES_MASKED), now->names_masked ? STYLE_CHOSEN : STYLE_PLAIN,
         ID_NAMES, 1}};
    page_text(page, page_word(page, WORD_STAFF_SET_NAMES), FACE_BOLD, 38, 145,
              page->ui->theme->ink);
    form_buttons(page, names, 2);
}

static void settings_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct settings *s = state;
    const struct action out = {.label = page_word(page, WORD_STAFF_OUT), .id = ID_STAFF_OUT};
    const struct form_button restart = {
        page_word(page, s->sure ? WORD_STAFF_RESTART_YES : WORD_STAFF_RESTART),
        s->sure ? STYLE_DANGER : STYLE_PLAIN, s->sure ? ID_RESTART_YES : ID_RESTART, 0};
    char words[192];
    (void)since_ms;
    staff_begin(page, s->query.answer.who, STEP_STAFF_SETTINGS, &out, 1);
    if (s->acted.here && s->acted.done.result != STAFF_OK) {
        snprintf(words, sizeof words, "%s (%s)", staff_result_words(page, &s->acted.done),
                 err_name(s->acted.done.code));
        form_message(page, words, false);
    }
    if (s->query.here) {
        for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
            if (value_of(&s->query.answer.u.settings, rows[i].setting) >= 0)
                draw_value(page, s, (int)i);
        draw_names(page, &s->query.answer.u.settings);
        page_gap(page, 16);
        draw_clock(page, s);
        page_gap(page, 24);
        form_buttons(page, &restart, 1);
    } else {
        page_empty(page, WORD_LOADING);
    }
    page_end(page);
}

const struct screen screen_staff_settings = {.name = "staff_settings",
                                             .state_size = sizeof(struct settings),
                                             .timeout_ms = STAFF_TIMEOUT_MS,
                                             .personal = true,
                                             .enter = settings_enter,
                                             .touch = settings_touch,
                                             .answer = settings_answer,
                                             .lead = settings_lead,
                                             .draw = settings_draw};
