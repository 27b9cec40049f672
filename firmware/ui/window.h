#pragma once
/* The one window: full-screen or in a desktop window, turned by quarter turns, touched. UI thread
 * only, but for window_wake. */
#include "base/err.h"
#include "ui/pixels.h"

#include <stdbool.h>
#include <stdint.h>

struct window;

struct window_config {
    const char *title;
    int width, height; /* of the panel as it is wired, before rotation; 0: the display's own */
    int rotation;      /* 0, 90, 180, 270: degrees clockwise that the picture is turned */
    bool full_screen;  /* kiosk: no cursor, closing asked for by keys or the desktop is ignored */
};

enum window_event_kind {
    WINDOW_TOUCH_DOWN,
    WINDOW_TOUCH_MOVE,
    WINDOW_TOUCH_UP,
    WINDOW_REDRAW, /* the display wants the picture again, perhaps at another size */
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

/* Another way round from now on: ask for window_size and window_pixels again. */
void window_rotate(struct window *window, int rotation);

/* The display's own memory, to draw in without a copy; at NULL where there is none of the right
 * kind. Good until the next WINDOW_REDRAW. */
struct pixels window_pixels(struct window *window);

/* Show pixels, which are of window_size. false when the display did not take it (try again later).
 */
bool window_present(struct window *window, const struct pixels *pixels);

/* Sleep until an event, a wake or timeout_ms (-1: for ever). */
void window_wait(struct window *window, int timeout_ms);
bool window_next(struct window *window, struct window_event *ret_event);

/* Any thread, also a signal handler's: end a window_wait. */
void window_wake(void *window);

/* As a finger would, through the event queue: x, y in px of the picture. For the drive. */
void window_touch(struct window *window, enum window_event_kind kind, int x, int y);
