/* export: writes a table for Excel or as JSON. */
#include "service/export.h"
#include "cli/command.h"

#include <stdio.h>

int command_export(int argc, char **argv) {
    struct station_config config;
    struct ledger *ledger = NULL;
    struct why why = {0};
    struct export_ask ask = {.format = EXPORT_CSV};
    int64_t rows = 0;
    int exit = command_begin(&argc, argv, &config);
    if (exit != 0) return exit;
    const char *format = command_option(&argc, argv, "--format"),
               *out = command_option(&argc, argv, "--out");
    bool sound = argc == 2 && export_kind_named(argv[1], &ask.kind) &&
                 (!format || export_format_named(format, &ask.format));
    if (!sound || (ask.format == EXPORT_XLSX && !out)) {
        fprintf(stderr, "muster-station export attendance|records|requests|members"
                        " [--format csv|xlsx|json] [--out FILE]; xlsx needs a FILE\n");
        return 2;
    }
    enum err e = command_ledger(&config, &why, &ledger);
    if (e == ERR_NONE) e = station_export(ledger, &ask, out ? out : "-", &why, &rows);
    ledger_close(ledger);
    if (e != ERR_NONE) return command_failed(e, &why);
    fprintf(stderr, "%lld rows\n", (long long)rows);
    return 0;
}
