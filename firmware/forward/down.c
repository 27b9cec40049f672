/* down: what the station says, from the long poll to the desk's commit.
 *
 *   due --GET /v1/changes?after=CURSOR&wait=--> changes --> pictures first --APPLY--> desk
 *   desk --APPLIED, cursor--> due
 * 1. A change is applied with its pictures there, or it names one that the station has not.
 * 2. The cursor is the store's: it moves with the changes or not at all. */
#include "base/clock.h"
#include "base/log.h"
#include "forward/inside.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WAIT_S 30      /* the station's longest */
#define QUIET_S 20     /* beyond the wait */
#define BREATH_MS 1000 /* between two polls that brought nothing */
#define DESK_MS 60000

void down_init(struct down *down) {
    down->fd = -1;
}

static void drop(struct down *down) {
    free(down->changes);
    down->changes = NULL;
    blob_drop(down);
    down->step = DOWN_IDLE;
}

void down_finish(struct down *down) {
    drop(down);
    free(down->blobs);
    call_finish(&down->call);
}

void down_stop(struct forward *forward) {
    struct down *down = &forward->down;
    if (down->call.under_way) curl_multi_remove_handle(forward->multi, down->call.easy);
    down->call.under_way = false;
    drop(down);
}

static void failed(struct forward *forward, enum link_trouble trouble) {
    drop(&forward->down);
    patience_trouble(forward, &forward->down.patience, trouble, "changes");
}

void down_due(struct forward *forward, int64_t now_ms) {
    struct down *down = &forward->down;
    if (down->step == DOWN_APPLYING && now_ms - down->asked_ms > DESK_MS) drop(down);
    if (down->step != DOWN_IDLE || now_ms < down->patience.next_ms) return;
    int wait_s = down->caught_up ? WAIT_S : 0;
    struct question q = {
        .method = METHOD_GET, .limit = WIRE_REPLY_MAX, .into = -1, .quiet_s = wait_s + QUIET_S};
    snprintf(q.path, sizeof q.path, "/v1/changes?after=%" PRId64 "&wait=%d&waiting=%d",
             forward->cursor, wait_s, forward->waiting);
    down->patience.begun_ms = now_ms;
    down->step = DOWN_POLL;
    if (!forward_start_call(forward, &down->call, &q)) failed(forward, LINK_STORE);
}

struct gathering {
    struct link_changes *changes;
    int32_t room;
};

static enum err gather(void *to, const struct change *change, struct why *why) {
    struct gathering *g = to;
    if (g->changes->count == g->room) {
        int32_t room = g->room * 2;
        struct link_changes *grown =
            realloc(g->changes, sizeof *grown + (size_t)room * sizeof grown->change[0]);
        if (!grown) return why_set(why, ERR_NO_MEMORY, "no memory for changes");
        g->changes = grown;
        g->room = room;
    }
    g->changes->change[g->changes->count++] = *change;
    return ERR_NONE;
}

static enum link_trouble read_changes(struct forward *forward, struct link_changes **ret) {
    struct call *call = &forward->down.call;
    struct why why = {0};
    struct wire_changes told = {0};
    struct gathering g = {.room = 8};
    g.changes = calloc(1, sizeof *g.changes + (size_t)g.room * sizeof g.changes->change[0]);
    if (!g.changes) return LINK_STORE;
    struct change_sink sink = {gather, &g};
    enum err e = wire_changes_read(call->bytes ? call->bytes : "", call->count, &sink, &why, &told);
    bool sound = e == ERR_NONE && told.cursor >= forward->cursor;
    if (!sound) {
        log_warn("forward", "changes: %s",
                 e == ERR_NONE ? "the cursor went back: an old answer" : why.text);
        free(g.changes);
        return e == ERR_NO_MEMORY ? LINK_STORE : LINK_BAD_REPLY;
    }
    if (told.unknown > 0)
        log_warn("forward", "%d changes of kinds that this program does not know", told.unknown);
    g.changes->after = forward->cursor;
    g.changes->cursor = told.cursor;
    TEXT_COPY(g.changes->station, forward->signing_key);
    *ret = g.changes;
    return LINK_WELL;
}

void down_apply(struct forward *forward) {
    struct down *down = &forward->down;
    struct link_ask ask = {.kind = LINK_APPLY, .u.changes = down->changes};
    down->asked_ms = clock_ticks_ms();
    if (!forward_ask(forward, &ask)) {
        failed(forward, LINK_STORE);
        return;
    }
    down->changes = NULL;
    down->step = DOWN_APPLYING;
}

static void polled(struct forward *forward) {
    struct down *down = &forward->down;
    enum link_trouble trouble = read_changes(forward, &down->changes);
    if (trouble != LINK_WELL) {
        failed(forward, trouble);
        return;
    }
    patience_well(forward, &down->patience);
    if (down->changes->cursor == forward->cursor) {
        int64_t now_ms = clock_ticks_ms();
        drop(down);
        bool too_soon = down->caught_up && now_ms - down->patience.begun_ms < BREATH_MS;
        down->patience.next_ms = too_soon ? now_ms + BREATH_MS : 1;
        down->caught_up = true;
        return;
    }
    if (!blobs_wanted(forward, down->changes))
        failed(forward, LINK_STORE);
    else if (!blob_next(forward))
        down_apply(forward);
}

void down_done(struct forward *forward, enum link_trouble trouble) {
    struct down *down = &forward->down;
    if (down->step == DOWN_BLOB) {
        blob_done(forward, trouble);
        return;
    }
    if (trouble == LINK_WELL && down->call.status != 200) trouble = LINK_NOT_OURS;
    if (trouble == LINK_WELL)
        polled(forward);
    else
        failed(forward, trouble);
}

void down_applied(struct forward *forward, bool ok, int64_t cursor) {
    struct down *down = &forward->down;
    if (down->step != DOWN_APPLYING) return;
    drop(down);
    forward->cursor = cursor;
    down->caught_up = false;
    if (ok)
        down->patience.next_ms = 1;
    else
        failed(forward, LINK_STORE);
}
