/* signed_out: confirms the sign-out and shows the volunteer hours. */
#include "screens/shell/screen.h"
#include "screens/visitor/outcomes.h"
#include "screens/widgets/dates.h"
#include "screens/widgets/notice.h"

#include <stdio.h>

#define STAY_MS 7000

static void signed_out_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct outcome *o = &((const struct tapped *)state)->outcome;
    char now[48], year[48], line[300];
    (void)since_ms;
    dates_length(page, o->minutes_now, now, sizeof now);
    dates_length(page, o->volunteer_minutes, year, sizeof year);
    outcomes_where(page, o, line, sizeof line);
    struct notice n = {.mood = MOOD_GOOD,
                       .icon = "hand-heart",
                       .title = page_word(page, WORD_SIGNED_OUT),
                       .name = o->member_name,
                       .line = line,
                       .advice = "",
                       .stat_count = 2,
                       .stats = {{now, page_word(page, WORD_STAT_NOW_LABEL)},
                                 {year, page_word(page, WORD_STAT_YEAR_LABEL)}}};
    tapped_draw(page, STAY_MS, &n);
}

const struct screen screen_signed_out = {TAPPED_SCREEN,         .name = "signed_out",
                                         .timeout_ms = STAY_MS, .personal = true,
                                         .touch = tapped_touch, .draw = signed_out_draw};
