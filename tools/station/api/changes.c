/* changes: the long poll. A call waits in the hub, without a thread or a connection of the ledger.
 */
#include "api/api.h"

#include "base/clock.h"

#include <stdlib.h>

#define WAIT_MAX_S 30

struct poll {
    int64_t deadline_ms;
};

static struct poll *poll_of(struct http_call *call) {
    int64_t wait_s = 0;
    struct poll *poll = *http_kept(call);
    if (poll) return poll;
    poll = calloc(1, sizeof *poll);
    if (!poll) return NULL;
    http_query_int(call, "wait", 0, WAIT_MAX_S, &wait_s);
    poll->deadline_ms = clock_ticks_ms() + wait_s * 1000;
    *http_kept(call) = poll;
    return poll;
}

static enum err note_seen(struct http_call *call, struct ledger *ledger,
                          const struct ledger_kiosk *kiosk, struct why *why) {
    int64_t waiting = -1;
    http_query_int(call, "waiting", 0, INT32_MAX, &waiting);
    return ledger_seen(ledger, kiosk->id, waiting, clock_now().utc_ms, why);
}

void api_changes(struct http_call *call) {
    struct station *station = http_station(call);
    struct ledger_kiosk kiosk;
    struct why why = {0};
    int64_t after = 0, cursor = 0;
    int32_t count = 0;
    char *text = NULL;
    bool first = *http_kept(call) == NULL;
    if (!http_query_int(call, "after", 0, INT64_MAX, &after)) {
        http_reply_error(call, 400, "bad_input", "after: missing");
        return;
    }
    struct ledger *ledger =
        api_begin(call, &kiosk); /* again when woken: it may be cut off by now */
    if (!ledger) return;
    enum err e = first ? note_seen(call, ledger, &kiosk, &why) : ERR_NONE;
    if (e == ERR_NONE) e = ledger_changes(ledger, after, &why, &text, &cursor, &count);
    ledger_give(station->pool, ledger);
    if (e != ERR_NONE) {
        http_reply_err(call, e, &why);
        return;
    }
    struct poll *poll = poll_of(call);
    if (count == 0 && poll && http_wait(call, poll->deadline_ms)) {
        free(text);
        return;
    }
    http_reply_json(call, 200, text);
}
