/* staff: who may sign in at the kiosk, with which card, and how many wrong PINs they entered. */
#include "store/sql.h"

#include <stdio.h>
#include <string.h>

#define STAFF_COLUMNS "id, key, name, pin, wrong, lock_left_ms, lock_boot, lock_mono_ms"

static void staff_from_row(sqlite3_stmt *stmt, struct staff_row *ret) {
    struct staff_row s = {.id = sqlite3_column_int64(stmt, 0),
                          .guard = {.wrong = sqlite3_column_int(stmt, 4),
                                    .left_ms = sqlite3_column_int64(stmt, 5),
                                    .mono_ms = sqlite3_column_int64(stmt, 7)}};
    SQL_TEXT(s.key, stmt, 1);
    SQL_TEXT(s.name, stmt, 2);
    SQL_TEXT(s.pin, stmt, 3);
    SQL_TEXT(s.guard.boot, stmt, 6);
    *ret = s;
}

static enum err read_one(struct store *store, sqlite3_stmt *stmt, struct why *why,
                         struct staff_row *ret_staff) {
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    if (!row) return why_set(why, ERR_NOT_FOUND, "no such member of staff");
    staff_from_row(stmt, ret_staff);
    sqlite3_reset(stmt);
    return ERR_NONE;
}

enum err store_staff_of_card(struct store *store, const struct hash *identity, struct why *why,
                             struct staff_row *ret_staff) {
    sqlite3_stmt *stmt =
        sql_get(store, "SELECT " STAFF_COLUMNS " FROM staff WHERE card=? AND pin<>''", why);
    sql_bind(stmt, "b", identity);
    return read_one(store, stmt, why, ret_staff);
}

enum err store_staff_named(struct store *store, const char *name, struct why *why,
                           struct staff_row *ret_staff) {
    sqlite3_stmt *stmt = sql_get(store,
                                 "SELECT " STAFF_COLUMNS " FROM staff WHERE key=?1 OR (name=?1 AND"
                                 " (SELECT count(*) FROM staff WHERE name=?1)=1) ORDER BY key<>?1",
                                 why);
    sql_bind(stmt, "t", name);
    return read_one(store, stmt, why, ret_staff);
}

enum err store_staff_get(struct store *store, int64_t id, struct why *why,
                         struct staff_row *ret_staff) {
    sqlite3_stmt *stmt = sql_get(store, "SELECT " STAFF_COLUMNS " FROM staff WHERE id=?", why);
    sql_bind(stmt, "i", id);
    return read_one(store, stmt, why, ret_staff);
}

enum err store_staff_add(struct store *store, const char *key, const char *name, struct why *why) {
    sqlite3_stmt *stmt = sql_get(store,
                                 "INSERT INTO staff (key, name) VALUES (?,?)"
                                 " ON CONFLICT (key) DO UPDATE SET name=excluded.name",
                                 why);
    sql_bind(stmt, "tt", key, name);
    return sql_run(store, stmt, why);
}

enum err store_staff_set_card(struct store *store, int64_t id, const struct hash *identity,
                              struct why *why) {
    sqlite3_stmt *stmt = sql_get(store, "UPDATE staff SET card=NULL WHERE card=?", why);
    sql_bind(stmt, "b", identity);
    enum err e = sql_run(store, stmt, why);
    if (e != ERR_NONE) return e;
    stmt = sql_get(store, "UPDATE staff SET card=? WHERE id=?", why);
    sql_bind(stmt, "bi", identity, id);
    return sql_run(store, stmt, why);
}

enum err store_staff_set_pin(struct store *store, int64_t id, const char *pin, struct why *why) {
    sqlite3_stmt *stmt =
        sql_get(store, "UPDATE staff SET pin=?, wrong=0, lock_left_ms=0 WHERE id=?", why);
    sql_bind(stmt, "ti", pin, id);
    return sql_run(store, stmt, why);
}

enum err store_staff_set_guard(struct store *store, int64_t id, const struct pin_guard *guard,
                               struct why *why) {
    sqlite3_stmt *stmt = sql_get(
        store, "UPDATE staff SET wrong=?, lock_left_ms=?, lock_boot=?, lock_mono_ms=? WHERE id=?",
        why);
    sql_bind(stmt, "iitii", (int64_t)guard->wrong, guard->left_ms, guard->boot, guard->mono_ms, id);
    return sql_run(store, stmt, why);
}

enum err store_staff_each(struct store *store, void (*row)(void *to, const struct staff_row *),
                          void *to, struct why *why) {
    sqlite3_stmt *stmt = sql_get(store, "SELECT " STAFF_COLUMNS " FROM staff ORDER BY key", why);
    bool more = true;
    enum err e;
    while ((e = sql_step(store, stmt, why, &more)) == ERR_NONE && more) {
        struct staff_row staff;
        staff_from_row(stmt, &staff);
        row(to, &staff);
    }
    return e;
}

enum err store_unknown_card(struct store *store, const char *enrol_number, struct why *why,
                            struct hash *ret_identity) {
    sqlite3_stmt *stmt = sql_get(store,
                                 "SELECT card FROM record WHERE outcome='unknown_card' AND detail=?"
                                 " AND card IS NOT NULL ORDER BY kiosk, seq DESC LIMIT 1",
                                 why);
    sql_bind(stmt, "t", enrol_number);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    if (!row || sqlite3_column_bytes(stmt, 0) != HASH_BYTES)
        return why_set(why, ERR_NOT_FOUND,
                       "no unknown card was tapped with %s: tap it on the reader first",
                       enrol_number);
    memcpy(ret_identity->bytes, sqlite3_column_blob(stmt, 0), HASH_BYTES);
    sqlite3_reset(stmt);
    return ERR_NONE;
}

enum err store_take_nonce(struct store *store, const char *nonce, int64_t at_ms, struct why *why) {
    sqlite3_stmt *stmt = sql_get(
        store,
        "INSERT INTO pin_reset (nonce, at_ms) VALUES (?,?) ON CONFLICT DO NOTHING RETURNING 1",
        why);
    sql_bind(stmt, "ti", nonce, at_ms);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    sqlite3_reset(stmt);
    return row ? ERR_NONE : why_set(why, ERR_BUSY, "this file was used before");
}
