#pragma once
/* The parts of the glass, put together. For glass.c, view.c, tests/unit/screens and tests/bench. UI
 * thread only. */
#include "screens/shell/events.h"
#include "screens/shell/finger.h"
#include "screens/shell/glass.h"
#include "screens/shell/presenter.h"
#include "screens/shell/warm.h"

struct glass {
    struct glass_config config;
    struct glass_calls calls;
    struct mailbox *box;
    struct glass_event *event; /* room for one; too large for the stack */
    struct display display;
    struct aloud aloud;
    struct spoken spoken;
    struct navigation navigation;
    struct finger finger;
    struct screenshot screenshot;
    struct events events;
    struct presenter presenter;
    struct warm warm;
    bool closed;
    bool glyphs_warmed;
    bool reported_healthy;
};

/* Takes what the mailbox holds. Where the current screen waits for its first answers, waits a few
 * ms for them, so that its first frame shows them. */
void glass_take_posted(struct glass *glass);
