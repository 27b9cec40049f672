/* motion: a fade keeps the old page and mixes it into the new one while that is drawn. */
#include "screens/shell/motion.h"

#include <stdlib.h>
#include <string.h>

#define FRAME_MS 16 /* the first frame of a fade already shows a part of the new page */

static bool make_room(struct pixels *b, const struct pixels *now) {
    if (b->at && b->width == now->width && b->height == now->height) return true;
    free(b->at);
    *b = (struct pixels){.width = now->width, .height = now->height, .stride = now->width};
    b->at = malloc((size_t)b->width * b->height * sizeof *b->at);
    return b->at != NULL;
}

void motion_keep(struct motion *motion, const struct pixels *now) {
    struct pixels *before = &motion->before;
    if (motion->kept || !now->at || !make_room(before, now)) return;
    for (int row = 0; row < now->height; row++)
        memcpy(before->at + (size_t)row * before->stride, now->at + (size_t)row * now->stride,
               (size_t)now->width * sizeof *now->at);
    motion->kept = true;
}

void motion_changed(struct motion *motion) {
    motion->kept = false;
}

void motion_begin(struct motion *motion, const struct pixels *now, int64_t now_ms) {
    motion_keep(motion, now);
    motion->moving = motion->kept;
    motion->start_ms = now_ms - FRAME_MS;
}

void motion_stop(struct motion *motion) {
    motion->moving = false;
}

int motion_eased(int64_t since_ms) {
    if (since_ms <= 0) return 0;
    if (since_ms >= MOTION_MS) return 256;
    double left = 1 - (double)since_ms / MOTION_MS;
    return (int)(256 * (1 - left * left * left));
}

void motion_draw(struct motion *motion, struct pixels *to, int64_t now_ms) {
    const struct pixels *before = &motion->before;
    if (!motion->moving) return;
    int seen = motion_eased(now_ms - motion->start_ms);
    motion->moving = seen < 256 && before->width == to->width && before->height == to->height;
    if (motion->moving) pixels_mix(to, before, 256 - seen);
}

void motion_finish(struct motion *motion) {
    free(motion->before.at);
    *motion = (struct motion){0};
}

void motion_wander(int64_t minute, int most, int *ret_dx, int *ret_dy) {
    static const int8_t orbit[WANDER_STEPS][2] = {
        {0, 0},  {1, 0},  {2, 1},   {2, 2},   {1, 2},   {0, 2},  {-1, 2}, {-2, 2},
        {-2, 1}, {-2, 0}, {-2, -1}, {-2, -2}, {-1, -2}, {0, -2}, {1, -2}, {1, -1}};
    const int8_t *at = orbit[minute % WANDER_STEPS];
    *ret_dx = at[0] * most / 2;
    *ret_dy = at[1] * most / 2;
}

bool motion_is_night(int from, int to, int now) {
    return from <= to ? now >= from && now < to : now >= from || now < to;
}
