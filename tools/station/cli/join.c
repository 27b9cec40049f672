/* join: registers this station at the next tier with a one-time code. The operator compares the
 * fingerprint of the certificate. Records made before are forwarded too. */
#include "base/bytes.h"
#include "cli/command.h"
#include "forward/forward.h"

#include <stdio.h>

static enum err trouble_err(enum link_trouble trouble, struct why *why) {
    return why_set(why, ERR_IO, "%s: %s", link_code(trouble), link_words(trouble));
}

static bool agreed(const char *given, const char *shown) {
    char answer[16];
    if (given) {
        for (; *given || *shown; given++, shown++) {
            while (*given == ' ') given++;
            while (*shown == ' ') shown++;
            if (*given != *shown) return false;
            if (!*given) return true;
        }
        return true;
    }
    printf(
        "The fingerprint of the next tier is %s\nDoes it match the one at the next tier? [yes/no] ",
        shown);
    fflush(stdout);
    return fgets(answer, sizeof answer, stdin) && strcmp(answer, "yes\n") == 0;
}

static enum err join(struct station_config *config, const char *address, const char *code,
                     const char *fingerprint, struct why *why) {
    struct pairing pairing = {0};
    char pem[PEM_SIZE], shown[FINGERPRINT_SIZE];
    bool stop = false;
    enum err e = station_address(address, pairing.address);
    if (e != ERR_NONE) return why_set(why, e, "%s is not an address", address);
    enum link_trouble t = forward_fingerprint(pairing.address, &stop, pem, sizeof pem, shown);
    if (t != LINK_OK) return trouble_err(t, why);
    if (!agreed(fingerprint, shown))
        return why_set(why, ERR_PERMISSION, "the fingerprint is %s: not confirmed", shown);
    t = forward_pair(pairing.address, pem, code, config->id, MUSTER_VERSION, &stop, &pairing);
    if (t != LINK_OK) return trouble_err(t, why);
    e = pairing_save(config->dir, &pairing, why);
    TEXT_COPY(config->upstream, pairing.address);
    if (e == ERR_NONE) e = station_config_write(config, why);
    if (e == ERR_NONE) printf("joined %s at %s\n", pairing.answer.station, pairing.address);
    crypto_wipe(&pairing, sizeof pairing);
    return e;
}

int command_join(int argc, char **argv) {
    struct station_config config;
    struct ledger *ledger = NULL;
    struct why why = {0};
    int exit = command_begin(&argc, argv, &config);
    if (exit != 0) return exit;
    const char *address = command_option(&argc, argv, "--upstream"),
               *code = command_option(&argc, argv, "--code"),
               *fingerprint = command_option(&argc, argv, "--fingerprint");
    if (!address || !code) {
        fprintf(stderr, "muster-station join --upstream HOST[:PORT] --code CODE"
                        " [--fingerprint HEX]\n");
        return 2;
    }
    enum err e = join(&config, address, code, fingerprint, &why);
    if (e == ERR_NONE) e = command_ledger(&config, &why, &ledger);
    if (e == ERR_NONE)
        e = db_run(ledger_db(ledger), &why, NULL,
                   "INSERT INTO upstream_outbox (no) SELECT no FROM record WHERE raw<>''"
                   " ON CONFLICT DO NOTHING",
                   "");
    ledger_close(ledger);
    return e == ERR_NONE ? 0 : command_failed(e, &why);
}
