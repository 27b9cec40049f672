/* verify: verifies the hash chain of the audit log and the integrity of the ledger. */
#include "cli/command.h"

#include <stdio.h>
#include <string.h>

static bool take(void *to, const struct db_row *row) {
    snprintf(to, 256, "%s", db_text(row, 0));
    return false;
}

int command_verify(int argc, char **argv) {
    struct station_config config;
    struct ledger *ledger = NULL;
    struct why why = {0};
    char whole[256] = "ok";
    int64_t broken = 0, rows = 0, records = 0, aside = 0;
    int exit = command_begin(&argc, argv, &config);
    if (exit != 0) return exit;
    enum err e = command_ledger(&config, &why, &ledger);
    if (e == ERR_NONE) e = ledger_audit_check(ledger, &why, &broken, &rows);
    if (e == ERR_NONE && !db_is_postgres(ledger_db(ledger)))
        e = db_query(ledger_db(ledger), &why, take, whole, "PRAGMA quick_check(1)", "");
    if (e == ERR_NONE)
        e = db_one(ledger_db(ledger), &why, &records, "SELECT count(*) FROM record", "");
    if (e == ERR_NONE)
        e = db_one(ledger_db(ledger), &why, &aside, "SELECT count(*) FROM aside", "");
    ledger_close(ledger);
    if (e != ERR_NONE) return command_failed(e, &why);
    printf("ledger: %s; %lld records, %lld rejected\n", whole, (long long)records,
           (long long)aside);
    if (broken)
        printf("audit log: hash mismatch at row %lld\n", (long long)broken);
    else
        printf("audit log: %lld rows, the hash chain is intact\n", (long long)rows);
    return broken || strcmp(whole, "ok") != 0;
}
