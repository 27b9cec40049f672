#pragma once
/* What a finger on the panel does. UI thread only. */
#include "screens/shell/navigation.h"

struct finger {
    struct navigation *navigation;
    bool down, dragging;
    int start_x, start_y, start_scroll;
    bool drawing;    /* on a pad, from down to up */
    struct rect pad; /* as it was when the finger came down */
};

void finger_event(struct finger *finger, const struct window_event *event);
