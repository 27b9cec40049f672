/* changes: the long poll. A waiting call is in the hub and needs neither a thread nor a connection
 * to the ledger. */
#include "api/api.h"

#include "base/clock.h"

#include <stdlib.h>

#define WAIT_MAX_S 30
#define RUN_MOST 32

struct poll {
    int64_t deadline_ms;
    char epoch[EPOCH_SIZE]; /* when the call arrived */
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
    const char *run = http_query(call, "run");
    http_query_int(call, "waiting", 0, INT32_MAX, &waiting);
    if (!run || strlen(run) > RUN_MOST) run = "";
    return ledger_kiosk_seen(ledger, kiosk->id, run, waiting, clock_now().utc_ms, why);
}

/* Done once per call: a call may wait for minutes and is woken by every record. */
static enum err begin(struct http_call *call, struct ledger *ledger,
                      const struct ledger_kiosk *kiosk, int64_t after, struct why *why) {
    struct ledger_epoch epoch = {0};
    struct poll *poll = poll_of(call);
    if (!poll) return why_set(why, ERR_NO_MEMORY, "no memory for a poll");
    enum err e = note_seen(call, ledger, kiosk, why);
    if (e == ERR_NONE) e = ledger_epoch_for(ledger, after, clock_now().utc_ms, why, &epoch);
    TEXT_COPY(poll->epoch, epoch.word);
    return e;
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
        api_begin(call, &kiosk); /* again after each wait: the kiosk may have been revoked */
    if (!ledger) return;
    enum err e = first ? begin(call, ledger, &kiosk, after, &why) : ERR_NONE;
    const struct poll *poll = *http_kept(call);
    if (e == ERR_NONE) e = ledger_changes(ledger, after, poll->epoch, &why, &text, &cursor, &count);
    ledger_give(station->pool, ledger);
    if (e != ERR_NONE) {
        http_reply_err(call, e, &why);
        return;
    }
    if (count == 0 && http_wait(call, poll->deadline_ms)) {
        free(text);
        return;
    }
    http_reply_json(call, 200, text);
}
