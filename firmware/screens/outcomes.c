/* outcomes: keeping what the desk said, and saying where and when it was. */
#include "screens/outcomes.h"

#include "screens/dates.h"

#include <stdio.h>

#define STEP_MS 250

void tapped_enter(void *state, const struct where *where, const struct outcome *outcome, struct asks *asks) {
    (void)where;
    (void)asks;
    if (outcome) ((struct tapped *)state)->outcome = *outcome;
}

int64_t tapped_next_ms(const void *state, int64_t since_ms) {
    (void)state;
    return since_ms - since_ms % STEP_MS + STEP_MS;
}

void outcomes_where(const struct page *page, const struct outcome *o, char *ret_text, size_t bytes) {
    char time[16];
    (void)page;
    dates_time(o->at_ms, time, sizeof time);
    if (o->occurrence.id) snprintf(ret_text, bytes, "%s　%s　%s", time, o->occurrence.title, o->occurrence.place);
    else snprintf(ret_text, bytes, "%s", time);
}
