#pragma once
/* Work done in advance, while the kiosk is idle, so that a tap is answered without delay. UI thread
 * only. */
#include "screens/shell/navigation.h"

struct warm {
    const struct navigation *navigation;
    bool welcome; /* a welcome has been drawn, out of sight */
    int pages;    /* drawn so far, of all screens */
};

/* Rasterises the glyphs that the result of a tap needs. */
void warm_glyphs(struct ui *ui);
/* Draws one page more, out of sight; false: all have been drawn. */
bool warm_page(struct warm *warm);
/* The same, but only while the kiosk is idle. ms until the next page wants to be drawn; -1: none
 * before the next event. */
int64_t warm_when_idle(struct warm *warm, int64_t now_ms);
