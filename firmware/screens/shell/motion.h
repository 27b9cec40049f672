#pragma once
/* Motion between pages, and protection of the panel. A short eased fade leads from one page to the
 * next. On attract the picture moves along a small orbit, so that nothing burns in. UI thread only;
 * functions without a struct motion are pure. */
#include "ui/pixels.h"

#include <stdbool.h>
#include <stdint.h>

#define MOTION_MS 200 /* the design allows 150 to 250 */
#define WANDER_STEPS 16

struct motion {
    bool moving;
    bool kept; /* `before` is what the display shows now */
    int64_t start_ms;
    struct pixels before; /* the previous page; at is NULL until it is first needed */
};

/* motion_keep copies what the display shows; it is called while the glass is idle, so that a fade
 * can begin without delay. motion_changed: the display shows another picture now. */
void motion_keep(struct motion *motion, const struct pixels *now);
void motion_changed(struct motion *motion);
/* Begins a fade from what the display shows now. Without memory for the copy the next page appears
 * without a fade. */
void motion_begin(struct motion *motion, const struct pixels *now, int64_t now_ms);
void motion_stop(struct motion *motion); /* the new page appears immediately */
/* Mixes what is left of the old page over the new one in *to. */
void motion_draw(struct motion *motion, struct pixels *to, int64_t now_ms);
void motion_finish(struct motion *motion);

/* How much of the new page is visible after so long, 0 to 256: fast at first, then slower. */
int motion_eased(int64_t since_ms);

/* The offset of the picture in this minute: at most `most` px. It is 0 again after WANDER_STEPS
 * minutes. */
void motion_wander(int64_t minute, int most, int *ret_dx, int *ret_dy);

/* Minutes of the day. `from` may be later than `to`: the night then passes midnight. Equal: there
 * is no night. */
bool motion_is_night(int from, int to, int now);
