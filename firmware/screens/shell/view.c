/* view: reads the parts of the glass for a test driver. */
#include "screens/shell/view.h"

#include "screens/shell/glass_private.h"

void view_state(const struct glass *glass, struct view_state *ret_state) {
    const struct display *d = &glass->display;
    const struct navigation *nav = &glass->navigation;
    bool moving = nav->scroll.moving || d->motion.moving || glass->finger.down;
    *ret_state = (struct view_state){.screen = nav->session.screen->name,
                                     .shown = nav->session.shown,
                                     .at_rest = !tickets_waiting(&nav->tickets) && !d->dirty &&
                                                !d->ui.canvas.waiting && !moving,
                                     .speaking = glass->aloud.speaking,
                                     .script = glass->aloud.script.text,
                                     .frames = glass->presenter.frames,
                                     .text_size = d->text_size,
                                     .contrast = d->contrast,
                                     .low = d->low};
}

const struct walk *view_walk(const struct glass *glass) {
    return &glass->display.ui.walk;
}

const struct pixels *view_pixels(const struct glass *glass) {
    return &glass->display.ui.canvas.pixels;
}

void view_touch(struct glass *glass, enum window_event_kind kind, int x, int y) {
    window_touch(glass->display.window, kind, x, y);
}

void view_set_appearance(struct glass *glass, enum text_size size, bool contrast, bool low) {
    display_set_appearance(&glass->display, size, contrast, low);
}

void view_set_language(struct glass *glass, int language) {
    glass->display.ui.language = language;
    display_lay_out(&glass->display);
}
