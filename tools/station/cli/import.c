/* import: imports files and folders. A running station notices the changes. */
#include "cli/command.h"

#include <stdio.h>

static void print(void *to, const char *line) {
    fprintf(to, "%s\n", line);
}

int command_import(int argc, char **argv) {
    struct station station = {.import_lock = PTHREAD_MUTEX_INITIALIZER};
    struct ledger *ledger = NULL;
    struct import_result result = {0};
    struct why why = {0};
    int refused = 0, exit = command_begin(&argc, argv, &station.config);
    if (exit != 0) return exit;
    if (argc < 2) {
        fprintf(stderr, "muster-station import PATH...\n");
        return 2;
    }
    enum err e = station_keys_open(&station.config, &why, &station.keys);
    if (e == ERR_NONE) e = command_ledger(&station.config, &why, &ledger);
    for (int i = 1; e == ERR_NONE && i < argc; i++) {
        e = station_import(&station, ledger, argv[i], "import", print, stdout, &why, &result);
        refused += result.refused;
    }
    ledger_close(ledger);
    station_keys_finish(&station.keys);
    if (e != ERR_NONE) return command_failed(e, &why);
    return refused ? 3 : 0;
}
