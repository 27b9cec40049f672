/* finger: a tap or a drag, told apart by how far the finger went.
 *
 *   up --down--> pressed --moved > 4 mm--> dragging (scrolls) --up--> nothing more
 *                   └-------up on the same target--> touched
 *
 * On a pad neither: the screen is told where the finger is until it is lifted. */
#include "base/clock.h"
#include "screens/shell/glass_private.h"

#include <stdlib.h>

#define SLOP_MM 4
#define SCROLL_MS 200

static void press(struct glass *glass, const struct shown *target) {
    glass->ui.pressed = target != NULL;
    if (target) {
        glass->ui.pressed_id = target->id;
        glass->ui.pressed_arg = target->arg;
    }
    glass->dirty = true;
}

static void draw_on_pad(struct glass *glass, enum finger_phase phase, int x, int y) {
    struct rect pad = glass->finger.pad;
    struct finger_at at = {.phase = phase,
                           .x = x - pad.x,
                           .y = y - pad.y,
                           .w = pad.w,
                           .h = pad.h,
                           .since_ms = clock_ticks_ms() - glass->visit.entered_ms};
    if (phase == FINGER_UP) glass->finger.drawing = glass->finger.down = false;
    visit_touched(glass);
    struct step step = glass->visit.screen->finger(glass->visit.state, &at);
    visit_step(glass, &step);
}

static void down(struct glass *glass, int x, int y) {
    bool warned = glass->frame.warning;
    const struct shown *target = walk_target_at(&glass->ui.walk, x, y);
    glass->finger = (struct finger){
        .down = true, .start_x = x, .start_y = y, .start_scroll = glass->frame.scroll_px};
    glass->scroll.moving = false;
    motion_stop(&glass->motion);
    if (!target || (target->id != ID_LOUDER && target->id != ID_READ)) aloud_stop(glass);
    if (target && target->pad && glass->visit.screen->finger) {
        glass->finger.drawing = true;
        glass->finger.pad = target->rect;
        draw_on_pad(glass, FINGER_DOWN, x, y);
        return;
    }
    press(glass, target);
    if (!warned && !glass->visit.screen->brief) visit_touched(glass);
}

static void move(struct glass *glass, int x, int y) {
    struct finger *finger = &glass->finger;
    int slop = (int)(SLOP_MM * glass->ui.metrics.px_per_mm);
    if (!finger->down) return;
    if (finger->drawing) {
        draw_on_pad(glass, FINGER_MOVE, x, y);
        return;
    }
    if (!finger->dragging && (abs(y - finger->start_y) > slop || abs(x - finger->start_x) > slop)) {
        finger->dragging =
            glass->frame.overflows && !glass->frame.warning && abs(y - finger->start_y) > slop;
        if (finger->dragging) press(glass, NULL);
    }
    if (!finger->dragging) return;
    int to = finger->start_scroll - (y - finger->start_y), most = frame_scroll_most(&glass->frame);
    glass->frame.scroll_px = to < 0 ? 0 : to > most ? most : to;
    glass->dirty = true;
}

static void extend(struct glass *glass) {
    if (glass->visit.extensions < EXTENSIONS_MAX) visit_touched(glass);
    glass->visit.extensions++;
    glass->dirty = true;
}

static void touch(struct glass *glass, struct touched touched) {
    struct asks asks = {0};
    struct step step;
    switch (touched.id) {
    case ID_SCROLL_UP:
        finger_scroll_by(glass, -1);
        return;
    case ID_SCROLL_DOWN:
        finger_scroll_by(glass, 1);
        return;
    case ID_STAY_LONGER:
        extend(glass);
        return;
    case ID_READ:
        if (glass->speaking)
            aloud_stop(glass);
        else
            aloud_page(glass);
        return;
    case ID_LOUDER:
        aloud_louder(glass);
        return;
    case ID_VOICE_NOTE:
        spoken_do(glass, (enum voice_note_action)touched.arg);
        return;
    default:
        spoken_touched(glass);
        break;
    }
    step = glass->visit.screen->touch(glass->visit.state, touched, &asks);
    visit_post(glass, &asks);
    visit_step(glass, &step);
}

static void up(struct glass *glass, int x, int y) {
    struct finger *finger = &glass->finger;
    bool pressed = glass->ui.pressed && finger->down && !finger->dragging;
    struct touched touched = {
        .id = glass->ui.pressed_id, .arg = glass->ui.pressed_arg, .ui = &glass->ui};
    const struct shown *target = walk_target_at(&glass->ui.walk, x, y);
    if (finger->drawing) {
        draw_on_pad(glass, FINGER_UP, x, y);
        return;
    }
    finger->down = false;
    press(glass, NULL);
    if (pressed && target && target->id == touched.id && target->arg == touched.arg) {
        touched.x = x - target->rect.x;
        touched.y = y - target->rect.y;
        touched.w = target->rect.w;
        touched.h = target->rect.h;
        touch(glass, touched);
    }
}

void finger_event(struct glass *glass, const struct window_event *event) {
    switch (event->kind) {
    case WINDOW_TOUCH_DOWN:
        down(glass, event->x, event->y);
        break;
    case WINDOW_TOUCH_MOVE:
        move(glass, event->x, event->y);
        break;
    case WINDOW_TOUCH_UP:
        glass->touched_ns = clock_trace_ns();
        up(glass, event->x, event->y);
        break;
    case WINDOW_REDRAW:
    case WINDOW_CLOSE:
        break;
    }
}

void finger_scroll_by(struct glass *glass, int direction) {
    int most = frame_scroll_most(&glass->frame);
    int to = glass->frame.scroll_px + direction * glass->frame.room_px * 8 / 10;
    to = to < 0 ? 0 : to > most ? most : to;
    glass->scroll = (struct scroll){true, glass->frame.scroll_px, to, clock_ticks_ms()};
    glass->dirty = true;
}

bool finger_scroll_step(struct glass *glass, int64_t now_ms) {
    struct scroll *s = &glass->scroll;
    if (!s->moving) return false;
    double part = (double)(now_ms - s->start_ms) / SCROLL_MS;
    if (part >= 1) {
        part = 1;
        s->moving = false;
    }
    double eased = 1 - (1 - part) * (1 - part) * (1 - part);
    glass->frame.scroll_px = s->from_px + (int)((s->to_px - s->from_px) * eased);
    glass->dirty = true;
    return s->moving;
}
