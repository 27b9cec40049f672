/* records: accepts batches of records. The receipt is sent only after COMMIT. */
#include "api/api.h"

#include "base/clock.h"
#include "base/log.h"
#include "wire/records.h"

/* A station below does not poll for changes, so its contact is recorded here, and it gets the epoch
 * with its receipt. */
static enum err hear_station(struct ledger *ledger, const struct ledger_kiosk *kiosk,
                             struct why *why, struct ledger_epoch *ret_epoch) {
    enum err e = ledger_kiosk_seen(ledger, kiosk->id, "", -1, clock_now().utc_ms, why);
    return e == ERR_NONE ? ledger_epoch(ledger, why, ret_epoch) : e;
}

void api_records(struct http_call *call) {
    struct station *station = http_station(call);
    struct ledger_kiosk kiosk;
    struct ledger_batch batch = {0};
    struct ledger_epoch epoch = {0};
    struct why why = {0};
    size_t bytes = 0;
    char *text = NULL;
    const char *body = http_body(call, &bytes);
    struct ledger *ledger = api_begin(call, &kiosk);
    if (!ledger) return;
    enum err e = ledger_accept(ledger, kiosk.id, kiosk.is_station, body, bytes, clock_now().utc_ms,
                               &why, &batch);
    if (e == ERR_NONE && kiosk.is_station) e = hear_station(ledger, &kiosk, &why, &epoch);
    ledger_give(station->pool, ledger);
    if (e == ERR_BAD_INPUT) {
        http_reply_error(call, 400, "bad_batch", why.text);
        return;
    }
    if (e == ERR_BUSY) e = ERR_IO; /* retried long enough: the kiosk will send the batch again */
    if (e != ERR_NONE) {
        http_reply_err(call, e, &why);
        return;
    }
    if (batch.rejected) log_warn("api", "rejected %d rows of kiosk %s", batch.rejected, kiosk.id);
    if (batch.stored) {
        http_wake(station->server);
        upstream_nudge(station->upstream);
    }
    if (wire_receipt_write(batch.receipt, epoch.word, &why, &text) == ERR_NONE)
        http_reply_json(call, 200, text);
    else
        http_reply_err(call, ERR_NO_MEMORY, &why);
}
