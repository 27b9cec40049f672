#pragma once
/* What the other threads post, handed to the parts of the glass. UI thread only. */
#include "screens/shell/navigation.h"
#include "screens/shell/screenshot.h"

struct events {
    struct navigation *navigation;
    struct screenshot *screenshot;
    bool store_reported; /* the desk has reported the state of the store */
};

void events_take(struct events *events, const struct glass_event *event);
