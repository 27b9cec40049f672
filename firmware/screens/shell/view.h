#pragma once
/* What a test driver reads of the glass and does to it. The glass itself does not use this file.
 * UI thread only. */
#include "screens/shell/glass.h"
#include "ui/metrics.h"
#include "ui/walk.h"
#include "ui/window.h"

struct view_state {
    const char *screen; /* its name */
    bool shown;         /* its first frame is on the display */
    bool at_rest;       /* nothing is awaited, moving or still to be drawn */
    bool speaking;
    const char *script; /* what is read aloud */
    int64_t frames;     /* presented since the start */
    enum text_size text_size;
    bool contrast, low;
};

void view_state(const struct glass *glass, struct view_state *ret_state);
const struct walk *view_walk(const struct glass *glass);     /* controls and words of the frame */
const struct pixels *view_pixels(const struct glass *glass); /* of the last frame */

/* A touch through the event queue, at px of the picture. */
void view_touch(struct glass *glass, enum window_event_kind kind, int x, int y);
void view_set_appearance(struct glass *glass, enum text_size size, bool contrast, bool low);
void view_set_language(struct glass *glass, int language); /* 0 zh, 1 en */
