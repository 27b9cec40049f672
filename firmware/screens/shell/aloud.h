#pragma once
/* Reading the page aloud. UI thread only. */
#include "screens/shell/display.h"
#include "ui/script.h"

struct aloud {
    const struct glass_calls *calls;
    struct display *display;
    bool speaking;  /* as the sound reports it */
    bool reads_all; /* every page is read when it opens, until the person leaves */
    bool to_read;   /* this page, as soon as what it asked for has arrived */
    int louder;     /* steps; 0 again when the person leaves */
    struct script script;
};

void aloud_page(struct aloud *aloud); /* reads the current page */
void aloud_stop(struct aloud *aloud); /* immediately; harmless where nothing is read */
/* Another screen was opened: stops, and wipes what was read of the last one. */
void aloud_entered(struct aloud *aloud);
/* The page has been drawn with everything it asked for: reads it where that is wanted. */
void aloud_settled(struct aloud *aloud);
void aloud_all(struct aloud *aloud, bool on);
void aloud_louder(struct aloud *aloud);
void aloud_reset(struct aloud *aloud); /* the person has left */
