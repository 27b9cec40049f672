/* user: manages the console's accounts, also when no administrator can sign in. */
#include "cli/command.h"

#include "base/bytes.h"
#include "base/clock.h"

#include <stdio.h>

static bool print_row(void *to, const struct db_row *row) {
    fprintf(to, "%-16s %-8s %-16s %-10s %s\n", db_text(row, 0), db_text(row, 1), db_text(row, 2),
            db_text(row, 3), db_int(row, 4) ? "disabled" : "");
    return true;
}

static bool take(void *to, const struct db_row *row) {
    struct ledger_account *a = to;
    TEXT_COPY(a->display, db_text(row, 0));
    if (!role_named(db_text(row, 1), &a->role)) a->role = ROLE_VIEWER;
    TEXT_COPY(a->grid, db_text(row, 2));
    return false;
}

static int usage(void) {
    fprintf(stderr, "muster-station user add|set|disable NAME [--role admin|staff|viewer]"
                    " [--display NAME] [--grid KEY] [--password-stdin]\n"
                    "muster-station user list\n"
                    "add and set print a new password unless --password-stdin is given\n");
    return 2;
}

static enum err set(struct ledger *ledger, int *argc, char **argv, struct why *why) {
    struct ledger_account a = {0};
    char password[128] = "";
    const char *role = command_option(argc, argv, "--role"),
               *display = command_option(argc, argv, "--display"),
               *grid = command_option(argc, argv, "--grid");
    bool from_stdin = command_flag(argc, argv, "--password-stdin");
    if (*argc < 3) return why_set(why, ERR_BAD_INPUT, "no account name given");
    bool off = strcmp(argv[1], "disable") == 0;
    TEXT_COPY(a.name, argv[2]);
    enum err e = db_query(ledger_db(ledger), why, take, &a,
                          "SELECT display, role, grid FROM account WHERE name=$1", "t", a.name);
    if (e != ERR_NONE) return e;
    if (role && !role_named(role, &a.role)) return why_set(why, ERR_BAD_INPUT, "unknown role");
    if (display) TEXT_COPY(a.display, display);
    if (!a.display[0]) TEXT_COPY(a.display, a.name);
    if (grid) TEXT_COPY(a.grid, grid);
    if (!off && from_stdin && !fgets(password, sizeof password, stdin))
        return why_set(why, ERR_BAD_INPUT, "no password on standard input");
    password[strcspn(password, "\r\n")] = 0;
    if (!off && !from_stdin) command_make_password(password);
    a.must_change = !off && !from_stdin;
    e = ledger_account_set(ledger, &a, off ? NULL : password, off, "command", clock_now().utc_ms,
                           why);
    if (e == ERR_NONE && !off && !from_stdin)
        printf("%s: password (must be changed at the first sign-in): %s\n", a.name, password);
    crypto_wipe(password, sizeof password);
    return e;
}

int command_user(int argc, char **argv) {
    struct station_config config;
    struct ledger *ledger = NULL;
    struct why why = {0};
    int exit = command_begin(&argc, argv, &config);
    if (exit != 0) return exit;
    const char *what = argc > 1 ? argv[1] : "";
    bool sets =
        strcmp(what, "add") == 0 || strcmp(what, "set") == 0 || strcmp(what, "disable") == 0;
    if (!sets && strcmp(what, "list") != 0) return usage();
    enum err e = command_ledger(&config, &why, &ledger);
    if (e == ERR_NONE && sets) e = set(ledger, &argc, argv, &why);
    if (e == ERR_NONE && !sets)
        e = db_query(ledger_db(ledger), &why, print_row, stdout,
                     "SELECT name, role, display, grid, disabled FROM account ORDER BY name", "");
    ledger_close(ledger);
    return e == ERR_NONE ? 0 : command_failed(e, &why);
}
