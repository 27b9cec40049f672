/* scroll: moves the body of a page. */
#include "screens/shell/scroll.h"

#include "base/clock.h"

#define SCROLL_MS 200

static int bounded(const struct display *display, int px) {
    int most = frame_scroll_most(&display->frame);
    return px < 0 ? 0 : px > most ? most : px;
}

void scroll_by(struct scroll *s, struct display *display, int direction) {
    int from = display->frame.scroll_px;
    int to = bounded(display, from + direction * display->frame.room_px * 8 / 10);
    *s = (struct scroll){true, from, to, clock_ticks_ms()};
    display->dirty = true;
}

void scroll_step(struct scroll *s, struct display *display, int64_t now_ms) {
    if (!s->moving) return;
    double part = (double)(now_ms - s->start_ms) / SCROLL_MS;
    if (part >= 1) {
        part = 1;
        s->moving = false;
    }
    double eased = 1 - (1 - part) * (1 - part) * (1 - part);
    display->frame.scroll_px = s->from_px + (int)((s->to_px - s->from_px) * eased);
    display->dirty = true;
}

void scroll_to(struct display *display, int px) {
    display->frame.scroll_px = bounded(display, px);
    display->dirty = true;
}
