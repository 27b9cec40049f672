/* migrate: bring the file to this program's schema, one numbered .sql file per transaction.
 * 1. user_version is set in the same transaction as the change it names.
 * 2. A version that this program does not know is refused, and the file is not touched.
 * 3. Before the first migration a store that is in use is copied, so that after a rollback the old
 *    version finds a store that it can read. Without room for the copy nothing is migrated. */
#include "store/migrations.h"
#include "store/sql.h"

#include <stdio.h>
#include <string.h>

static enum err read_version(struct store *store, struct why *why, int *ret_version) {
    sqlite3_stmt *stmt = sql_get(store, "PRAGMA user_version", why);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    *ret_version = row ? sqlite3_column_int(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return ERR_NONE;
}

static enum err apply_one(struct store *store, int version, struct why *why) {
    char stamp[64];
    snprintf(stamp, sizeof stamp, "PRAGMA user_version=%d", version);
    enum err e = store_begin(store, why);
    if (e != ERR_NONE) return e;
    e = sql_exec(store, store_migrations[version - 1], why);
    if (e == ERR_NONE) e = sql_exec(store, stamp, why);
    if (e == ERR_NONE) return store_commit(store, why);
    store_rollback(store);
    return why_add(why, e, "migration %d", version);
}

int store_schema(void) {
    return store_migration_count;
}

enum err store_migrate(struct store *store, struct why *why) {
    int version = 0;
    enum err e = read_version(store, why, &version);
    if (e != ERR_NONE) return e;
    if (version > store_migration_count)
        return why_set(why, ERR_NEWER,
                       "the store has schema %d; this program knows %d; install the newer program",
                       version, store_migration_count);
    if (version > 0 && version < store_migration_count)
        e = store_snapshot_before(store, version + 1, why);
    while (e == ERR_NONE && version < store_migration_count) e = apply_one(store, ++version, why);
    return e;
}

static enum err read_meta(struct store *store, const char *key, struct why *why, char *ret_value,
                          size_t bytes) {
    sqlite3_stmt *stmt = sql_get(store, "SELECT value FROM meta WHERE key=?", why);
    sql_bind(stmt, "t", key);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    if (!row) return ERR_NOT_FOUND;
    sql_text(ret_value, bytes, stmt, 0);
    sqlite3_reset(stmt);
    return ERR_NONE;
}

static enum err make_identity(struct store *store, struct why *why) {
    uint8_t bytes[8];
    char id[17];
    crypto_random(bytes, sizeof bytes);
    hex_from_bytes(bytes, sizeof bytes, id);
    sqlite3_stmt *stmt =
        sql_get(store, "INSERT INTO meta (key, value) VALUES ('kiosk', ?), ('next_seq', '1')", why);
    sql_bind(stmt, "t", id);
    return sql_run(store, stmt, why);
}

enum err store_load_identity(struct store *store, struct why *why) {
    enum err e = read_meta(store, "kiosk", why, store->kiosk_id, sizeof store->kiosk_id);
    if (e != ERR_NOT_FOUND) return e;
    e = make_identity(store, why);
    return e != ERR_NONE ? e
                         : read_meta(store, "kiosk", why, store->kiosk_id, sizeof store->kiosk_id);
}

const char *store_kiosk_id(const struct store *store) {
    return store->kiosk_id;
}
