/* command: the start that all commands share. */
#include "cli/command.h"

#include "base/bytes.h"
#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

static void take_out(int *argc, char **argv, int at, int count) {
    for (int i = at; i + count <= *argc; i++)
        argv[i] = argv[i + count]; /* including the NULL at the end */
    *argc -= count;
}

const char *command_option(int *argc, char **argv, const char *name) {
    for (int i = 1; i + 1 < *argc; i++)
        if (strcmp(argv[i], name) == 0) {
            const char *value = argv[i + 1];
            take_out(argc, argv, i, 2);
            return value;
        }
    return NULL;
}

bool command_flag(int *argc, char **argv, const char *name) {
    for (int i = 1; i < *argc; i++)
        if (strcmp(argv[i], name) == 0) {
            take_out(argc, argv, i, 1);
            return true;
        }
    return false;
}

int command_failed(enum err e, const struct why *why) {
    fprintf(stderr, "muster-station: %s: %s\n", err_name(e), why->text);
    return 1;
}

static const char *directory(int *argc, char **argv) {
    const char *dir = command_option(argc, argv, "--dir");
    if (!dir) dir = getenv("MUSTER_STATION");
    return dir ? dir : "/var/lib/muster-station";
}

int command_begin(int *argc, char **argv, struct station_config *ret_config) {
    struct why why = {0};
    const char *dir = directory(argc, argv), *assets = command_option(argc, argv, "--assets");
    umask(077); /* files must be readable only by this user */
    enum err e = crypto_init(&why);
    if (e == ERR_NONE) e = station_config_read(dir, &why, ret_config);
    if (e != ERR_NONE) return command_failed(e, &why);
    if (assets) TEXT_COPY(ret_config->assets, assets);
    setenv("TZ", ret_config->timezone, 1);
    tzset();
    return 0;
}

enum err command_ledger(const struct station_config *config, struct why *why,
                        struct ledger **ret_ledger) {
    char url[768];
    station_db_url(config, url, sizeof url);
    enum err e = ledger_migrate(url, why);
    if (e == ERR_NONE) e = ledger_open(url, why, ret_ledger);
    if (e != ERR_NONE) return e;
    e = ledger_epoch_begin(*ret_ledger, clock_now().utc_ms, why);
    if (e == ERR_NONE) return e;
    ledger_close(*ret_ledger);
    *ret_ledger = NULL;
    return e;
}
