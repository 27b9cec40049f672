/* open: what to do with the store's file.
 *
 *   missing ---------------------------> recover (newest snapshot, or new)
 *   there --> settings --> quick_check --> migrate --> open
 *                 \            |-- damaged --> recover
 *                 \            \-- of a newer version --> roll back to the copy before its
 * migration
 *                  \-- not a database -------/
 * 1. A file that a newer version wrote is refused before anything is written to it. If there is a
 *    copy from before its migration, the file is moved aside. */
#include "store/sql.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* An SQL error on a file that only this program writes means that its schema is damaged. */
static enum err as_damage(struct store *store, enum err e) {
    return store && e == ERR_IO && sqlite3_errcode(store->db) == SQLITE_ERROR ? ERR_CORRUPT : e;
}

static enum err open_checked(const char *dir, const struct activity_rules *rules, struct why *why,
                             struct store **ret_store) {
    struct store *store = NULL;
    enum err e = store_open_file(dir, rules, false, why, &store);
    if (e == ERR_NONE) e = store_quick_check(store, why);
    if (e == ERR_NONE) e = store_migrate(store, why);
    if (e == ERR_NONE) e = store_load_identity(store, why);
    e = as_damage(store, e);
    if (e == ERR_NONE)
        *ret_store = store;
    else
        store_close(store);
    return e;
}

enum err store_open(const char *dir, const struct activity_rules *rules, struct why *why,
                    struct store_report *ret_report, struct store **ret_store) {
    *ret_report = (struct store_report){0};
    enum err e = folder_make(dir, 0700, why);
    if (e != ERR_NONE) return e;
    char path[320];
    snprintf(path, sizeof path, "%s/muster.db", dir);
    if (access(dir, W_OK) < 0)
        return why_set(why, err_from_errno(errno), "%s: %s", dir, strerror(errno));
    bool missing = access(path, F_OK) < 0 && errno == ENOENT;
    if (missing && store_snapshot_newest_ms(dir) == 0) {
        ret_report->made = true;
        return open_checked(dir, rules, why, ret_store);
    }
    e = missing ? why_set(why, ERR_CORRUPT, "muster.db is gone, but there are snapshots of it")
                : open_checked(dir, rules, why, ret_store);
    if (e == ERR_NEWER) return store_roll_back(dir, rules, why, ret_report, ret_store);
    if (e != ERR_CORRUPT) return e;
    struct why cause = *why;
    return store_recover(dir, rules, cause.text, why, ret_report, ret_store);
}

enum err store_open_to_read(const char *dir, const struct activity_rules *rules, struct why *why,
                            struct store **ret_store) {
    struct store *store = NULL;
    enum err e = store_open_file(dir, rules, true, why, &store);
    if (e == ERR_NONE) e = store_load_identity(store, why);
    if (e == ERR_NONE)
        *ret_store = store;
    else
        store_close(store);
    return e;
}

enum err store_open_beside(const char *dir, const struct activity_rules *rules, struct why *why,
                           struct store **ret_store) {
    struct store *store = NULL;
    enum err e = store_open_file(dir, rules, false, why, &store);
    if (e == ERR_NONE) e = store_load_identity(store, why);
    if (e == ERR_NONE)
        *ret_store = store;
    else
        store_close(store);
    return e;
}

bool store_changed_outside(struct store *store) {
    sqlite3_stmt *stmt = sql_get(store, "PRAGMA data_version", NULL);
    bool row = false;
    if (sql_step(store, stmt, NULL, &row) != ERR_NONE || !row) return false;
    int64_t version = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
    bool changed = store->data_version != 0 && version != store->data_version;
    store->data_version = version;
    return changed;
}

enum err store_probe(struct store *store, int64_t now_ms, struct why *why) {
    sqlite3_stmt *stmt =
        sql_get(store,
                "INSERT INTO meta (key, value) VALUES ('probe', ?) ON CONFLICT (key) DO UPDATE"
                " SET value=excluded.value",
                why);
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)now_ms);
    sql_bind(stmt, "t", text);
    return sql_run(store, stmt, why);
}

const char *store_engine(void) {
    return sqlite3_libversion();
}

void store_set_rules(struct store *store, const struct activity_rules *rules) {
    store->rules = *rules;
}
