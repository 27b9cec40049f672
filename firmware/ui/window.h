#pragma once
/* The window: full-screen or on a desktop, rotated by quarter turns, with touch. UI thread only,
 * except for window_wake. */
#include "base/err.h"
#include "ui/pixels.h"

#include <stdbool.h>
#include <stdint.h>

struct window;

struct window_config {
    const char *title;
    int width, height; /* of the panel as it is wired, before rotation; 0: the display's own */
    int rotation;      /* 0, 90, 180, 270: degrees clockwise that the picture is turned */
    bool full_screen;  /* kiosk: no cursor; requests to close the window are ignored */
};

enum window_event_kind {
    WINDOW_TOUCH_DOWN,
    WINDOW_TOUCH_MOVE,
    WINDOW_TOUCH_UP,
    WINDOW_REDRAW, /* the display needs the picture again, possibly at another size */
    WINDOW_CLOSE,  /* the desktop's close button; never when full_screen */
};

struct window_event {
    enum window_event_kind kind;
    int x, y; /* px of the picture, after rotation */
};

MUST_CHECK enum err window_open(const struct window_config *config, struct why *why,
                                struct window **ret_window);
void window_close(struct window *window);

/* The picture's size: after rotation. */
void window_size(const struct window *window, int *ret_width, int *ret_height);

/* Changes the rotation: call window_size and window_pixels again. */
void window_rotate(struct window *window, int rotation);

/* The memory of the display, to draw into without a copy; at is NULL where there is none of a
 * suitable format. Valid until the next WINDOW_REDRAW. */
struct pixels window_pixels(struct window *window);

/* Shows pixels, which have window_size. false: the display did not take them; try again later. */
bool window_present(struct window *window, const struct pixels *pixels);

/* Sleeps until an event, a wake or timeout_ms (-1: without limit). */
void window_wait(struct window *window, int timeout_ms);
bool window_next(struct window *window, struct window_event *ret_event);

/* Any thread, also a signal handler: ends a window_wait. */
void window_wake(void *window);

/* Simulates a touch through the event queue, at px of the picture. For the test driver. */
void window_touch(struct window *window, enum window_event_kind kind, int x, int y);
