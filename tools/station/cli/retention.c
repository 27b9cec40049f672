/* retention: deletes old personal data now. A running station does this every six hours. */
#include "cli/command.h"

#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>

int command_retention(int argc, char **argv) {
    struct station_config config;
    struct ledger *ledger = NULL;
    struct ledger_retention done = {0};
    struct why why = {0};
    int exit = command_begin(&argc, argv, &config);
    if (exit != 0) return exit;
    const char *requests = command_option(&argc, argv, "--requests"),
               *attendance = command_option(&argc, argv, "--attendance");
    if (requests) config.request_days = atoi(requests);
    if (attendance) config.attendance_days = atoi(attendance);
    enum err e = command_ledger(&config, &why, &ledger);
    if (e == ERR_NONE)
        e = ledger_retain(ledger, config.request_days, config.attendance_days, clock_now().utc_ms,
                          &why, &done);
    ledger_close(ledger);
    if (e != ERR_NONE) return command_failed(e, &why);
    printf("deleted the personal data of %lld requests, %lld attendances, %lld records\n",
           (long long)done.requests, (long long)done.attendance, (long long)done.records);
    return 0;
}
