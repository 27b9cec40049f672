/* pairing: checks the station's certificate, sends the code, and keeps the answer.
 *
 *   address --> fingerprint, compared --> code --> cards under another key? asked --> saved */
#include "app/pairing.h"

#include "app/configure.h"
#include "base/bytes.h"
#include "base/log.h"
#include "forward/forward.h"
#include "store/store.h"
#include "wire/pairing_file.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define PRINT_DIGITS 32

/* Compares the hex digits only; separators are ignored. */
static bool same_print(const char *given, const char *seen) {
    int n = 0;
    for (; *given && n < PRINT_DIGITS; given++) {
        if (!isxdigit((unsigned char)*given)) continue;
        while (*seen == ' ') seen++;
        if (tolower((unsigned char)*given) != *seen++) return false;
        n++;
    }
    return n == PRINT_DIGITS;
}

static bool fingerprint_is_right(const struct pairing_request *request, const char *print) {
    printf("%s\n", print);
    if (request->fingerprint) return same_print(request->fingerprint, print);
    fflush(stdout);
    return request->agree &&
           request->agree("指纹与服务站显示的一致吗？ (the same as the station shows?)");
}

struct local_state {
    char kiosk[KEY_SIZE];
    int32_t cards;
    struct secret_key key;
};

static enum err read_local_state(const struct config *config, struct why *why,
                                 struct local_state *ret) {
    char path[288];
    struct store_report report;
    struct store *store = NULL;
    struct activity_rules rules = configure_rules(config);
    enum err e = store_open(config->data_directory, &rules, why, &report, &store);
    snprintf(path, sizeof path, "%s/card.key", config->data_directory);
    if (e == ERR_NONE) e = crypto_key_open(path, why, &ret->key);
    if (e == ERR_NONE) e = store_count_cards(store, why, &ret->cards);
    if (e == ERR_NONE) TEXT_COPY(ret->kiosk, store_kiosk_id(store));
    store_close(store);
    return e;
}

static bool cards_may_go(const struct pairing_request *request, const struct local_state *here,
                         const struct pairing *pairing) {
    char question[256];
    bool same = crypto_equal(here->key.bytes, pairing->answer.card_key.bytes, KEY_BYTES);
    if (same || here->cards == 0 || request->drop_cards) return true;
    if (!request->agree) {
        log_error("pair",
                  "the cards of this kiosk would have to be enrolled again: pair it on its screen");
        return false;
    }
    snprintf(question, sizeof question,
             "本机已发的 %d 张卡要重新登记，继续吗？ (%d cards of this kiosk must be enrolled "
             "again: continue?)",
             here->cards, here->cards);
    return request->agree(question);
}

static int trouble(enum link_trouble t) {
    log_error("pair", "%s: %s", link_code(t), link_words(t));
    return EXIT_PROBLEM;
}

static int keep(const struct config *config, const struct pairing *pairing) {
    struct why why = {0};
    enum err e = pairing_save(config->data_directory, pairing, &why);
    if (e != ERR_NONE) {
        log_error("pair", "%s: %s", err_name(e), why.text);
        return EXIT_STORE;
    }
    printf("已与 %s 配对，本机编号 %d (paired)\n", pairing->answer.station,
           pairing->answer.kiosk_number);
    return EXIT_OK;
}

int pairing_run(const struct config *config, const struct pairing_request *request, bool *stop,
                bool *ret_sent) {
    char address[ADDRESS_SIZE], pem[PEM_SIZE], print[FINGERPRINT_SIZE];
    struct local_state here = {0};
    struct pairing pairing = {0};
    struct why why = {0};
    *ret_sent = false;
    if (station_address(request->station, address) != ERR_NONE) {
        log_error("pair", "this is not an address: %s", request->station);
        return EXIT_USAGE;
    }
    enum err e = read_local_state(config, &why, &here);
    if (e != ERR_NONE) {
        log_error("pair", "%s: %s", err_name(e), why.text);
        return EXIT_STORE;
    }
    enum link_trouble t = forward_fingerprint(address, stop, pem, sizeof pem, print);
    if (t != LINK_OK) return trouble(t);
    if (!fingerprint_is_right(request, print)) {
        log_error("pair", "the fingerprint does not match the station's: nothing was sent");
        return EXIT_REFUSED;
    }
    *ret_sent = true;
    t = forward_pair(address, pem, request->code, here.kiosk, MUSTER_VERSION, stop, &pairing);
    int code = t != LINK_OK                             ? trouble(t)
               : cards_may_go(request, &here, &pairing) ? keep(config, &pairing)
                                                        : EXIT_PROBLEM;
    crypto_wipe(&pairing, sizeof pairing);
    crypto_wipe(&here, sizeof here);
    return code;
}
