/* caller: finds the kiosk that makes a call of /v1.
 * 1. The caller is identified by the token alone. */
#include "api/api.h"

#include <string.h>

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
