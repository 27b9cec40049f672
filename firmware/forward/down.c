/* down: changes of the station, from the long poll to the desk's commit.
 *
 *   due --GET /v1/changes?after=CURSOR&wait=--> changes --> pictures first --APPLY--> desk
 *   desk --APPLIED, cursor--> due
 * 1. The pictures that a change names are fetched before it is applied, unless the station lacks
 *    them.
 * 2. The cursor is the store's: it moves with the changes or not at all.
 * 3. A change that cannot be read goes to the desk as text, to be deferred. A reply that is not a
 *    station's is never data.
 * 4. If the epoch of the ledger has changed, the ledger was restored: the desk is told so, and
 *    nothing else is taken from the reply. The feed starts again. */
#include "forward/down.h"
#include "base/clock.h"
#include "base/log.h"
#include "wire/changes.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WAIT_S 30      /* the station's longest */
#define QUIET_S 20     /* beyond the wait */
#define BREATH_MS 1000 /* between two polls without news */
#define DESK_MS 60000

void down_init(struct down *down, struct forward_context *context) {
    down->context = context;
    blobs_init(&down->blobs, context);
}

static void drop(struct down *down) {
    link_changes_free(down->changes);
    down->changes = NULL;
    blobs_drop(&down->blobs);
    down->step = DOWN_IDLE;
}

void down_finish(struct down *down) {
    drop(down);
    blobs_finish(&down->blobs);
    call_finish(&down->call);
}

void down_stop(struct down *down) {
    forward_stop_call(down->context, &down->call);
    drop(down);
}

static void failed(struct down *down, enum link_trouble trouble) {
    drop(down);
    down->caught_up =
        false; /* a station that answers again may have been restored: ask without waiting */
    backoff_failure(down->context, LANE_DOWN, trouble, "changes");
}

void down_due(struct down *down, int64_t now_ms) {
    if (down->step == DOWN_APPLYING && now_ms - down->asked_ms > DESK_MS) drop(down);
    if (down->step != DOWN_IDLE || now_ms < down->context->backoff[LANE_DOWN].next_ms) return;
    int wait_s = down->caught_up ? WAIT_S : 0;
    struct question q = {
        .method = METHOD_GET, .limit = WIRE_REPLY_MAX, .into = -1, .quiet_s = wait_s + QUIET_S};
    snprintf(q.path, sizeof q.path, "/v1/changes?after=%" PRId64 "&wait=%d&waiting=%d&run=%s",
             down->context->cursor, wait_s, down->context->waiting, down->context->run);
    down->context->backoff[LANE_DOWN].begun_ms = now_ms;
    down->step = DOWN_POLL;
    if (!forward_start_call(down->context, &down->call, &q)) failed(down, LINK_STORE);
}

struct gathering {
    struct link_changes *changes;
    int32_t room, unread_room;
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

static enum err gather_unread(void *to, const struct change_unread *unread, struct why *why) {
    struct gathering *g = to;
    struct link_changes *c = g->changes;
    if (c->unread_count == g->unread_room) {
        int32_t room = g->unread_room ? 2 * g->unread_room : 4;
        struct change_unread *grown = realloc(c->unread, (size_t)room * sizeof *grown);
        if (!grown) return why_set(why, ERR_NO_MEMORY, "no memory for changes");
        c->unread = grown;
        g->unread_room = room;
    }
    struct change_unread own = *unread;
    own.text = strdup(unread->text);
    if (!own.text) return why_set(why, ERR_NO_MEMORY, "no memory for a change");
    c->unread[c->unread_count++] = own;
    return ERR_NONE;
}

static bool is_restored(const struct down *down, const char *epoch) {
    return epoch[0] && down->context->epoch[0] && strcmp(epoch, down->context->epoch) != 0;
}

static enum link_trouble read_changes(struct down *down, struct link_changes **ret) {
    struct call *call = &down->call;
    struct why why = {0};
    struct wire_changes told = {0};
    struct gathering g = {.room = 8};
    g.changes = calloc(1, sizeof *g.changes + (size_t)g.room * sizeof g.changes->change[0]);
    if (!g.changes) return LINK_STORE;
    struct change_sink sink = {gather, &g};
    struct unread_sink unread = {gather_unread, &g};
    enum err e =
        wire_changes_read(call->bytes ? call->bytes : "", call->count, &sink, &unread, &why, &told);
    bool restored = e == ERR_NONE && is_restored(down, told.epoch);
    if (e != ERR_NONE || (told.cursor < down->context->cursor && !restored)) {
        log_warn("forward", "changes: %s",
                 e == ERR_NONE ? "the cursor went back: an outdated reply" : why.text);
        link_changes_free(g.changes);
        return e == ERR_NO_MEMORY ? LINK_STORE : LINK_BAD_REPLY;
    }
    g.changes->after = down->context->cursor;
    g.changes->cursor = told.cursor;
    TEXT_COPY(g.changes->epoch, told.epoch);
    TEXT_COPY(g.changes->station, down->context->signing_key);
    *ret = g.changes;
    return LINK_OK;
}

static void apply(struct down *down) {
    struct link_ask ask = {.kind = LINK_APPLY, .u.changes = down->changes};
    down->asked_ms = clock_ticks_ms();
    if (!forward_ask(down->context, &ask)) {
        failed(down, LINK_STORE);
        return;
    }
    down->changes = NULL;
    down->step = DOWN_APPLYING;
}

/* The pictures first, then the changes that name them. */
static void go_on(struct down *down, enum blob_result result, enum link_trouble trouble) {
    switch (result) {
    case BLOB_UNDER_WAY:
        down->step = DOWN_BLOB;
        break;
    case BLOBS_COMPLETE:
        apply(down);
        break;
    case BLOB_FAILED:
        down_stop(down);
        backoff_failure(down->context, LANE_DOWN, trouble, "pictures");
        break;
    }
}

static void polled(struct down *down) {
    enum link_trouble trouble = read_changes(down, &down->changes);
    if (trouble != LINK_OK) {
        failed(down, trouble);
        return;
    }
    backoff_success(down->context, LANE_DOWN);
    const char *epoch = down->changes->epoch;
    if (is_restored(down, epoch)) {
        apply(down);
        return;
    }
    bool news = down->changes->cursor != down->context->cursor ||
                (epoch[0] && strcmp(epoch, down->context->epoch) != 0);
    if (!news) {
        int64_t now_ms = clock_ticks_ms();
        drop(down);
        bool too_soon =
            down->caught_up && now_ms - down->context->backoff[LANE_DOWN].begun_ms < BREATH_MS;
        down->context->backoff[LANE_DOWN].next_ms = too_soon ? now_ms + BREATH_MS : 1;
        down->caught_up = true;
        return;
    }
    if (!blobs_want(&down->blobs, down->changes)) {
        failed(down, LINK_STORE);
        return;
    }
    enum blob_result result = blobs_next(&down->blobs, &down->call, &trouble);
    go_on(down, result, trouble);
}

void down_done(struct down *down, enum link_trouble trouble) {
    if (down->step == DOWN_BLOB) {
        enum blob_result result = blobs_done(&down->blobs, &down->call, trouble, &trouble);
        go_on(down, result, trouble);
        return;
    }
    if (trouble == LINK_OK && down->call.status != 200) trouble = LINK_NOT_OURS;
    if (trouble == LINK_OK)
        polled(down);
    else
        failed(down, trouble);
}

void down_applied(struct down *down, const struct link_tell *tell) {
    if (down->step != DOWN_APPLYING) return;
    drop(down);
    down->context->cursor = tell->cursor;
    TEXT_COPY(down->context->epoch, tell->epoch);
    down->caught_up = false;
    if (tell->ok)
        down->context->backoff[LANE_DOWN].next_ms = 1;
    else
        failed(down, LINK_STORE);
}
