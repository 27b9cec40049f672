#pragma once
/* How pages change and rest. A page gives way to the next by a short eased fade; on attract the
 * picture wanders over a small orbit, so that nothing burns in. UI thread only; the rest is pure.
 */
#include "ui/pixels.h"

#include <stdbool.h>
#include <stdint.h>

#define MOTION_MS 200 /* screens.md: 150 to 250 */
#define WANDER_STEPS 16

struct motion {
    bool moving;
    bool kept; /* before is what is on the glass now */
    int64_t start_ms;
    struct pixels before; /* what was on the glass; at NULL until it is first needed */
};

/* Once a page has come to rest there is time to keep it; motion_changed: another picture is on the
 * glass now. */
void motion_keep(struct motion *motion, const struct pixels *now);
void motion_changed(struct motion *motion);
/* What is on the glass now will give way. Without memory for it the next page is simply there. */
void motion_begin(struct motion *motion, const struct pixels *now, int64_t now_ms);
void motion_stop(struct motion *motion); /* the new page at once */
/* Over the new page in *to, what is left of the old one. */
void motion_draw(struct motion *motion, struct pixels *to, int64_t now_ms);
void motion_finish(struct motion *motion);

/* How much of the new page is seen after so long, 0 to 256: quick at first, then gently. */
int motion_eased(int64_t since_ms);

/* Where the picture stands in this minute: at most `most` px from its place, and back after
 * WANDER_STEPS minutes. */
void motion_wander(int64_t minute, int most, int *ret_dx, int *ret_dy);

/* Minutes of the day; from may be later than to, over midnight. The same: never. */
bool motion_is_night(int from, int to, int now);
