/* pair: prints a one-time code. */
#include "cli/command.h"

#include "base/clock.h"

#include <stdio.h>

int command_pair(int argc, char **argv) {
    struct station_config config;
    struct station_keys keys = {0};
    struct ledger *ledger = NULL;
    struct why why = {0};
    char code[9];
    int exit = command_begin(&argc, argv, &config);
    if (exit != 0) return exit;
    const char *name = command_option(&argc, argv, "--name");
    bool is_station = command_flag(&argc, argv, "--station");
    enum err e = station_keys_open(&config, &why, &keys);
    if (e == ERR_NONE) e = command_ledger(&config, &why, &ledger);
    if (e == ERR_NONE)
        e = ledger_pair_code(ledger, name ? name : "", is_station, "command", clock_now().utc_ms,
                             &why, code);
    ledger_close(ledger);
    if (e == ERR_NONE)
        printf("code: %s\nfingerprint: %s\nIt is valid for %d minutes and for one %s.\n", code,
               keys.fingerprint, PAIR_MINUTES, is_station ? "station" : "kiosk");
    station_keys_finish(&keys);
    return e == ERR_NONE ? 0 : command_failed(e, &why);
}
