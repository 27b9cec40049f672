/* backup: copies the ledger and the keys to a folder while the station runs. A PostgreSQL ledger is
 * copied by pg_dump.
 * 1. The copy has no epoch. When it is opened, it tells its kiosks that the ledger was restored.
 * 2. The folder is complete or does not exist: it is written under another name and then renamed.
 */
#include "cli/command.h"

#include "base/bytes.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const files[] = {"station.conf", "card.key", "station.pub", "station.sec",
                                    "sign.key",     "ca.pem",   "ca.key",      "server.pem",
                                    "server.key",   NULL};

static enum err copy_file(const char *from, const char *to, const char *name, struct why *why) {
    char source[400], target[400], *bytes = NULL;
    size_t count = 0;
    snprintf(source, sizeof source, "%s/%s", from, name);
    snprintf(target, sizeof target, "%s/%s", to, name);
    enum err e = file_read(source, 1 << 20, why, &bytes, &count);
    if (e == ERR_NONE) e = file_write_atomic(target, bytes, count, 0600, why);
    if (bytes) crypto_wipe(bytes, count);
    free(bytes);
    return e;
}

static enum err copy_sqlite(const struct station_config *config, const char *to, struct why *why) {
    struct ledger *ledger = NULL;
    char path[400];
    snprintf(path, sizeof path, "%s/ledger.db", to);
    enum err e = command_ledger(config, why, &ledger);
    if (e == ERR_NONE)
        e = db_run(ledger_db(ledger), why, NULL, "VACUUM INTO $1", "t",
                   path); /* a consistent snapshot */
    ledger_close(ledger);
    struct db *copy = NULL;
    if (e == ERR_NONE) e = db_open(path, why, &copy);
    if (e == ERR_NONE) e = db_run(copy, why, NULL, "DELETE FROM epoch", "");
    db_close(copy);
    return e;
}

static enum err copy_postgres(const char *url, const char *to, struct why *why) {
    char path[400];
    int status = 0;
    snprintf(path, sizeof path, "--file=%s/ledger.dump", to);
    pid_t pid = fork();
    if (pid == 0) {
        execlp("pg_dump", "pg_dump", "--format=custom", "--no-owner", "--exclude-table-data=epoch",
               path, "--dbname", url, (char *)NULL);
        _exit(127);
    }
    if (pid < 0 || waitpid(pid, &status, 0) < 0)
        return why_set(why, err_from_errno(errno), "cannot start pg_dump");
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return why_set(why, ERR_IO, "pg_dump failed (%d); is postgresql-client installed?",
                       WIFEXITED(status) ? WEXITSTATUS(status) : -1);
    return ERR_NONE;
}

static enum err copy_all(const struct station_config *config, const char *to, struct why *why) {
    char url[768];
    enum err e = folder_make(to, 0700, why);
    for (int i = 0; e == ERR_NONE && files[i]; i++) e = copy_file(config->dir, to, files[i], why);
    station_db_url(config, url, sizeof url);
    if (e != ERR_NONE) return e;
    return strstr(url, "://") ? copy_postgres(url, to, why) : copy_sqlite(config, to, why);
}

int command_backup(int argc, char **argv) {
    struct station_config config;
    struct why why = {0};
    char beside[400];
    int exit = command_begin(&argc, argv, &config);
    if (exit != 0) return exit;
    if (argc != 2) {
        fprintf(stderr, "muster-station backup FOLDER (FOLDER must not exist yet)\n");
        return 2;
    }
    if (access(argv[1], F_OK) == 0) {
        why_set(&why, ERR_BUSY, "%s already exists", argv[1]);
        return command_failed(ERR_BUSY, &why);
    }
    snprintf(beside, sizeof beside, "%s.unfinished", argv[1]);
    enum err e = copy_all(&config, beside, &why);
    if (e == ERR_NONE && rename(beside, argv[1]) != 0)
        e = why_set(&why, err_from_errno(errno), "cannot rename the backup to %s", argv[1]);
    if (e != ERR_NONE) return command_failed(e, &why);
    printf("backed up ledger and keys to %s; open it with --dir %s\n", argv[1], argv[1]);
    return 0;
}
