/* welcome: the member is checked in. Shows the name, the activity and the member's figures. */
#include "screens/shell/screen.h"
#include "screens/visitor/outcomes.h"
#include "screens/widgets/dates.h"
#include "screens/widgets/notice.h"

#include <stdio.h>

#define STAY_MS 8000

static void fill_number(const struct page *page, enum word pattern, int n, char *ret_text,
                        size_t bytes) {
    char number[16];
    snprintf(number, sizeof number, "%d", n);
    strings_fill(ret_text, bytes, page_word(page, pattern), "n", number, NULL);
}

static void welcome_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct outcome *o = &((const struct tapped *)state)->outcome;
    char line[300], nth[64], times[64], hours[64];
    (void)since_ms;
    outcomes_where(page, o, line, sizeof line);
    fill_number(page, WORD_STAT_NTH, o->nth_today, nth, sizeof nth);
    fill_number(page, WORD_STAT_TIMES, o->times_this_month, times, sizeof times);
    fill_number(page, WORD_STAT_HOURS, o->volunteer_minutes / 60, hours, sizeof hours);
    struct notice n = {.mood = MOOD_GOOD,
                       .icon = "check",
                       .title = page_word(page, WORD_WELCOME),
                       .name = o->member_name,
                       .line = line,
                       .advice = o->late ? page_word(page, WORD_WELCOME_LATE) : "",
                       .stat_count = 3,
                       .stats = {{nth, page_word(page, WORD_STAT_NTH_LABEL)},
                                 {times, page_word(page, WORD_STAT_TIMES_LABEL)},
                                 {hours, page_word(page, WORD_STAT_HOURS_LABEL)}}};
    tapped_draw_with_answer(page, o, STAY_MS, ID_TAPPED_TRACK, &n);
}

const struct screen screen_welcome = {TAPPED_SCREEN,
                                      .name = "welcome",
                                      .timeout_ms = STAY_MS,
                                      .personal = true,
                                      .touch = tapped_touch_answer,
                                      .draw = welcome_draw};
