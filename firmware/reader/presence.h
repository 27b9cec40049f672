#pragma once
/* presence: turns what each sweep of the field saw into taps. Pure; one thread.
 *
 * A sweep polls for type A and type B cards, and polls again after a card it did not know, so that
 * a second card is not missed. Before a cycled sweep the field was off: only then does a card that
 * was selected before answer for certain, so only then does its silence count as a miss. */
#include "model/tag.h"

#define SWEEP_TAGS 4

struct sweep {
    bool cycled;
    bool garbled; /* something answered, but not with a valid card */
    int count;    /* of different tags */
    struct tag tags[SWEEP_TAGS];
};

void sweep_add(struct sweep *sweep,
               const struct tag *tag); /* a tag that is there already changes nothing */

enum presence_state { PRESENCE_EMPTY, PRESENCE_HELD, PRESENCE_TWO };

struct presence {
    enum presence_state state;
    bool tapped; /* tag was reported, and its card may still be there */
    struct tag tag;
    int unseen;  /* sweeps without a card since one was last seen */
    int misses;  /* the cycled ones among them */
    int alone;   /* PRESENCE_TWO: sweeps that saw only one card */
    int garbled; /* garbled sweeps since the field was last quiet */
    int quiet;
};

enum presence_says { PRESENCE_NOTHING, PRESENCE_TAP, PRESENCE_TWO_CARDS, PRESENCE_TRY_AGAIN };

/* Called after each complete sweep. *ret_tag is set with PRESENCE_TAP. A zeroed struct is the
 * start. */
enum presence_says presence_update(struct presence *presence, const struct sweep *sweep,
                                   struct tag *ret_tag);

bool presence_wants_cycle(const struct presence *presence); /* before the next sweep */
bool presence_knows(const struct presence *presence, const struct tag *tag);
