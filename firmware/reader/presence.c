/* presence: the debounce.
 *
 *            one card: TAP                 two: TWO_CARDS
 *   EMPTY -----------------------> HELD -----------------> TWO
 *     ^ ^     another card: TAP  <-' |   one left, twice: TAP, unless reported before
 *     | `------ missed twice --------' <---------------------|
 *     `----------------------- missed twice -----------------'
 * 1. A card that stays is one tap, however long; so is a phone whose UID changes at each cycle.
 * 2. A card that was gone for two cycled sweeps and comes back is another tap.
 * 3. Two cards in one sweep are never a tap. */
#include "reader/presence.h"

#include <string.h>

#define UNSEEN_MAX 3       /* sweeps without a card before the field is cycled */
#define MISSES_GONE 2      /* a single RF time-out happens to a card that does not move */
#define ALONE_SURE 2       /* sweeps that must agree that only one card is left */
#define GARBLED_REPORTED 3 /* garbled sweeps before the card is reported as unreadable */
#define QUIET_AGAIN 6      /* sweeps without it before it may be reported again */

static bool same_uid(const struct tag *a, const struct tag *b) {
    return a->tech == b->tech && a->uid_length == b->uid_length &&
           !memcmp(a->uid, b->uid, a->uid_length);
}

void sweep_add(struct sweep *sweep, const struct tag *tag) {
    for (int i = 0; i < sweep->count; i++)
        if (same_uid(&sweep->tags[i], tag)) return;
    if (sweep->count < SWEEP_TAGS) sweep->tags[sweep->count++] = *tag;
}

bool presence_knows(const struct presence *presence, const struct tag *tag) {
    if (!presence->tapped) return false;
    if (tag_is_random(&presence->tag) && tag_is_random(tag)) return true;
    return same_uid(&presence->tag, tag);
}

bool presence_wants_cycle(const struct presence *presence) {
    switch (presence->state) {
    case PRESENCE_EMPTY:
        return false;
    case PRESENCE_HELD:
        return presence->unseen >= UNSEEN_MAX || presence->misses > 0;
    case PRESENCE_TWO:
        return true;
    }
    return false;
}

static enum presence_says hold(struct presence *presence, const struct tag *tag,
                               struct tag *ret_tag) {
    bool known = presence_knows(presence, tag);
    *presence = (struct presence){.state = PRESENCE_HELD, .tapped = true, .tag = *tag};
    if (known) return PRESENCE_NOTHING;
    *ret_tag = *tag;
    return PRESENCE_TAP;
}

static void saw_none(struct presence *presence, const struct sweep *sweep) {
    presence->unseen++;
    presence->misses += sweep->cycled;
    if (presence->misses >= MISSES_GONE) *presence = (struct presence){0};
}

static enum presence_says saw_garbled(struct presence *presence, bool garbled) {
    if (!garbled) {
        if (++presence->quiet >= QUIET_AGAIN) presence->garbled = 0;
        return PRESENCE_NOTHING;
    }
    presence->quiet = 0;
    if (presence->garbled > GARBLED_REPORTED) return PRESENCE_NOTHING;
    return ++presence->garbled == GARBLED_REPORTED ? PRESENCE_TRY_AGAIN : PRESENCE_NOTHING;
}

static enum presence_says saw_one(struct presence *presence, const struct tag *tag,
                                  struct tag *ret_tag) {
    switch (presence->state) {
    case PRESENCE_EMPTY:
    case PRESENCE_HELD:
        return hold(presence, tag, ret_tag);
    case PRESENCE_TWO:
        presence->misses = 0;
        if (++presence->alone < ALONE_SURE) return PRESENCE_NOTHING;
        return hold(presence, tag, ret_tag);
    }
    return PRESENCE_NOTHING;
}

static enum presence_says saw_more(struct presence *presence) {
    bool told = presence->state == PRESENCE_TWO;
    presence->state = PRESENCE_TWO;
    presence->unseen = presence->misses = presence->alone = 0;
    return told ? PRESENCE_NOTHING : PRESENCE_TWO_CARDS;
}

enum presence_says presence_update(struct presence *presence, const struct sweep *sweep,
                                   struct tag *ret_tag) {
    if (sweep->count > 1) return saw_more(presence);
    if (sweep->count == 1) return saw_one(presence, &sweep->tags[0], ret_tag);
    if (presence->state == PRESENCE_EMPTY) return saw_garbled(presence, sweep->garbled);
    saw_none(presence, sweep);
    return PRESENCE_NOTHING;
}
