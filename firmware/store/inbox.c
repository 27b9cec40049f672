/* inbox: the cursor of the station's feed, and the changes that could not be applied yet.
 *
 *   change --applied--> its row; a deferred change with the same key is dropped
 *        \--not yet--> deferred, with its reason --more changes have come--> retried
 * 1. The cursor and the changes before it commit together.
 * 2. A change that cannot be applied leaves nothing behind and blocks nothing.
 * 3. The cursor is valid for one epoch of the station's ledger. With another epoch the feed starts
 *    again and every record is uploaded again, because the kiosk cannot know which of them a
 *    restored ledger has. */
#include "store/sql.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum err meta_get(struct store *store, const char *key, struct why *why, char *ret,
                         size_t bytes) {
    sqlite3_stmt *stmt = sql_get(store, "SELECT value FROM meta WHERE key=?", why);
    sql_bind(stmt, "t", key);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    ret[0] = 0;
    if (row) sql_text(ret, bytes, stmt, 0);
    if (row) sqlite3_reset(stmt);
    return ERR_NONE;
}

static enum err meta_set(struct store *store, const char *key, const char *value, struct why *why) {
    sqlite3_stmt *stmt =
        sql_get(store,
                "INSERT INTO meta (key, value) VALUES (?,?) ON CONFLICT (key) DO UPDATE"
                " SET value=excluded.value",
                why);
    sql_bind(stmt, "tt", key, value);
    return sql_run(store, stmt, why);
}

enum err store_cursor(struct store *store, const char *station, struct why *why,
                      int64_t *ret_cursor) {
    char of[2 * PUBLIC_KEY_BYTES + 1], cursor[24];
    enum err e = meta_get(store, "changes_of", why, of, sizeof of);
    if (e == ERR_NONE) e = meta_get(store, "changes_cursor", why, cursor, sizeof cursor);
    if (e == ERR_NONE) *ret_cursor = strcmp(of, station) == 0 ? strtoll(cursor, NULL, 10) : 0;
    return e;
}

enum err store_set_cursor(struct store *store, const char *station, int64_t cursor,
                          struct why *why) {
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)cursor);
    enum err e = meta_set(store, "changes_of", station, why);
    return e == ERR_NONE ? meta_set(store, "changes_cursor", text, why) : e;
}

enum err store_epoch(struct store *store, struct why *why, char ret_epoch[static EPOCH_SIZE]) {
    return meta_get(store, "changes_epoch", why, ret_epoch, EPOCH_SIZE);
}

enum err store_set_epoch(struct store *store, const char *epoch, struct why *why) {
    return meta_set(store, "changes_epoch", epoch, why);
}

enum err store_restart_feed(struct store *store, const char *station, const char *epoch,
                            int64_t now_ms, struct why *why, int32_t *ret_rows) {
    char at[24], detail[48];
    sqlite3_stmt *stmt = sql_get(
        store, "INSERT OR IGNORE INTO outbox (kiosk, seq) SELECT kiosk, seq FROM record", why);
    enum err e = sql_run(store, stmt, why);
    if (e != ERR_NONE) return e;
    *ret_rows = sqlite3_changes(store->db);
    snprintf(at, sizeof at, "%lld", (long long)now_ms);
    snprintf(detail, sizeof detail, "%d records go up again", *ret_rows);
    e = store_set_cursor(store, station, 0, why);
    if (e == ERR_NONE) e = store_set_epoch(store, epoch, why);
    if (e == ERR_NONE) e = meta_set(store, "station_restored_ms", at, why);
    return e == ERR_NONE ? store_audit(store, now_ms, "kiosk", "station_restored", detail, why) : e;
}

enum err store_station_restored(struct store *store, struct why *why, int64_t *ret_ms) {
    char at[24];
    enum err e = meta_get(store, "station_restored_ms", why, at, sizeof at);
    if (e == ERR_NONE) *ret_ms = strtoll(at, NULL, 10);
    return e;
}

enum err store_try_apply(struct store *store, const struct change *change, struct why *why) {
    enum err e = sql_exec(store, "SAVEPOINT change", why);
    if (e != ERR_NONE) return e;
    int64_t applied = store->applied;
    e = store_apply(store, change, why);
    bool goes_on = e == ERR_BAD_INPUT || e == ERR_NOT_FOUND || e == ERR_UNSUPPORTED;
    if (e != ERR_NONE && !goes_on) return e; /* the transaction is rolled back */
    struct why ending = {0};
    enum err end = goes_on ? sql_exec(store, "ROLLBACK TO change", &ending) : ERR_NONE;
    if (goes_on) store->applied = applied;
    if (end == ERR_NONE) end = sql_exec(store, "RELEASE change", &ending);
    return end == ERR_NONE ? e : why_set(why, end, "%s", ending.text);
}

enum err store_defer_change(struct store *store, const char *kind, const char *key,
                            const char *text, const char *reason, int64_t at_ms, struct why *why) {
    sqlite3_stmt *stmt = sql_get(
        store,
        "INSERT INTO change_aside (kind, key, change, reason, at_ms) VALUES (?,?,?,?,?)"
        " ON CONFLICT (kind, key) DO UPDATE SET change=excluded.change, reason=excluded.reason",
        why);
    sql_bind(stmt, "tttti", kind, key, text, reason, at_ms);
    return sql_run(store, stmt, why);
}

enum err store_drop_deferred(struct store *store, const char *kind, const char *key,
                             struct why *why) {
    sqlite3_stmt *stmt = sql_get(store, "DELETE FROM change_aside WHERE kind=? AND key=?", why);
    sql_bind(stmt, "tt", kind, key);
    return sql_run(store, stmt, why);
}

enum err store_end_deferred(struct store *store, int64_t id, struct why *why) {
    sqlite3_stmt *stmt = sql_get(store, "DELETE FROM change_aside WHERE id=?", why);
    sql_bind(stmt, "i", id);
    return sql_run(store, stmt, why);
}

enum err store_list_deferred(struct store *store, int most, struct why *why,
                             struct staff_deferred *ret_rows, int32_t *ret_count) {
    sqlite3_stmt *stmt =
        sql_get(store, "SELECT kind, reason FROM change_aside ORDER BY id LIMIT ?", why);
    sql_bind(stmt, "i", (int64_t)most);
    bool row = true;
    int32_t count = 0;
    enum err e;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row) {
        SQL_TEXT(ret_rows[count].kind, stmt, 0);
        SQL_TEXT(ret_rows[count].reason, stmt, 1);
        count++;
    }
    if (e == ERR_NONE) *ret_count = count;
    return e;
}

enum err store_count_deferred(struct store *store, struct why *why, int32_t *ret_count) {
    sqlite3_stmt *stmt = sql_get(store, "SELECT count(*) FROM change_aside", why);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    *ret_count = sqlite3_column_int(stmt, 0);
    sqlite3_reset(stmt);
    return ERR_NONE;
}

enum err store_next_deferred(struct store *store, int64_t after_id, struct why *why,
                             struct deferred_change *ret_deferred) {
    sqlite3_stmt *stmt = sql_get(
        store, "SELECT id, kind, change FROM change_aside WHERE id>? ORDER BY id LIMIT 1", why);
    sql_bind(stmt, "i", after_id);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    if (!row) return why_set(why, ERR_NOT_FOUND, "no deferred changes");
    struct deferred_change deferred = {.id = sqlite3_column_int64(stmt, 0)};
    SQL_TEXT(deferred.kind, stmt, 1);
    deferred.text = strdup((const char *)sqlite3_column_text(stmt, 2));
    sqlite3_reset(stmt);
    if (!deferred.text) return why_set(why, ERR_NO_MEMORY, "no memory for a change");
    *ret_deferred = deferred;
    return ERR_NONE;
}
