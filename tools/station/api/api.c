/* api: the /v1 API for kiosks and stations of the tier below. firmware/wire/README.md describes it.
 * 1. The caller is identified by the token alone. */
#include "api/api.h"

#include "base/clock.h"
#include "wire/records.h"

static const char *bearer(const struct http_call *call) {
    const char *value = http_header(call, "Authorization");
    return value && strncmp(value, "Bearer ", 7) == 0 ? value + 7 : "";
}

struct ledger *api_begin(struct http_call *call, struct ledger_kiosk *ret_kiosk) {
    struct why why = {0};
    struct ledger *ledger = NULL;
    struct ledger_pool *pool = http_station(call)->pool;
    enum err e = ledger_take(pool, &why, &ledger);
    if (e == ERR_NONE) e = ledger_kiosk_of_token(ledger, bearer(call), &why, ret_kiosk);
    if (e == ERR_NONE) return ledger;
    ledger_give(pool, ledger);
    if (e == ERR_NOT_FOUND)
        http_reply_error(call, 401, "unknown_token", "unknown token");
    else if (e == ERR_PERMISSION)
        http_reply_error(call, 401, "revoked", "this kiosk was revoked");
    else
        http_reply_err(call, e, &why);
    return NULL;
}

const struct http_route api_routes[] = {
    {"POST", "/v1/records", api_records, WIRE_BODY_MAX, ROUTE_OPEN},
    {"GET", "/v1/changes", api_changes, 0, ROUTE_OPEN},
    {"GET", "/v1/blobs/*", api_blob_get, 0, ROUTE_OPEN},
    {"HEAD", "/v1/blobs/*", api_blob_head, 0, ROUTE_OPEN},
    {"PUT", "/v1/blobs/*", api_blob_put, BLOB_MAX, ROUTE_OPEN},
    {"POST", "/v1/pair", api_pair, 4096, ROUTE_OPEN},
    {0},
};
