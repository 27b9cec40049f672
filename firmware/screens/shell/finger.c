/* finger: a tap or a drag, told apart by how far the finger moved.
 *
 *   up --down--> pressed --moved > 4 mm--> dragging (scrolls) --up--> nothing more
 *                   └-------up on the same target--> touched
 *
 * On a pad it is neither: the screen receives every position until the finger is lifted. */
#include "screens/shell/finger.h"

#include "base/clock.h"

#include <stdlib.h>

#define SLOP_MM 4

static void press(struct display *display, const struct shown *target) {
    display->ui.pressed = target != NULL;
    if (target) {
        display->ui.pressed_id = target->id;
        display->ui.pressed_arg = target->arg;
    }
    display->dirty = true;
}

static void draw_on_pad(struct finger *finger, enum finger_phase phase, int x, int y) {
    struct navigation *nav = finger->navigation;
    struct screen_session *session = &nav->session;
    struct rect pad = finger->pad;
    struct finger_at at = {.phase = phase,
                           .x = x - pad.x,
                           .y = y - pad.y,
                           .w = pad.w,
                           .h = pad.h,
                           .since_ms = clock_ticks_ms() - session->entered_ms};
    if (phase == FINGER_UP) finger->drawing = finger->down = false;
    session_touched(session);
    struct step step = session->screen->finger(session->state, &at);
    navigation_step(nav, &step);
}

static void down(struct finger *finger, int x, int y) {
    struct navigation *nav = finger->navigation;
    struct display *d = nav->display;
    bool warned = d->frame.warning;
    const struct shown *target = walk_target_at(&d->ui.walk, x, y);
    *finger = (struct finger){.navigation = nav,
                              .down = true,
                              .start_x = x,
                              .start_y = y,
                              .start_scroll = d->frame.scroll_px};
    nav->scroll.moving = false;
    motion_stop(&d->motion);
    if (!target || (target->id != ID_LOUDER && target->id != ID_READ)) aloud_stop(nav->aloud);
    if (target && target->pad && nav->session.screen->finger) {
        finger->drawing = true;
        finger->pad = target->rect;
        draw_on_pad(finger, FINGER_DOWN, x, y);
        return;
    }
    press(d, target);
    if (!warned && !nav->session.screen->brief) session_touched(&nav->session);
}

static void move(struct finger *finger, int x, int y) {
    struct display *d = finger->navigation->display;
    int slop = (int)(SLOP_MM * d->ui.metrics.px_per_mm);
    if (!finger->down) return;
    if (finger->drawing) {
        draw_on_pad(finger, FINGER_MOVE, x, y);
        return;
    }
    if (!finger->dragging && (abs(y - finger->start_y) > slop || abs(x - finger->start_x) > slop)) {
        finger->dragging =
            d->frame.overflows && !d->frame.warning && abs(y - finger->start_y) > slop;
        if (finger->dragging) press(d, NULL);
    }
    if (finger->dragging) scroll_to(d, finger->start_scroll - (y - finger->start_y));
}

/* The frame's own targets; false: the target is the screen's. */
static bool touch_frame(struct navigation *nav, struct touched touched) {
    switch (touched.id) {
    case ID_SCROLL_UP:
        scroll_by(&nav->scroll, nav->display, -1);
        return true;
    case ID_SCROLL_DOWN:
        scroll_by(&nav->scroll, nav->display, 1);
        return true;
    case ID_STAY_LONGER:
        session_extend(&nav->session);
        nav->display->dirty = true;
        return true;
    case ID_READ:
        if (nav->aloud->speaking)
            aloud_stop(nav->aloud);
        else
            aloud_page(nav->aloud);
        return true;
    case ID_LOUDER:
        aloud_louder(nav->aloud);
        return true;
    case ID_VOICE_NOTE:
        spoken_do(nav->spoken, (enum voice_note_action)touched.arg);
        return true;
    default:
        return false;
    }
}

static void touch(struct navigation *nav, struct touched touched) {
    struct asks asks = {0};
    if (touch_frame(nav, touched)) return;
    spoken_touched(nav->spoken);
    struct step step = nav->session.screen->touch(nav->session.state, touched, &asks);
    tickets_post(&nav->tickets, &asks);
    navigation_step(nav, &step);
}

static void up(struct finger *finger, int x, int y) {
    struct display *d = finger->navigation->display;
    bool pressed = d->ui.pressed && finger->down && !finger->dragging;
    struct touched touched = {.id = d->ui.pressed_id, .arg = d->ui.pressed_arg, .ui = &d->ui};
    const struct shown *target = walk_target_at(&d->ui.walk, x, y);
    if (finger->drawing) {
        draw_on_pad(finger, FINGER_UP, x, y);
        return;
    }
    finger->down = false;
    press(d, NULL);
    if (pressed && target && target->id == touched.id && target->arg == touched.arg) {
        touched.x = x - target->rect.x;
        touched.y = y - target->rect.y;
        touched.w = target->rect.w;
        touched.h = target->rect.h;
        touch(finger->navigation, touched);
    }
}

void finger_event(struct finger *finger, const struct window_event *event) {
    switch (event->kind) {
    case WINDOW_TOUCH_DOWN:
        down(finger, event->x, event->y);
        break;
    case WINDOW_TOUCH_MOVE:
        move(finger, event->x, event->y);
        break;
    case WINDOW_TOUCH_UP:
        finger->navigation->touched_ns = clock_trace_ns();
        up(finger, event->x, event->y);
        break;
    case WINDOW_REDRAW:
    case WINDOW_CLOSE:
        break;
    }
}
