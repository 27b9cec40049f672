/* already_in: this card is checked in already; nothing new was recorded. */
#include "screens/shell/screen.h"
#include "screens/visitor/outcomes.h"
#include "screens/widgets/dates.h"
#include "screens/widgets/notice.h"

#define STAY_MS 6000

static void already_in_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct outcome *o = &((const struct tapped *)state)->outcome;
    char title[96], time[16];
    struct waiting_words waiting;
    (void)since_ms;
    dates_time(o->earlier_ms, time, sizeof time);
    strings_fill(title, sizeof title, page_word(page, WORD_ALREADY_IN), "time", time, NULL);
    struct notice n = {.mood = MOOD_PLAIN,
                       .icon = "badge-check",
                       .title = title,
                       .name = o->member_name,
                       .line = o->occurrence.title,
                       .advice = page_word(page, WORD_ALREADY_IN_ADVICE),
                       .going = WORD_GOING_NEXT,
                       .whole_ms = STAY_MS};
    outcomes_waiting(page, o, ID_TAPPED_TRACK, &waiting, &n);
    notice_draw(page, &n);
}

const struct screen screen_already_in = {.name = "already_in",
                                         .state_size = sizeof(struct tapped),
                                         .timeout_ms = STAY_MS,
                                         .brief = true,
                                         .personal = true,
                                         .enter = tapped_enter,
                                         .touch = tapped_touch_answer,
                                         .next_ms = tapped_next_ms,
                                         .draw = already_in_draw};
