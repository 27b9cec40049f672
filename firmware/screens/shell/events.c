/* events: one case for each kind of event. */
#include "screens/shell/events.h"

#include <string.h>

static void take_outcome(struct navigation *nav, const struct outcome *outcome) {
    struct outcome copy = *outcome; /* the event is used again */
    navigation_outcome(nav, &copy);
    explicit_bzero(&copy, sizeof copy);
}

static void take_reader(struct display *display, bool up) {
    display->dirty |= display->hall.reader_up != up;
    display->hall.reader_up = up;
}

static void take_store(struct events *events, const struct store_state *store) {
    struct navigation *nav = events->navigation;
    struct hall *hall = &nav->display->hall;
    bool was_open = hall->store_open;
    events->store_reported = true;
    hall->store_open = store->open;
    hall->store_code = store->code;
    hall->refuses_taps = store->read_only;
    nav->display->dirty = true;
    if (!store->open && was_open) navigation_go(nav, nav->screens->out_of_order, NULL, NULL);
    if (store->open && !was_open) navigation_go(nav, nav->screens->attract, NULL, NULL);
}

void events_take(struct events *events, const struct glass_event *event) {
    struct navigation *nav = events->navigation;
    struct display *display = nav->display;
    switch (event->kind) {
    case GLASS_OUTCOME:
        take_outcome(nav, &event->u.outcome);
        break;
    case GLASS_ANSWER:
        navigation_answer(nav, &event->u.answer);
        break;
    case GLASS_READER:
        take_reader(display, event->u.reader.up);
        break;
    case GLASS_STORE:
        take_store(events, &event->u.store);
        break;
    case GLASS_SPEAKING:
        nav->aloud->speaking = event->u.speaking;
        display->dirty = true;
        break;
    case GLASS_VOICE_NOTE:
        spoken_reported(nav->spoken, &event->u.voice_note, nav->session.screen);
        break;
    case GLASS_ROTATION:
        window_rotate(display->window, event->u.rotation);
        display_lay_out(display);
        break;
    case GLASS_SCREENSHOT:
        screenshot_asked(events->screenshot, event->u.screenshot.asked_ms);
        break;
    case GLASS_CHANGED:
        tickets_ask_again(&nav->tickets);
        break;
    }
}
