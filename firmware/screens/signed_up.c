/* signed_up: what came of "报名请刷卡": done, cancelled, full, or done before. */
#include "screens/dates.h"
#include "screens/list.h"
#include "screens/notice.h"
#include "screens/outcomes.h"

#include <stdio.h>

#define STAY_MS 8000

static enum word title_of(enum outcome_kind kind) {
    if (kind == OUTCOME_SIGN_UP_CANCELLED) return WORD_SIGN_UP_CANCELLED;
    if (kind == OUTCOME_SIGN_UP_FULL) return WORD_SIGN_UP_FULL;
    if (kind == OUTCOME_SIGN_UP_ALREADY) return WORD_SIGN_UP_ALREADY;
    return WORD_SIGNED_UP;
}

static enum word advice_of(enum outcome_kind kind) {
    if (kind == OUTCOME_SIGN_UP_CANCELLED) return WORD_SIGN_UP_CANCELLED_ADVICE;
    if (kind == OUTCOME_SIGN_UP_FULL) return WORD_SIGN_UP_FULL_ADVICE;
    return WORD_SIGNED_UP_ADVICE;
}

static void signed_up_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct outcome *o = &((const struct tapped *)state)->outcome;
    bool full = o->kind == OUTCOME_SIGN_UP_FULL, good = o->kind == OUTCOME_SIGNED_UP;
    char day[96], time[16], line[300];
    (void)since_ms;
    dates_day(page, o->occurrence.start_ms, day, sizeof day);
    dates_time(o->occurrence.start_ms, time, sizeof time);
    snprintf(line, sizeof line, "%s %s　%s　%s", day, o->occurrence.all_day ? "" : time,
             o->occurrence.title, o->occurrence.place);
    struct notice n = {.mood = full   ? MOOD_REFUSED
                               : good ? MOOD_GOOD
                                      : MOOD_PLAIN,
                       .icon = full ? "users" : "calendar-check",
                       .title = page_word(page, title_of(o->kind)),
                       .name = full ? "" : o->member_name,
                       .line = line,
                       .advice = page_word(page, advice_of(o->kind)),
                       .going = WORD_GOING_NEXT,
                       .whole_ms = STAY_MS};
    notice_draw(page, &n);
}

const struct screen screen_signed_up = {.name = "signed_up",
                                        .state_size = sizeof(struct tapped),
                                        .timeout_ms = STAY_MS,
                                        .brief = true,
                                        .personal = true,
                                        .enter = tapped_enter,
                                        .touch = tapped_touch,
                                        .next_ms = tapped_next_ms,
                                        .draw = signed_up_draw};
