#pragma once
/* Scrolling a page that is longer than its room. UI thread only. */
#include "screens/shell/display.h"

struct scroll {
    bool moving;
    int from_px, to_px;
    int64_t start_ms;
};

/* One screenful up (-1) or down (1), eased. */
void scroll_by(struct scroll *scroll, struct display *display, int direction);
/* Draws the next step of scroll_by. */
void scroll_step(struct scroll *scroll, struct display *display, int64_t now_ms);
/* Immediately to this place, within bounds. */
void scroll_to(struct display *display, int px);
