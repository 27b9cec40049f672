/* status: how this kiosk is, as a record for its station: at the start, every six hours, and when
 * the reader goes or comes. */
#include "base/log.h"
#include "desk/desk_private.h"
#include "desk/sync/link.h"

#include <stdio.h>

#define EVERY_MS (6 * 3600000)
#define APART_MS 60000 /* a reader that comes and goes is one record a minute */

void desk_status_reader(struct desk *desk, bool up) {
    desk->reader_up = up;
    if (!desk->paired || !desk->status_made || up == desk->status_reader_up) return;
    int64_t soonest = desk->status_ms + APART_MS, now_ms = clock_ticks_ms();
    desk->status_due_ms = soonest > now_ms ? soonest : now_ms;
}

enum err desk_add_status(struct desk *desk, const struct picture_said *picture, struct why *why) {
    struct staff_device board = {.disk_free_bytes = 0};
    char detail[96];
    int64_t seq = 0;
    if (desk->config.board.look) desk->config.board.look(desk->config.to, &board);
    int n = snprintf(detail, sizeof detail, "%.31s %d %lld %d",
                     board.version[0] ? board.version : MUSTER_VERSION, desk->state.waiting,
                     (long long)board.disk_free_bytes, desk->reader_up);
    if (picture)
        snprintf(detail + n, sizeof detail - (size_t)n, " %lld", (long long)picture->asked_ms);
    struct record record = {.kind = "device_status",
                            .at = clock_now(),
                            .outcome = picture ? picture->outcome : "",
                            .reason = "",
                            .detail = detail,
                            .picture = picture ? picture->picture : NULL};
    enum err e = store_begin(desk->store, why);
    if (e == ERR_NONE) e = store_add_record(desk->store, &record, why, &seq);
    if (e == ERR_NONE && picture) e = store_picture_answered(desk->store, picture->asked_ms, why);
    if (e == ERR_NONE) return store_commit(desk->store, why);
    store_rollback(desk->store);
    return e;
}

void desk_status_due(struct desk *desk, int64_t now_ms) {
    struct why why = {0};
    if (!desk->paired || desk->status_due_ms == 0 || now_ms < desk->status_due_ms) return;
    desk->status_due_ms = now_ms + EVERY_MS;
    if (desk->state.read_only) return;
    enum err e = desk_add_status(desk, NULL, &why);
    if (e != ERR_NONE) {
        desk_failed(desk, e, &why);
        return;
    }
    desk->status_made = true;
    desk->status_ms = now_ms;
    desk->status_reader_up = desk->reader_up;
    desk_nudge(desk);
}
