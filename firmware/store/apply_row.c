/* apply_row: one row of a change: found, written, counted, and remembered for CHANGE_DROP_OTHERS.
 */
#include "store/apply.h"

void store_set_source(struct store *store, const char *source) {
    TEXT_COPY(store->source, source);
    sqlite3_exec(store->db,
                 "CREATE TEMP TABLE IF NOT EXISTS seen (kind INTEGER, id INTEGER, PRIMARY KEY "
                 "(kind, id)) WITHOUT ROWID;"
                 "DELETE FROM temp.seen",
                 NULL, NULL, NULL);
}

int64_t store_applied(const struct store *store) {
    return store->applied;
}

enum err store_count_rows(struct store *store, enum change_kind kind, struct why *why,
                          int64_t *ret_rows) {
    static const char *const counts[CHANGE_KINDS] = {
        [CHANGE_GRID] = "SELECT count(*) FROM grid",
        [CHANGE_TEAM] = "SELECT count(*) FROM team",
        [CHANGE_MEMBER] = "SELECT count(*) FROM member",
        [CHANGE_CARD] = "SELECT count(*) FROM card",
        [CHANGE_OCCURRENCE] = "SELECT count(*) FROM occurrence",
        [CHANGE_STORY] = "SELECT count(*) FROM story",
        [CHANGE_GUIDE] = "SELECT count(*) FROM guide",
        [CHANGE_CATEGORY] = "SELECT count(*) FROM category",
        [CHANGE_SETTING] = "SELECT count(*) FROM setting",
        [CHANGE_NOTICE] = "SELECT count(*) FROM notice",
        [CHANGE_REQUEST_STEP] = "SELECT count(*) FROM request_step"};
    int64_t rows = 0;
    bool row = false;
    if (counts[kind]) {
        sqlite3_stmt *stmt = sql_get(store, counts[kind], why);
        enum err e = sql_step(store, stmt, why, &row);
        if (e != ERR_NONE) return e;
        rows = row ? sqlite3_column_int64(stmt, 0) : 0;
        sqlite3_reset(stmt);
    }
    *ret_rows = rows;
    return ERR_NONE;
}

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
