#pragma once
/* The window, and what is drawn into it: the page of one screen, its appearance, and the fade from
 * the page before. UI thread only. */
#include "screens/shell/frame.h"
#include "screens/shell/glass_config.h"
#include "screens/shell/motion.h"
#include "ui/window.h"

struct display {
    struct window *window;
    struct ui ui;
    struct hall hall;
    struct frame frame;
    struct motion motion;
    double diagonal_mm;
    enum text_size text_size;
    bool low, contrast;
    int64_t appearance_of; /* the member who keeps it so; 0: none, or it was set by a touch */
    bool dirty;            /* there is something to draw */
};

MUST_CHECK enum err display_open(struct display *display, const struct glass_config *config,
                                 struct why *why);
void display_close(struct display *display); /* takes half-built ones */

/* Call after the language, the rotation or the panel's size has changed. */
void display_lay_out(struct display *display);
void display_set_appearance(struct display *display, enum text_size size, bool contrast, bool low);

/* The page of another screen comes next; state is borrowed until the next call. */
void display_show(struct display *display, const struct screen *screen, const void *state);
