/* link: the desk and the way to the station.
 * 1. The desk alone reads the outbox and takes rows from it, in a transaction of its own.
 * 2. What the forward is told it may lose: it asks again. */
#include "desk/sync/link.h"
#include "base/log.h"
#include "desk/desk_private.h"
#include "wire/update_manifest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool desk_tell_forward(struct desk *desk, struct link_tell *tell) {
    tell->waiting = desk->state.waiting;
    return desk->config.forward && desk->config.forward(desk->config.to, tell);
}

void desk_nudge(struct desk *desk) {
    struct link_tell tell = {.kind = LINK_NUDGE};
    if (desk->paired) desk_tell_forward(desk, &tell);
}

static void count_waiting(struct desk *desk) {
    int64_t oldest = 0;
    struct why why = {0};
    if (desk->store && store_waiting(desk->store, &why, &desk->state.waiting, &oldest) != ERR_NONE)
        log_warn("desk", "the outbox: %s", why.text);
}

/* Which update the station says that this kind of machine is to have. */
void desk_want_update(struct desk *desk) {
    struct link_tell tell = {.kind = LINK_FETCH};
    struct why why = {0};
    const char *machine = desk->config.machine;
    char key[64], value[BLOB_SIZE] = "";
    if (!desk->store) return;
    snprintf(key, sizeof key, UPDATE_SETTING "%s", machine ? machine : "");
    if (machine && machine[0] &&
        store_setting_text(desk->store, key, &why, value, sizeof value) != ERR_NONE) {
        log_warn("desk", "settings: %s", why.text);
        return;
    }
    TEXT_COPY(tell.text, value);
    desk_tell_forward(desk, &tell);
}

void desk_link_reload(struct desk *desk) {
    struct link_tell tell = {.kind = LINK_RELOAD};
    struct why why = {0};
    struct feed_stand stand = {0};
    if (desk->paired && desk_feed_stand(desk, &why, &stand) != ERR_NONE)
        log_warn("desk", "the feed: %s", why.text);
    tell.cursor = stand.cursor;
    TEXT_COPY(tell.epoch, stand.epoch);
    count_waiting(desk);
    if (desk->store && store_asides(desk->store, &why, &desk->asides) != ERR_NONE)
        log_warn("desk", "the feed: %s", why.text);
    desk->status_due_ms = desk->paired ? 1 : 0;
    desk_tell_forward(desk, &tell);
    desk_want_update(desk);
}

static void give_batch(struct desk *desk) {
    struct link_tell tell = {.kind = LINK_BATCH};
    struct why why = {0};
    struct link_batch *batch = malloc(sizeof *batch);
    enum err e = batch && desk->store && desk->paired
                     ? store_outbox(desk->store, LINK_BATCH_MAX, &why, batch)
                     : ERR_BUSY;
    if (e != ERR_NONE && desk->store && desk->paired) desk_failed(desk, e, &why);
    if (e == ERR_NONE && batch->count > 0) tell.batch = batch;
    count_waiting(desk);
    if (!tell.batch || !desk_tell_forward(desk, &tell)) {
        free(batch);
        tell.batch = NULL;
    } else {
        return;
    }
    desk_tell_forward(desk, &tell);
}

static void drop_note(void *to, const struct hash *note) {
    desk_drop_voice_note(to, note);
}

static enum err mark(struct desk *desk, const struct link_receipt *receipt, struct why *why) {
    int32_t gone = 0;
    if (!desk->store) return why_set(why, ERR_BUSY, "the store is closed");
    enum err e = store_begin(desk->store, why);
    if (e == ERR_NONE) e = store_take_receipt(desk->store, receipt, why, &gone);
    if (e == ERR_NONE) {
        e = store_commit(desk->store, why);
    } else {
        store_rollback(desk->store);
    }
    if (e == ERR_NONE && receipt->notes) e = store_spent_notes(desk->store, drop_note, desk, why);
    if (e == ERR_NONE && receipt->pictures) desk_picture_spent(desk);
    return e;
}

static void take_receipt(struct desk *desk, struct link_receipt *receipt) {
    struct why why = {0};
    enum err e = mark(desk, receipt, &why);
    free(receipt);
    if (e != ERR_NONE) desk_failed(desk, e, &why);
    count_waiting(desk);
    struct link_tell tell = {.kind = LINK_MARKED, .ok = e == ERR_NONE};
    desk_tell_forward(desk, &tell);
}

static void post_changed(struct desk *desk) {
    desk->out.kind = GLASS_CHANGED;
    desk->config.post(desk->config.to, &desk->out);
}

static void apply(struct desk *desk, struct link_changes *changes) {
    struct why why = {0};
    struct link_tell tell = {.kind = LINK_APPLIED};
    struct feed_stand stand = {.cursor = changes->after};
    enum err e = desk->store && desk->paired ? desk_apply_changes(desk, changes, &why, &stand)
                                             : why_set(&why, ERR_BUSY, "the store is closed");
    tell.ok = e == ERR_NONE;
    tell.cursor = stand.cursor;
    TEXT_COPY(tell.epoch, stand.epoch);
    if (e != ERR_NONE) desk_failed(desk, e, &why);
    if (e == ERR_NONE && store_applied(desk->store) > 0) {
        desk_staff_settings(desk);
        desk_want_update(desk);
        post_changed(desk);
    }
    bool anew = e == ERR_NONE && stand.cursor < changes->after;
    link_changes_free(changes);
    if (anew) count_waiting(desk);
    desk_tell_forward(desk, &tell);
    if (anew) desk_nudge(desk);
}

void desk_on_link(struct desk *desk, struct link_ask *ask) {
    switch (ask->kind) {
    case LINK_HELLO:
        if (desk->store) desk_link_reload(desk);
        break;
    case LINK_WANT:
        give_batch(desk);
        break;
    case LINK_RECEIPT:
        take_receipt(desk, ask->u.receipt);
        break;
    case LINK_APPLY:
        apply(desk, ask->u.changes);
        break;
    case LINK_STATE:
        desk->link = ask->u.state;
        if (desk_staff(desk) || desk->config.setting_up) post_changed(desk);
        break;
    case LINK_PAIR:
        desk->pair = ask->u.pair;
        if (desk->pair.stage == PAIR_DONE && desk->store) desk_adopt(desk, false);
        if (desk_staff(desk) || desk->config.setting_up) post_changed(desk);
        break;
    case LINK_FETCHED:
        desk->fetch = ask->u.fetch;
        if (!desk_staff(desk)) break;
        desk_staff_update_came(desk);
        post_changed(desk);
        break;
    }
}
