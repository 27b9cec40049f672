/* unknown: the card is not enrolled. Staff use the number to enrol it. */
#include "screens/shell/screen.h"
#include "screens/visitor/outcomes.h"
#include "screens/widgets/notice.h"

#include <stdio.h>

#define STAY_MS 20000

static void unknown_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct outcome *o = &((const struct tapped *)state)->outcome;
    char number[16];
    (void)since_ms;
    snprintf(number, sizeof number, "%.3s %s", o->enrol_number,
             o->enrol_number + (o->enrol_number[0] ? 3 : 0));
    struct notice n = {.mood = MOOD_PLAIN,
                       .icon = "id-card",
                       .title = page_word(page, WORD_UNKNOWN),
                       .name = number,
                       .line = page_word(page, WORD_UNKNOWN_LINE),
                       .advice = page_word(page, WORD_UNKNOWN_ADVICE)};
    tapped_draw(page, STAY_MS, &n);
}

const struct screen screen_unknown = {TAPPED_SCREEN, .name = "unknown", .timeout_ms = STAY_MS,
                                      .touch = tapped_touch, .draw = unknown_draw};
