/* status: the state of this kiosk, as a record for its station: at the start, every six hours, and
 * when the reader connects or disconnects. */
#include "base/log.h"
#include "desk/sync/sync.h"

#include <stdio.h>

#define EVERY_MS (6 * 3600000)
#define APART_MS 60000 /* a reader that reconnects repeatedly causes one record a minute */

void desk_status_reader(struct desk_sync *sync, bool up) {
    sync->reader_up = up;
    if (!sync->context->paired || !sync->status_made || up == sync->status_reader_up) return;
    int64_t soonest = sync->status_ms + APART_MS, now_ms = clock_ticks_ms();
    sync->status_due_ms = soonest > now_ms ? soonest : now_ms;
}

enum err desk_add_status(struct desk_sync *sync, const struct screenshot_reply *screenshot,
                         struct why *why) {
    struct staff_device board = {.disk_free_bytes = 0};
    char detail[96];
    int64_t seq = 0;
    if (sync->context->config.board.look)
        sync->context->config.board.look(sync->context->config.to, &board);
    int n =
        snprintf(detail, sizeof detail, "%.31s %d %lld %d",
                 board.version[0] ? board.version : MUSTER_VERSION, sync->context->state.waiting,
                 (long long)board.disk_free_bytes, sync->reader_up);
    if (screenshot)
        snprintf(detail + n, sizeof detail - (size_t)n, " %lld", (long long)screenshot->asked_ms);
    struct record record = {.kind = "device_status",
                            .at = clock_now(),
                            .outcome = screenshot ? screenshot->outcome : "",
                            .reason = "",
                            .detail = detail,
                            .screenshot = screenshot ? screenshot->hash : NULL};
    enum err e = store_begin(sync->context->store, why);
    if (e == ERR_NONE) e = store_add_record(sync->context->store, &record, why, &seq);
    if (e == ERR_NONE && screenshot)
        e = store_screenshot_answered(sync->context->store, screenshot->asked_ms, why);
    if (e == ERR_NONE) return store_commit(sync->context->store, why);
    store_rollback(sync->context->store);
    return e;
}

void desk_status_due(struct desk_sync *sync, int64_t now_ms) {
    struct why why = {0};
    if (!sync->context->paired || sync->status_due_ms == 0 || now_ms < sync->status_due_ms) return;
    sync->status_due_ms = now_ms + EVERY_MS;
    if (sync->context->state.read_only) return;
    enum err e = desk_add_status(sync, NULL, &why);
    if (e != ERR_NONE) {
        context_failed(sync->context, e, &why);
        return;
    }
    sync->status_made = true;
    sync->status_ms = now_ms;
    sync->status_reader_up = sync->reader_up;
    context_nudge(sync->context);
}
