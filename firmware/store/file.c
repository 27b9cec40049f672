/* file: the database file and its settings: opened, checked, closed; its transactions. */
#include "store/sql.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum err set_up(struct store *store, bool read_only, struct why *why) {
    sqlite3_extended_result_codes(store->db, 1);
    sqlite3_busy_timeout(store->db, 5000);
    enum err e =
        sql_exec(store,
                 "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;"
                 "PRAGMA cache_size=-2000; PRAGMA temp_store=MEMORY;",
                 why);
    if (e == ERR_NONE && !read_only)
        e = sql_exec(
            store,
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=500;"
            "PRAGMA journal_size_limit=8388608;",
            why);
    return e;
}

enum err store_open_file(const char *dir, const struct activity_rules *rules, bool read_only,
                         struct why *why, struct store **ret_store) {
    struct store *store = calloc(1, sizeof *store);
    if (!store) return why_set(why, ERR_NO_MEMORY, "store: out of memory");
    char path[320];
    snprintf(path, sizeof path, "%s/muster.db", dir);
    TEXT_COPY(store->dir, dir);
    store->rules = *rules;
    int flags = read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    int rc = sqlite3_open_v2(path, &store->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
    enum err e =
        rc == SQLITE_OK ? set_up(store, read_only, why) : sql_error(store->db, rc, why, path);
    if (e != ERR_NONE) {
        store_close(store);
        return e;
    }
    *ret_store = store;
    return ERR_NONE;
}

enum err store_quick_check(struct store *store, struct why *why) {
    sqlite3_stmt *stmt = sql_get(store, "PRAGMA quick_check(1)", why);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    char answer[128] = "no answer";
    if (row) SQL_TEXT(answer, stmt, 0);
    sqlite3_reset(stmt);
    return strcmp(answer, "ok") == 0 ? ERR_NONE
                                     : why_set(why, ERR_CORRUPT, "quick_check: %s", answer);
}

void store_close(struct store *store) {
    if (!store) return;
    if (store->backup) sqlite3_backup_finish(store->backup);
    if (store->backup_db) {
        sqlite3_close(store->backup_db);
        unlink(store->backup_path);
    }
    for (int i = 0; i < store->statement_count; i++) sqlite3_finalize(store->statements[i].stmt);
    sqlite3_close(store->db);
    free(store);
}

enum err store_begin(struct store *store, struct why *why) {
    store->applied = 0;
    return sql_run(store, sql_get(store, "BEGIN IMMEDIATE", why), why);
}

enum err store_commit(struct store *store, struct why *why) {
    enum err e = sql_run(store, sql_get(store, "COMMIT", why), why);
    if (e != ERR_NONE) store_rollback(store);
    return e;
}

void store_rollback(struct store *store) {
    for (int i = 0; i < store->statement_count; i++) sqlite3_reset(store->statements[i].stmt);
    if (!sqlite3_get_autocommit(store->db)) sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}
