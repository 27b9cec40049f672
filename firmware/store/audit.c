/* audit: what staff, importers and the kiosk itself did, in a chain.
 * 1. Every row fits the one before it (model/audit.h). */
#include "model/audit.h"
#include "store/sql.h"

#include <string.h>

static void hash_from_column(sqlite3_stmt *stmt, int column, struct hash *ret_hash) {
    const void *bytes = sqlite3_column_blob(stmt, column);
    if (bytes && sqlite3_column_bytes(stmt, column) == HASH_BYTES)
        memcpy(ret_hash->bytes, bytes, HASH_BYTES);
}

enum err store_audit(struct store *store, int64_t at_ms, const char *who, const char *what,
                     const char *detail, struct why *why) {
    sqlite3_stmt *stmt = sql_get(store, "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1", why);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    struct hash before = {0};
    int64_t id = row ? sqlite3_column_int64(stmt, 0) + 1 : 1;
    if (row) hash_from_column(stmt, 1, &before);
    sqlite3_reset(stmt);
    struct hash hash = audit_row_hash(&before, id, at_ms, who, what, detail);
    stmt = sql_get(
        store, "INSERT INTO audit (id, at_ms, who, what, detail, hash) VALUES (?,?,?,?,?,?)", why);
    sql_bind(stmt, "iitttb", id, at_ms, who, what, detail, &hash);
    return sql_run(store, stmt, why);
}

enum err store_audit_check(struct store *store, struct why *why, int64_t *ret_broken) {
    sqlite3_stmt *stmt =
        sql_get(store, "SELECT id, at_ms, who, what, detail, hash FROM audit ORDER BY id", why);
    struct hash before = {0}, stored = {0};
    int64_t broken = 0;
    bool row = true;
    enum err e;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row) {
        int64_t id = sqlite3_column_int64(stmt, 0);
        struct hash expected = audit_row_hash(
            &before, id, sqlite3_column_int64(stmt, 1), (const char *)sqlite3_column_text(stmt, 2),
            (const char *)sqlite3_column_text(stmt, 3), (const char *)sqlite3_column_text(stmt, 4));
        hash_from_column(stmt, 5, &stored);
        if (!broken && memcmp(expected.bytes, stored.bytes, HASH_BYTES) != 0) broken = id;
        before = stored;
    }
    if (e == ERR_NONE) *ret_broken = broken;
    return e;
}
