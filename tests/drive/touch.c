/* touch: real touch events, through the event queue. */
#include "drive_private.h"

#include "base/clock.h"

#include <stdio.h>

#define REST_MS 1500 /* a glass that never comes to rest is answered for after so long */

void touch_tap(struct drive *drive, const char *rest) {
    int x, y, end = 0;
    if (sscanf(rest, "%d %d%n", &x, &y, &end) != 2 || rest[end] != '\0') {
        const struct shown *target = walk_target_named(view_walk(drive->glass), rest);
        if (!target) {
            answer_now(&drive->answer, "error no such target");
            return;
        }
        x = target->visible.x + target->visible.w / 2;
        y = target->visible.y + target->visible.h / 2;
    }
    view_touch(drive->glass, WINDOW_TOUCH_DOWN, x, y);
    view_touch(drive->glass, WINDOW_TOUCH_UP, x, y);
    answer_at_rest(&drive->answer, NULL, REST_MS);
}

void touch_drag(struct drive *drive, const char *rest) {
    struct drag *d = &drive->drag;
    long long ms;
    if (sscanf(rest, "%d %d %d %d %lld", &d->x1, &d->y1, &d->x2, &d->y2, &ms) != 5) {
        answer_now(&drive->answer, "error drag X1 Y1 X2 Y2 MS");
        return;
    }
    d->moving = true;
    d->start_ms = clock_ticks_ms();
    d->length_ms = ms > 0 ? ms : 1;
    view_touch(drive->glass, WINDOW_TOUCH_DOWN, d->x1, d->y1);
    answer_at_rest(&drive->answer, NULL, ms + REST_MS);
}

/* Down, along the points, up: on the pad that is shown. */
void touch_stroke(struct drive *drive, const char *rest) {
    const struct walk *walk = view_walk(drive->glass);
    struct rect pad = {0};
    int x = 0, y = 0, bytes, count = 0;
    for (int i = 0; i < walk->count; i++)
        if (walk->shown[i].pad) pad = walk->shown[i].visible;
    for (; pad.w && sscanf(rest, "%d,%d%n", &x, &y, &bytes) == 2; rest += bytes) {
        x = pad.x + x * pad.w / 1000;
        y = pad.y + y * pad.h / 1000;
        view_touch(drive->glass, count++ ? WINDOW_TOUCH_MOVE : WINDOW_TOUCH_DOWN, x, y);
    }
    if (count == 0) {
        answer_now(&drive->answer, "error no pad, or not X,Y X,Y ...");
        return;
    }
    view_touch(drive->glass, WINDOW_TOUCH_UP, x, y);
    answer_at_rest(&drive->answer, NULL, REST_MS);
}

void touch_turn(struct drive *drive) {
    struct drag *d = &drive->drag;
    if (!d->moving) return;
    int64_t gone = clock_ticks_ms() - d->start_ms;
    if (gone > d->length_ms) gone = d->length_ms;
    int x = d->x1 + (int)((d->x2 - d->x1) * gone / d->length_ms),
        y = d->y1 + (int)((d->y2 - d->y1) * gone / d->length_ms);
    d->moving = gone < d->length_ms;
    view_touch(drive->glass, d->moving ? WINDOW_TOUCH_MOVE : WINDOW_TOUCH_UP, x, y);
}
