/* pin-reset: writes a PIN reset file for one staff member. */
#include "cli/command.h"

#include <stdio.h>
#include <string.h>

int command_pin_reset(int argc, char **argv) {
    struct station station = {.import_lock = PTHREAD_MUTEX_INITIALIZER};
    struct ledger *ledger = NULL;
    struct why why = {0};
    char text[PIN_RESET_SIZE];
    int exit = command_begin(&argc, argv, &station.config);
    if (exit != 0) return exit;
    const char *kiosk = command_option(&argc, argv, "--kiosk");
    if (argc != 3) {
        fprintf(stderr, "muster-station pin-reset STAFF FILE.musterpin [--kiosk ID]\n");
        return 2;
    }
    enum err e = station_keys_open(&station.config, &why, &station.keys);
    if (e == ERR_NONE) e = command_ledger(&station.config, &why, &ledger);
    if (e == ERR_NONE)
        e = station_pin_reset(&station, ledger, argv[1], kiosk ? kiosk : "*", "command", &why,
                              text);
    if (e == ERR_NONE) e = file_write_atomic(argv[2], text, strlen(text), 0600, &why);
    ledger_close(ledger);
    station_keys_finish(&station.keys);
    if (e != ERR_NONE) return command_failed(e, &why);
    printf(
        "%s: copy it to a USB stick. %s must tap the staff card at the kiosk and choose a new PIN"
        " within three days\n",
        argv[2], argv[1]);
    return 0;
}
