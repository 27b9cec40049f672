/* pair, unpair: connects this kiosk with a station, from a terminal or a script. */
#include "app/pairing.h"
#include "base/log.h"
#include "cli/command.h"
#include "wire/pairing_file.h"

#include <stdio.h>
#include <string.h>

static bool agree(const char *question) {
    char line[32] = "";
    fprintf(stderr, "%s [yes/no] ", question);
    return fgets(line, sizeof line, stdin) && (strcmp(line, "yes\n") == 0 || line[0] == 'y');
}

int command_pair(const struct config *config, const struct options *options) {
    bool stop = false, sent = false;
    if (!options->station || !options->code) {
        fprintf(stderr, "muster-kiosk pair --station HOST[:PORT] --code CODE"
                        " [--fingerprint HEX] [--drop-cards]\n");
        return EXIT_USAGE;
    }
    struct pairing_request request = {.station = options->station,
                                      .code = options->code,
                                      .fingerprint = options->fingerprint,
                                      .drop_cards = options->drop_cards,
                                      .agree = agree};
    int code = pairing_run(config, &request, &stop, &sent);
    return code == EXIT_REFUSED ? EXIT_PROBLEM : code;
}

int command_unpair(const struct config *config, const struct options *options) {
    (void)options;
    struct why why = {0};
    enum err e = pairing_remove(config->data_directory, &why);
    if (e == ERR_NONE) return EXIT_OK;
    log_error("unpair", "%s: %s", err_name(e), why.text);
    return EXIT_PROBLEM;
}
