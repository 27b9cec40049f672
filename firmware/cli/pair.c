/* pair, unpair: with a station, from a terminal or a script. A kiosk that runs notices within two
 * seconds.
 *
 *   address --> fingerprint, compared --> code --> cards under another key? asked --> kept */
#include "base/bytes.h"
#include "base/log.h"
#include "cli/command.h"
#include "forward/forward.h"
#include "store/store.h"
#include "wire/pairing_file.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PRINT_DIGITS 32

static bool agree(const char *question) {
    char line[32] = "";
    fprintf(stderr, "%s [yes/no] ", question);
    return fgets(line, sizeof line, stdin) && (strcmp(line, "yes\n") == 0 || line[0] == 'y');
}

/* The hex digits of both, whatever stands between them. */
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

static bool is_right(const struct command_line *line, const char *print) {
    printf("%s\n", print);
    if (line->fingerprint) return same_print(line->fingerprint, print);
    fflush(stdout);
    return agree("指纹与服务站显示的一致吗？ (the same as the station shows?)");
}

struct here {
    char kiosk[KEY_SIZE];
    int32_t cards;
    struct secret_key key;
};

static enum err look_here(const struct config *config, struct why *why, struct here *ret) {
    char path[288];
    struct store_report report;
    struct store *store = NULL;
    struct activity_rules rules = command_rules(config);
    enum err e = store_open(config->data_directory, &rules, why, &report, &store);
    snprintf(path, sizeof path, "%s/card.key", config->data_directory);
    if (e == ERR_NONE) e = crypto_key_open(path, why, &ret->key);
    if (e == ERR_NONE) e = store_count_cards(store, why, &ret->cards);
    if (e == ERR_NONE) TEXT_COPY(ret->kiosk, store_kiosk_id(store));
    store_close(store);
    return e;
}

static bool cards_may_go(const struct command_line *line, const struct here *here,
                         const struct pairing *pairing) {
    char question[256];
    bool same = crypto_equal(here->key.bytes, pairing->answer.card_key.bytes, KEY_BYTES);
    if (same || here->cards == 0 || line->drop_cards) return true;
    if (line->unattended) {
        log_error("pair", "cards of this kiosk would have to be enrolled again: pair at the glass");
        return false;
    }
    snprintf(question, sizeof question,
             "本机已发的 %d 张卡要重新登记，继续吗？ (%d cards of this kiosk must be enrolled "
             "again: go on?)",
             here->cards, here->cards);
    return agree(question);
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

int pair_with_station(const struct config *config, const struct command_line *line, bool *stop,
                      bool *ret_sent) {
    char address[ADDRESS_SIZE], pem[PEM_SIZE], print[FINGERPRINT_SIZE];
    struct here here = {0};
    struct pairing pairing = {0};
    struct why why = {0};
    *ret_sent = false;
    if (station_address(line->station, address) != ERR_NONE) {
        log_error("pair", "not an address");
        return EXIT_USAGE;
    }
    enum err e = look_here(config, &why, &here);
    if (e != ERR_NONE) {
        log_error("pair", "%s: %s", err_name(e), why.text);
        return EXIT_STORE;
    }
    enum link_trouble t = forward_fingerprint(address, stop, pem, sizeof pem, print);
    if (t != LINK_OK) return trouble(t);
    if (!is_right(line, print)) {
        log_error("pair", "the fingerprint is not the station's: nothing was sent");
        return EXIT_REFUSED;
    }
    *ret_sent = true;
    t = forward_pair(address, pem, line->code, here.kiosk, MUSTER_VERSION, stop, &pairing);
    int code = t != LINK_OK                        ? trouble(t)
               : cards_may_go(line, &here, &pairing) ? keep(config, &pairing)
                                                     : EXIT_PROBLEM;
    crypto_wipe(&pairing, sizeof pairing);
    crypto_wipe(&here, sizeof here);
    return code;
}

int command_pair(const struct config *config, const struct command_line *line) {
    bool stop = false, sent = false;
    if (!line->station || !line->code) {
        fprintf(stderr, "muster-kiosk pair --station HOST[:PORT] --code CODE"
                        " [--fingerprint HEX] [--drop-cards]\n");
        return EXIT_USAGE;
    }
    int code = pair_with_station(config, line, &stop, &sent);
    return code == EXIT_REFUSED ? EXIT_PROBLEM : code;
}

int command_unpair(const struct config *config) {
    struct why why = {0};
    enum err e = pairing_remove(config->data_directory, &why);
    if (e == ERR_NONE) return EXIT_OK;
    log_error("unpair", "%s: %s", err_name(e), why.text);
    return EXIT_PROBLEM;
}
