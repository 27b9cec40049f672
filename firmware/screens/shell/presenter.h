#pragma once
/* Draws the current page, hands the frame to the display and reports it. UI thread only. */
#include "screens/shell/navigation.h"

struct presenter {
    const struct glass_config *config;
    const struct glass_calls *calls;
    struct navigation *navigation;
    int64_t frames; /* presented since the start */
    int64_t minute; /* of the clock, as drawn */
};

/* Reads the clock: sets dirty where the page has to show it. left_ms: until the time-out. */
void presenter_time(struct presenter *presenter, int64_t left_ms);
void presenter_draw(struct presenter *presenter, int64_t now_ms);
/* When the page next changes by itself, in ms since entering; -1: never. */
int64_t presenter_next_ms(const struct presenter *presenter);
