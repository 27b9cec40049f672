/* already_in: this card is checked in already; nothing new was recorded. */
#include "screens/shell/screen.h"
#include "screens/visitor/outcomes.h"
#include "screens/widgets/dates.h"
#include "screens/widgets/notice.h"

#define STAY_MS 6000

static void already_in_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct outcome *o = &((const struct tapped *)state)->outcome;
    char title[96], time[16];
    (void)since_ms;
    dates_time(o->earlier_ms, time, sizeof time);
    strings_fill(title, sizeof title, page_word(page, WORD_ALREADY_IN), "time", time, NULL);
    struct notice n = {.mood = MOOD_PLAIN,
                       .icon = "badge-check",
                       .title = title,
                       .name = o->member_name,
                       .line = o->occurrence.title,
                       .advice = page_word(page, WORD_ALREADY_IN_ADVICE)};
    tapped_draw_with_answer(page, o, STAY_MS, ID_TAPPED_TRACK, &n);
}

const struct screen screen_already_in = {
    TAPPED_SCREEN,    .name = "already_in",         .timeout_ms = STAY_MS,
    .personal = true, .touch = tapped_touch_answer, .draw = already_in_draw};
