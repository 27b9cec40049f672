/* records: the receipt is written after COMMIT, and by nothing else. */
#include "api/api.h"

#include "base/clock.h"
#include "base/log.h"
#include "wire/records.h"

void api_records(struct http_call *call) {
    struct station *station = http_station(call);
    struct ledger_kiosk kiosk;
    struct ledger_batch batch = {0};
    struct why why = {0};
    size_t bytes = 0;
    char *text = NULL;
    const char *body = http_body(call, &bytes);
    struct ledger *ledger = api_begin(call, &kiosk);
    if (!ledger) return;
    enum err e = ledger_accept(ledger, kiosk.id, kiosk.is_station, body, bytes, clock_now().utc_ms,
                               &why, &batch);
    ledger_give(station->pool, ledger);
    if (e == ERR_BAD_INPUT) {
        http_reply_error(call, 400, "bad_batch", why.text);
        return;
    }
    if (e == ERR_BUSY) e = ERR_IO; /* tried long enough: the kiosk comes again */
    if (e != ERR_NONE) {
        http_reply_err(call, e, &why);
        return;
    }
    if (batch.aside) log_warn("api", "%d rows of kiosk %s are kept aside", batch.aside, kiosk.id);
    if (batch.stored) {
        http_wake(station->server);
        upstream_nudge(station->upstream);
    }
    if (wire_receipt_write(batch.receipt, &why, &text) == ERR_NONE)
        http_reply_json(call, 200, text);
    else
        http_reply_err(call, ERR_NO_MEMORY, &why);
}
