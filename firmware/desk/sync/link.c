/* link: what the forward asks the desk.
 * 1. Only the desk reads the outbox and removes rows from it, in a separate transaction.
 * 2. The forward may lose what it is told: then it asks again. */
#include "base/log.h"
#include "desk/sync/sync.h"

#include <stdlib.h>

void desk_sync_init(struct desk_sync *sync, struct desk_context *context) {
    *sync = (struct desk_sync){.context = context,
                               .kiosk_number = context->config.kiosk_number,
                               .deferred_next = -1,
                               .link.trouble = LINK_NOT_PAIRED,
                               .pair.stage = PAIR_NONE};
}

static void give_batch(struct desk_sync *sync) {
    struct link_tell tell = {.kind = LINK_BATCH};
    struct why why = {0};
    struct link_batch *batch = malloc(sizeof *batch);
    enum err e = batch && sync->context->store && sync->context->paired
                     ? store_outbox(sync->context->store, LINK_BATCH_MAX, &why, batch)
                     : ERR_BUSY;
    if (e != ERR_NONE && sync->context->store && sync->context->paired)
        context_failed(sync->context, e, &why);
    if (e == ERR_NONE && batch->count > 0) tell.batch = batch;
    context_count_pending(sync->context);
    if (!tell.batch || !context_forward(sync->context, &tell)) {
        free(batch);
        tell.batch = NULL;
    } else {
        return;
    }
    context_forward(sync->context, &tell);
}

static void drop_note(void *context, const struct hash *note) {
    desk_drop_voice_note(context, note);
}

static enum err mark(struct desk_sync *sync, const struct link_receipt *receipt, struct why *why) {
    int32_t gone = 0;
    if (!sync->context->store) return why_set(why, ERR_BUSY, "the store is closed");
    enum err e = store_begin(sync->context->store, why);
    if (e == ERR_NONE) e = store_take_receipt(sync->context->store, receipt, why, &gone);
    if (e == ERR_NONE) {
        e = store_commit(sync->context->store, why);
    } else {
        store_rollback(sync->context->store);
    }
    if (e == ERR_NONE && receipt->notes)
        e = store_sent_voice_notes(sync->context->store, drop_note, sync->context, why);
    if (e == ERR_NONE && receipt->pictures) desk_screenshot_sent(sync);
    return e;
}

static void take_receipt(struct desk_sync *sync, struct link_receipt *receipt) {
    struct why why = {0};
    enum err e = mark(sync, receipt, &why);
    free(receipt);
    if (e != ERR_NONE) context_failed(sync->context, e, &why);
    context_count_pending(sync->context);
    struct link_tell tell = {.kind = LINK_MARKED, .ok = e == ERR_NONE};
    context_forward(sync->context, &tell);
}

static void apply(struct desk_sync *sync, struct link_changes *changes) {
    struct why why = {0};
    struct link_tell tell = {.kind = LINK_APPLIED};
    struct feed_stand stand = {.cursor = changes->after};
    enum err e = sync->context->store && sync->context->paired
                     ? desk_apply_changes(sync, changes, &why, &stand)
                     : why_set(&why, ERR_BUSY, "the store is closed");
    tell.ok = e == ERR_NONE;
    tell.cursor = stand.cursor;
    TEXT_COPY(tell.epoch, stand.epoch);
    if (e != ERR_NONE) context_failed(sync->context, e, &why);
    if (e == ERR_NONE && store_applied(sync->context->store) > 0) {
        sync->context->due |= DUE_SETTINGS;
        desk_want_update(sync);
        context_post_changed(sync->context);
    }
    bool restarted = e == ERR_NONE && stand.cursor < changes->after;
    link_changes_free(changes);
    if (restarted) context_count_pending(sync->context);
    context_forward(sync->context, &tell);
    if (restarted) context_nudge(sync->context);
}

unsigned desk_sync_on_link(struct desk_sync *sync, struct link_ask *ask) {
    switch (ask->kind) {
    case LINK_HELLO:
        if (sync->context->store) desk_link_reload(sync);
        break;
    case LINK_WANT:
        give_batch(sync);
        break;
    case LINK_RECEIPT:
        take_receipt(sync, ask->u.receipt);
        break;
    case LINK_APPLY:
        apply(sync, ask->u.changes);
        break;
    case LINK_STATE:
        sync->link = ask->u.state;
        return SYNC_STATE;
    case LINK_PAIR:
        sync->pair = ask->u.pair;
        if (sync->pair.stage == PAIR_DONE && sync->context->store) desk_pairing_check(sync, false);
        return SYNC_STATE;
    case LINK_FETCHED:
        sync->fetch = ask->u.fetch;
        return SYNC_FETCH;
    }
    return 0;
}
