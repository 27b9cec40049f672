#pragma once
/* The current frame as a PNG file, for staff at the station. UI thread only. */
#include "screens/shell/display.h"

#include <pthread.h>

struct screenshot {
    const struct glass_calls *calls;
    const char *path; /* NULL: screenshots are refused */
    struct display *display;
    int64_t asked_ms; /* identifies the request; 0: none */
    int64_t began_ms; /* clock_ticks_ms */
    pthread_t thread; /* writes the file, while `writing` */
    bool writing;
    bool written; /* atomic; the thread has ended, and `good` holds its result */
    bool good;
    struct pixels copy;
};

void screenshot_asked(struct screenshot *screenshot, int64_t asked_ms);
/* Once a turn, after drawing. open: the page shows no personal data. shown: its first frame is on
 * the display. */
void screenshot_turn(struct screenshot *screenshot, bool open, bool shown, int64_t now_ms);
void screenshot_finish(struct screenshot *screenshot);
