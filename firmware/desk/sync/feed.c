/* feed: changes from the station are applied.
 *
 *   changes, in order --> each in a savepoint --cannot be applied yet--> deferred, as wire text
 *   the feed has caught up --> deferred changes are retried, a few between two arrivals
 * 1. Changes and cursor commit together; the same changes again change nothing.
 * 2. A change that cannot be applied never blocks the others: a card may arrive before its member.
 */
#include "base/log.h"
#include "desk/sync/sync.h"
#include "wire/changes.h"

#include <stdlib.h>
#include <string.h>

#define RETRIED_AT_ONCE 32 /* a few milliseconds: a tap does not wait longer */

static bool is_for_later(enum err e) {
    return e == ERR_BAD_INPUT || e == ERR_NOT_FOUND || e == ERR_UNSUPPORTED;
}

static enum err defer(struct desk_sync *sync, const struct change *change, const char *key,
                      const char *reason, struct why *why) {
    char *text = NULL;
    const char *kind = wire_change_kind(change->kind);
    if (!kind) return ERR_NONE;
    enum err e = wire_change_write(change, why, &text);
    if (e == ERR_NONE)
        e = store_defer_change(sync->context->store, kind, key, text, reason, clock_now().utc_ms,
                               why);
    free(text);
    sync->deferred++;
    return e;
}

static enum err take_one(struct desk_sync *sync, const struct change *change, struct why *why) {
    char key[CHANGE_KEY_SIZE];
    wire_change_key(change, key);
    struct why reason = {0};
    enum err e = store_try_apply(sync->context->store, change, &reason);
    if (is_for_later(e)) {
        /* The reason may contain a member number: it is stored for staff, and not logged. */
        log_warn("desk", "a change of kind %s is deferred", wire_change_kind(change->kind));
        return defer(sync, change, key, reason.text, why);
    }
    if (e != ERR_NONE) return why_set(why, e, "%s", reason.text);
    if (sync->deferred == 0) return ERR_NONE;
    enum change_kind of = change->kind == CHANGE_REMOVE ? change->u.remove.of : change->kind;
    return store_drop_deferred(sync->context->store, wire_change_kind(of), key, why);
}

static enum err keep_unread(struct desk_sync *sync, const struct change_unread *unread,
                            struct why *why) {
    log_warn("desk", "a change of kind %s cannot be read and is deferred", unread->kind);
    sync->deferred++;
    return store_defer_change(sync->context->store, unread->kind, unread->key, unread->text,
                              unread->reason, clock_now().utc_ms, why);
}

static enum err take_all(struct desk_sync *sync, const struct link_changes *changes,
                         struct why *why) {
    enum err e = ERR_NONE;
    store_set_source(sync->context->store, "station");
    for (int32_t i = 0; i < changes->count && e == ERR_NONE; i++)
        e = take_one(sync, &changes->change[i], why);
    for (int32_t i = 0; i < changes->unread_count && e == ERR_NONE; i++)
        e = keep_unread(sync, &changes->unread[i], why);
    if (e == ERR_NONE && changes->epoch[0])
        e = store_set_epoch(sync->context->store, changes->epoch, why);
    return e == ERR_NONE
               ? store_set_cursor(sync->context->store, sync->station_key, changes->cursor, why)
               : e;
}

static enum err begin_anew(struct desk_sync *sync, const char *epoch, struct why *why) {
    int32_t rows = 0;
    enum err e = store_restart_feed(sync->context->store, sync->station_key, epoch,
                                    clock_now().utc_ms, why, &rows);
    if (e == ERR_NONE)
        log_warn("desk",
                 "the station's ledger was restored: the feed starts again, %d records are "
                 "uploaded again",
                 rows);
    return e;
}

/* How these changes fit the cursor of the store. */
enum fit { FIT_NEXT, FIT_STALE, FIT_RESTORED };

static enum err look(struct desk_sync *sync, const struct link_changes *changes, struct why *why,
                     struct feed_stand *ret_stand, enum fit *ret_fit) {
    enum err e = desk_feed_stand(sync, why, ret_stand);
    bool ours = strcmp(changes->station, sync->station_key) == 0;
    bool other =
        changes->epoch[0] && ret_stand->epoch[0] && strcmp(changes->epoch, ret_stand->epoch) != 0;
    *ret_fit = !ours || ret_stand->cursor != changes->after ? FIT_STALE
               : other                                      ? FIT_RESTORED
                                                            : FIT_NEXT;
    return e;
}

enum err desk_feed_stand(struct desk_sync *sync, struct why *why, struct feed_stand *ret_stand) {
    enum err e = store_cursor(sync->context->store, sync->station_key, why, &ret_stand->cursor);
    return e == ERR_NONE ? store_epoch(sync->context->store, why, ret_stand->epoch) : e;
}

enum err desk_apply_changes(struct desk_sync *sync, const struct link_changes *changes,
                            struct why *why, struct feed_stand *ret_stand) {
    struct feed_stand stand = {0};
    enum fit fit = FIT_STALE;
    enum err e = store_begin(sync->context->store, why);
    if (e == ERR_NONE) e = look(sync, changes, why, &stand, &fit);
    if (e == ERR_NONE && fit == FIT_NEXT) e = take_all(sync, changes, why);
    if (e == ERR_NONE && fit == FIT_RESTORED) e = begin_anew(sync, changes->epoch, why);
    if (e == ERR_NONE) e = desk_feed_stand(sync, why, &stand);
    if (e == ERR_NONE)
        e = store_commit(sync->context->store, why);
    else
        store_rollback(sync->context->store);
    if (e == ERR_NONE) *ret_stand = stand;
    enum err counted = sync->deferred
                           ? store_count_deferred(sync->context->store, why, &sync->deferred)
                           : ERR_NONE;
    if (e == ERR_NONE && sync->deferred > 0 && changes->count < WIRE_CHANGES_MAX)
        sync->deferred_next = 0;
    return e == ERR_NONE ? counted : e;
}

/* *ret_taken: it was applied. */
static enum err retry_one(struct desk_sync *sync, const struct deferred_change *deferred,
                          struct why *why, bool *ret_taken) {
    struct change *change = malloc(sizeof *change);
    struct why reason = {0};
    if (!change) return why_set(why, ERR_NO_MEMORY, "no memory for a change");
    enum err e = wire_change_read(deferred->text, strlen(deferred->text), &reason, change);
    if (e == ERR_NONE) e = store_try_apply(sync->context->store, change, &reason);
    *ret_taken = e == ERR_NONE;
    if (e == ERR_NONE) {
        e = store_end_deferred(sync->context->store, deferred->id, why);
    } else if (is_for_later(e)) {
        e = ERR_NONE;
    } else {
        e = why_set(why, e, "%s", reason.text);
    }
    free(change);
    return e;
}

static enum err retry_some(struct desk_sync *sync, struct why *why, bool *ret_more) {
    enum err e = store_begin(sync->context->store, why);
    if (e == ERR_NONE) store_set_source(sync->context->store, "station");
    *ret_more = true;
    for (int i = 0; i < RETRIED_AT_ONCE && e == ERR_NONE && *ret_more; i++) {
        struct deferred_change deferred;
        bool taken = false;
        e = store_next_deferred(sync->context->store, sync->deferred_next, why, &deferred);
        *ret_more = e != ERR_NOT_FOUND;
        if (e != ERR_NONE) break;
        sync->deferred_next = deferred.id;
        e = retry_one(sync, &deferred, why, &taken);
        sync->deferred_applied |= taken;
        free(deferred.text);
    }
    if (e == ERR_NONE || !*ret_more) return store_commit(sync->context->store, why);
    store_rollback(sync->context->store);
    return e;
}

/* Repeated while a round applies any: what was applied may be what other changes depend on. */
void desk_retry_deferred(struct desk_sync *sync) {
    struct why why = {0};
    bool more = false;
    enum err e = retry_some(sync, &why, &more);
    if (e != ERR_NONE) context_failed(sync->context, e, &why);
    if (e == ERR_NONE && more) return;
    bool again = e == ERR_NONE && sync->deferred_applied;
    sync->deferred_next = again ? 0 : -1;
    sync->deferred_applied = false;
    if (!again || !sync->context->store) return;
    if (store_count_deferred(sync->context->store, &why, &sync->deferred) != ERR_NONE)
        sync->deferred_next = -1;
    context_post_changed(sync->context);
}
