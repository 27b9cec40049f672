/* apply_row: what all kinds of changes need to write their row. */
#include "store/apply.h"

enum err apply_run(struct store *store, sqlite3_stmt *stmt, struct why *why) {
    enum err e = sql_run(store, stmt, why);
    if (e == ERR_NONE) store->applied += sqlite3_changes(store->db);
    return e;
}

enum err apply_find(struct store *store, const char *literal, const char *key, struct why *why,
                    int64_t *ret_id) {
    sqlite3_stmt *stmt = sql_get(store, literal, why);
    sql_bind(stmt, "t", key);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    *ret_id = row ? sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return ERR_NONE;
}

enum err apply_seen(struct store *store, enum change_kind kind, int64_t id, struct why *why) {
    sqlite3_stmt *stmt =
        sql_get(store, "INSERT OR IGNORE INTO temp.seen (kind, id) VALUES (?,?)", why);
    sql_bind(stmt, "ii", (int64_t)kind, id);
    return sql_run(store, stmt, why);
}
