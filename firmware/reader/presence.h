#pragma once
/* presence: from what each sweep of the field saw to taps. Pure; one thread.
 *
 * A sweep looks for type A and type B cards, and again where it saw a card it did not know, so that
 * a second card is not missed. A cycled sweep had the field off first: only then does a card that
 * was selected before answer for certain, and only then does not seeing it count as a miss. */
#include "model/tag.h"

#define SWEEP_TAGS 4

struct sweep {
    bool cycled;
    bool garbled; /* something answered that is no sound card */
    int count;    /* of different tags */
    struct tag tags[SWEEP_TAGS];
};

void sweep_add(struct sweep *sweep, const struct tag *tag); /* the same tag again changes nothing */

enum presence_state { PRESENCE_EMPTY, PRESENCE_HELD, PRESENCE_TWO };

struct presence {
    enum presence_state state;
    bool tapped; /* tag has been told, and its card may still be there */
    struct tag tag;
    int unseen;  /* sweeps without a card since it was last seen */
    int misses;  /* cycled ones among them */
    int alone;   /* PRESENCE_TWO: sweeps in which one card was left */
    int garbled; /* garbled sweeps since the field was last quiet */
    int quiet;
};

enum presence_says { PRESENCE_NOTHING, PRESENCE_TAP, PRESENCE_TWO_CARDS, PRESENCE_TRY_AGAIN };

/* After each sweep that was whole. *ret_tag is set with PRESENCE_TAP. All zero is the start. */
enum presence_says presence_update(struct presence *presence, const struct sweep *sweep,
                                   struct tag *ret_tag);

bool presence_wants_cycle(const struct presence *presence); /* before the next sweep */
bool presence_knows(const struct presence *presence, const struct tag *tag);
