/* pair: a kiosk is paired with its station.
 *
 *   address --unverified--> fingerprint, staff compare it --code, verified by that authority-->
 *   answer --cards under another key? staff are asked--> DATA/station/paired
 * 1. What is fetched unverified is only shown until staff agree.
 * 2. The code is sent only over a connection that the compared authority has signed.
 * 3. The pairing is one file, written completely or not at all. */
#include "forward/pair.h"
#include "base/base64.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "base/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ANSWER_MAX 32768
#define QUIET_S 20
#define SHA256_BYTES 32

static bool digest_of(const char *pem, uint8_t ret[static SHA256_BYTES]) {
    static const char begin[] = "-----BEGIN CERTIFICATE-----", end[] = "-----END CERTIFICATE-----";
    const char *from = strstr(pem, begin), *to = from ? strstr(from, end) : NULL;
    char text[PEM_SIZE];
    uint8_t der[PEM_SIZE];
    size_t n = 0, count = 0;
    if (!to) return false;
    for (from += strlen(begin); from < to && n + 1 < sizeof text; from++)
        if (*from != '\n' && *from != '\r') text[n++] = *from;
    text[n] = 0;
    if (bytes_from_base64(text, der, sizeof der, &count) != ERR_NONE) return false;
    crypto_sha256(der, count, ret);
    return true;
}

static void print_of(const uint8_t digest[static SHA256_BYTES],
                     char ret_print[static FINGERPRINT_SIZE]) {
    char hex[33];
    hex_from_bytes(digest, 16, hex);
    for (int i = 0; i < 8; i++)
        snprintf(ret_print + 5 * i, 6, "%.4s%s", hex + 4 * i, i < 7 ? " " : "");
}

/* The last of the chain that the station sent: its authority. */
static bool authority(CURL *easy, char *ret_pem, size_t bytes) {
    struct curl_certinfo *chain = NULL;
    if (curl_easy_getinfo(easy, CURLINFO_CERTINFO, &chain) != CURLE_OK || !chain ||
        chain->num_of_certs < 1)
        return false;
    for (struct curl_slist *l = chain->certinfo[chain->num_of_certs - 1]; l; l = l->next)
        if (strncmp(l->data, "Cert:", 5) == 0)
            return (size_t)snprintf(ret_pem, bytes, "%s", l->data + 5) < bytes;
    return false;
}

enum link_trouble forward_fingerprint(const char *address, bool *stop, char *ret_pem, size_t bytes,
                                      char ret_print[static FINGERPRINT_SIZE]) {
    struct call call;
    struct target target = {.token = ""};
    struct question q = {.method = METHOD_GET, .path = "/", .into = -1, .quiet_s = QUIET_S};
    uint8_t digest[SHA256_BYTES];
    enum link_trouble trouble = LINK_STORE;
    TEXT_COPY(target.address, address);
    if (call_init(&call, stop) && call_begin(&call, &target, &q)) {
        curl_easy_setopt(call.easy, CURLOPT_SSL_VERIFYPEER, 0L);
        curl_easy_setopt(call.easy, CURLOPT_SSL_VERIFYHOST, 0L);
        curl_easy_setopt(call.easy, CURLOPT_CERTINFO, 1L);
        curl_easy_setopt(call.easy, CURLOPT_CONNECT_ONLY, 1L); /* nothing is sent yet */
        CURLcode code = curl_easy_perform(call.easy);
        bool seen =
            code == CURLE_OK && authority(call.easy, ret_pem, bytes) && digest_of(ret_pem, digest);
        if (seen) print_of(digest, ret_print);
        trouble = seen ? LINK_OK : code == CURLE_OK ? LINK_NOT_OURS : call_judge(&call, code);
    }
    call_finish(&call);
    return trouble;
}

/* The authority in the answer must be the one that staff compared; otherwise the answer is refused.
 */
static enum link_trouble read_answer(const struct call *call, const char *pem,
                                     struct pair_answer *ret) {
    struct why why = {0};
    uint8_t shown[SHA256_BYTES], given[SHA256_BYTES];
    if (call->status == 403) return LINK_WRONG_CODE;
    if (call->status != 200) return LINK_NOT_OURS;
    if (wire_pair_answer_read(call->bytes ? call->bytes : "", call->count, &why, ret) != ERR_NONE)
        return LINK_BAD_REPLY;
    bool same = digest_of(pem, shown) && digest_of(ret->ca, given) &&
                memcmp(shown, given, sizeof shown) == 0;
    return same ? LINK_OK : LINK_CERTIFICATE;
}

enum link_trouble forward_pair(const char *address, const char *pem, const char *code,
                               const char *kiosk, const char *version, bool *stop,
                               struct pairing *ret_pairing) {
    struct why why = {0};
    struct call call = {0};
    struct target target = {.ca = pem, .token = ""};
    struct pair_ask ask = {0};
    struct pairing pairing = {0};
    char *body = NULL;
    enum link_trouble trouble = LINK_STORE;
    TEXT_COPY(target.address, address);
    TEXT_COPY(pairing.address, address);
    TEXT_COPY(ask.code, code);
    TEXT_COPY(ask.kiosk, kiosk);
    TEXT_COPY(ask.version, version);
    if (wire_pair_ask_write(&ask, &why, &body) != ERR_NONE) return LINK_WRONG_CODE;
    struct question q = {.method = METHOD_POST,
                         .path = "/v1/pair",
                         .body = body,
                         .body_bytes = strlen(body),
                         .limit = ANSWER_MAX,
                         .into = -1,
                         .quiet_s = QUIET_S};
    if (call_init(&call, stop) && call_begin(&call, &target, &q)) {
        trouble = call_judge(&call, curl_easy_perform(call.easy));
        if (trouble == LINK_STATION_TROUBLE && call.status == 429) trouble = LINK_CODE_VOID;
        if (trouble == LINK_OK) trouble = read_answer(&call, pem, &pairing.answer);
    }
    if (trouble == LINK_OK) *ret_pairing = pairing;
    if (call.bytes) crypto_wipe(call.bytes, call.count);
    crypto_wipe(&pairing, sizeof pairing);
    call_finish(&call);
    free(body);
    return trouble;
}

/* --- on the screen: the same, step by step --- */

static void tell_pair(struct pairing_steps *steps) {
    struct link_ask ask = {.kind = LINK_PAIR, .u.pair = steps->now};
    if (!forward_ask(steps->context, &ask))
        log_warn("forward", "the desk's inbox is full: the state of the pairing is lost");
}

static void stage(struct pairing_steps *steps, enum pair_stage now, enum link_trouble trouble) {
    steps->now.stage = now;
    steps->now.trouble = trouble;
    if (now == PAIR_FAILED)
        log_warn("forward", "pairing: %s (%s)", link_words(trouble), link_code(trouble));
    tell_pair(steps);
}

static void reach(struct pairing_steps *steps, const char *address) {
    struct link_pair *p = &steps->now;
    if (station_address(address, p->address) != ERR_NONE) {
        stage(steps, PAIR_FAILED, LINK_DNS);
        return;
    }
    stage(steps, PAIR_REACHING, LINK_OK);
    enum link_trouble trouble = forward_fingerprint(p->address, &steps->context->stop, steps->pem,
                                                    sizeof steps->pem, p->fingerprint);
    stage(steps, trouble == LINK_OK ? PAIR_FINGERPRINT : PAIR_FAILED, trouble);
}

static void keep(struct pairing_steps *steps) {
    struct why why = {0};
    enum err e = pairing_save(steps->context->data_directory, &steps->answer, &why);
    if (e != ERR_NONE) log_error("forward", "pairing: %s: %s", err_name(e), why.text);
    crypto_wipe(&steps->answer, sizeof steps->answer);
    stage(steps, e == ERR_NONE ? PAIR_DONE : PAIR_FAILED, e == ERR_NONE ? LINK_OK : LINK_STORE);
}

static void ask_with_code(struct pairing_steps *steps, const struct link_tell *tell) {
    struct link_pair *p = &steps->now;
    if (p->stage != PAIR_FINGERPRINT && p->stage != PAIR_FAILED) return;
    stage(steps, PAIR_ASKING, LINK_OK);
    enum link_trouble trouble =
        forward_pair(p->address, steps->pem, tell->text, tell->kiosk, steps->context->version,
                     &steps->context->stop, &steps->answer);
    if (trouble != LINK_OK) {
        stage(steps, PAIR_FAILED, trouble);
        return;
    }
    struct hash key =
        crypto_keyed_hash(NULL, steps->answer.answer.card_key.bytes, KEY_BYTES, NULL, 0);
    TEXT_COPY(p->station, steps->answer.answer.station);
    p->cards = tell->cards;
    if (tell->cards > 0 && !crypto_equal(key.bytes, tell->card_key_hash, HASH_BYTES))
        stage(steps, PAIR_CARDS, LINK_OK);
    else
        keep(steps);
}

void pair_tell(struct pairing_steps *steps, const struct link_tell *tell) {
    struct link_pair *p = &steps->now;
    if (tell->kind == LINK_FIND) {
        p->looking = true;
        tell_pair(steps);
        find_stations(p, &steps->context->stop);
        p->looking = false;
        tell_pair(steps);
    } else if (tell->kind == LINK_REACH) {
        reach(steps, tell->text);
    } else if (tell->kind == LINK_CODE) {
        ask_with_code(steps, tell);
    } else if (tell->kind == LINK_AGREE && p->stage == PAIR_CARDS) {
        keep(steps);
    } else if (tell->kind == LINK_CANCEL) {
        crypto_wipe(&steps->answer, sizeof steps->answer);
        stage(steps, PAIR_NONE, LINK_OK);
    }
}
