/* pair: exchanges a one-time code for a token, the station's authority and its keys. */
#include "api/api.h"

#include "base/clock.h"
#include "base/log.h"
#include "wire/pairing.h"

/* A station below gets no card key: it has its own cards. */
static void fill(struct pair_answer *answer, const struct station *station,
                 const struct ledger_kiosk *kiosk) {
    TEXT_COPY(answer->kiosk, kiosk->id);
    answer->kiosk_number = kiosk->number;
    TEXT_COPY(answer->station, station->config.name);
    TEXT_COPY(answer->ca, station->keys.ca_pem);
    if (!kiosk->is_station) answer->card_key = station->keys.card_key;
    memcpy(answer->seal_key, station->keys.seal.public_key, sizeof answer->seal_key);
    memcpy(answer->signing_key, station->keys.signing_key, sizeof answer->signing_key);
}

static enum err pair(struct http_call *call, const struct pair_ask *ask, struct why *why,
                     char **ret_text) {
    struct station *station = http_station(call);
    struct ledger *ledger = NULL;
    struct ledger_kiosk kiosk;
    struct pair_answer answer = {0};
    enum err e = ledger_take(station->pool, why, &ledger);
    if (e != ERR_NONE) return e;
    e = ledger_pair(ledger, ask->code, ask->kiosk, ask->version, clock_now().utc_ms, why, &kiosk,
                    answer.token);
    ledger_give(station->pool, ledger);
    if (e == ERR_NONE) {
        fill(&answer, station, &kiosk);
        e = wire_pair_answer_write(&answer, why, ret_text);
        log_info("api", "paired %s %s", kiosk.is_station ? "station" : "kiosk", kiosk.id);
        http_wake(station->server);
    }
    crypto_wipe(&answer, sizeof answer);
    return e;
}

void api_pair(struct http_call *call) {
    struct pair_ask ask;
    struct why why = {0};
    size_t bytes = 0;
    char *text = NULL;
    const char *body = http_body(call, &bytes);
    enum err e = wire_pair_ask_read(body, bytes, &why, &ask);
    if (e == ERR_NONE) e = pair(call, &ask, &why, &text);
    if (e == ERR_NONE)
        http_reply_json(call, 200, text);
    else if (e == ERR_PERMISSION)
        http_reply_error(call, 403, "wrong_code", why.text);
    else if (e == ERR_BUSY)
        http_reply_error(call, 429, "codes_void", why.text);
    else
        http_reply_err(call, e, &why);
}
