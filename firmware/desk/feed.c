/* feed: what the station says, applied.
 *
 *   changes, in order --> each in a savepoint --not yet--> aside, as its text on the wire
 *   the feed has caught up --> what stands aside is tried again, a few between two arrivals
 * 1. Changes and cursor commit together; the same changes again change nothing.
 * 2. One that cannot be taken never holds up the others: a card may come before its member. */
#include "base/log.h"
#include "desk/inside.h"
#include "desk/link.h"
#include "wire/changes.h"

#include <stdlib.h>
#include <string.h>

#define ASIDES_AT_ONCE 32 /* some milliseconds: a tap does not wait longer */

static bool is_for_later(enum err e) {
    return e == ERR_BAD_INPUT || e == ERR_NOT_FOUND || e == ERR_UNSUPPORTED;
}

static enum err put_aside(struct desk *desk, const struct change *change, const char *key,
                          const char *reason, struct why *why) {
    char *text = NULL;
    const char *kind = wire_change_kind(change->kind);
    if (!kind) return ERR_NONE;
    enum err e = wire_change_write(change, why, &text);
    if (e == ERR_NONE)
        e = store_put_aside(desk->store, kind, key, text, reason, clock_now().utc_ms, why);
    free(text);
    desk->asides++;
    return e;
}

static enum err take_one(struct desk *desk, const struct change *change, struct why *why) {
    char key[CHANGE_KEY_SIZE];
    wire_change_key(change, key);
    struct why reason = {0};
    enum err e = store_try_apply(desk->store, change, &reason);
    if (is_for_later(e)) {
        /* The reason may name a person's number: it is kept for staff, and not logged. */
        log_warn("desk", "a change of kind %s is put aside", wire_change_kind(change->kind));
        return put_aside(desk, change, key, reason.text, why);
    }
    if (e != ERR_NONE) return why_set(why, e, "%s", reason.text);
    return desk->asides > 0
               ? store_drop_aside(desk->store, wire_change_kind(change->kind), key, why)
               : ERR_NONE;
}

enum err desk_apply_changes(struct desk *desk, const struct link_changes *changes, struct why *why,
                            int64_t *ret_cursor) {
    int64_t cursor = 0;
    enum err e = store_begin(desk->store, why);
    if (e == ERR_NONE) e = store_cursor(desk->store, desk->station_key, why, &cursor);
    bool stale = e == ERR_NONE &&
                 (cursor != changes->after || strcmp(changes->station, desk->station_key) != 0);
    store_set_source(desk->store, "station");
    for (int32_t i = 0; i < changes->count && e == ERR_NONE && !stale; i++)
        e = take_one(desk, &changes->change[i], why);
    if (e == ERR_NONE && !stale)
        e = store_set_cursor(desk->store, desk->station_key, changes->cursor, why);
    if (e == ERR_NONE)
        e = store_commit(desk->store, why);
    else
        store_rollback(desk->store);
    if (e == ERR_NONE) *ret_cursor = stale ? cursor : changes->cursor;
    enum err counted = desk->asides ? store_asides(desk->store, why, &desk->asides) : ERR_NONE;
    if (e == ERR_NONE && desk->asides > 0 && changes->count < WIRE_CHANGES_MAX)
        desk->aside_next = 0;
    return e == ERR_NONE ? counted : e;
}

/* *ret_taken: it is in its row now. */
static enum err retry_one(struct desk *desk, const struct aside *aside, struct why *why,
                          bool *ret_taken) {
    struct change *change = malloc(sizeof *change);
    struct why reason = {0};
    char key[CHANGE_KEY_SIZE];
    if (!change) return why_set(why, ERR_NO_MEMORY, "no memory for a change");
    enum err e = wire_change_read(aside->text, strlen(aside->text), &reason, change);
    if (e == ERR_NONE) e = store_try_apply(desk->store, change, &reason);
    *ret_taken = e == ERR_NONE;
    if (e == ERR_NONE) {
        wire_change_key(change, key);
        e = store_drop_aside(desk->store, aside->kind, key, why);
    } else if (is_for_later(e)) {
        e = ERR_NONE;
    } else {
        e = why_set(why, e, "%s", reason.text);
    }
    free(change);
    return e;
}

static enum err retry_some(struct desk *desk, struct why *why, bool *ret_more) {
    enum err e = store_begin(desk->store, why);
    if (e == ERR_NONE) store_set_source(desk->store, "station");
    *ret_more = true;
    for (int i = 0; i < ASIDES_AT_ONCE && e == ERR_NONE && *ret_more; i++) {
        struct aside aside;
        bool taken = false;
        e = store_next_aside(desk->store, desk->aside_next, why, &aside);
        *ret_more = e != ERR_NOT_FOUND;
        if (e != ERR_NONE) break;
        desk->aside_next = aside.id;
        e = retry_one(desk, &aside, why, &taken);
        desk->aside_taken |= taken;
        free(aside.text);
    }
    if (e == ERR_NONE || !*ret_more) return store_commit(desk->store, why);
    store_rollback(desk->store);
    return e;
}

/* Once more from the first while a round takes any: what it took may be what others wait for. */
void desk_retry_asides(struct desk *desk) {
    struct why why = {0};
    bool more = false;
    enum err e = retry_some(desk, &why, &more);
    if (e != ERR_NONE) desk_failed(desk, e, &why);
    if (e == ERR_NONE && more) return;
    bool again = e == ERR_NONE && desk->aside_taken;
    desk->aside_next = again ? 0 : -1;
    desk->aside_taken = false;
    if (!again || !desk->store) return;
    if (store_asides(desk->store, &why, &desk->asides) != ERR_NONE) desk->aside_next = -1;
    desk->out.kind = GLASS_CHANGED;
    desk->config.post(desk->config.to, &desk->out);
}
