/* pairing: what changes in the store when the kiosk is paired: cards under another key, words
 * sealed to another key. */
#include "store/sql.h"

#include <string.h>

enum err store_count_cards(struct store *store, struct why *why, int32_t *ret_cards) {
    sqlite3_stmt *stmt = sql_get(store,
                                 "SELECT (SELECT count(*) FROM card WHERE state=0)"
                                 " + (SELECT count(*) FROM staff WHERE card IS NOT NULL)",
                                 why);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    *ret_cards = sqlite3_column_int(stmt, 0);
    sqlite3_reset(stmt);
    return ERR_NONE;
}

enum err store_drop_cards(struct store *store, struct why *why, int32_t *ret_cards) {
    int32_t cards = 0;
    enum err e = store_count_cards(store, why, &cards);
    if (e == ERR_NONE) e = sql_run(store, sql_get(store, "DELETE FROM card", why), why);
    if (e == ERR_NONE)
        e = sql_run(store, sql_get(store, "UPDATE staff SET card=NULL WHERE card NOT NULL", why),
                    why);
    if (e == ERR_NONE) *ret_cards = cards;
    return e;
}

static size_t box(sqlite3_stmt *stmt, int column, uint8_t ret[static SEALED_SIZE]) {
    size_t bytes = (size_t)sqlite3_column_bytes(stmt, column);
    if (bytes == 0 || bytes > SEALED_SIZE) return 0;
    memcpy(ret, sqlite3_column_blob(stmt, column), bytes);
    return bytes;
}

enum err store_next_sealed(struct store *store, int64_t after_id, struct why *why,
                           struct sealed_request *ret_request) {
    sqlite3_stmt *stmt = sql_get(store,
                                 "SELECT id, sealed, rating_sealed, voice_note FROM request"
                                 " WHERE id>? ORDER BY id LIMIT 1",
                                 why);
    sql_bind(stmt, "i", after_id);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    if (!row) return why_set(why, ERR_NOT_FOUND, "no more requests");
    memset(ret_request, 0, sizeof *ret_request);
    ret_request->id = sqlite3_column_int64(stmt, 0);
    ret_request->sealed_bytes = box(stmt, 1, ret_request->sealed);
    ret_request->remark_bytes = box(stmt, 2, ret_request->remark);
    ret_request->has_voice_note = sqlite3_column_bytes(stmt, 3) == HASH_BYTES;
    if (ret_request->has_voice_note)
        memcpy(ret_request->voice_note.bytes, sqlite3_column_blob(stmt, 3), HASH_BYTES);
    sqlite3_reset(stmt);
    return ERR_NONE;
}

enum err store_reseal(struct store *store, const struct sealed_request *r, struct why *why) {
    sqlite3_stmt *stmt = sql_get(store,
                                 "UPDATE request SET sealed=coalesce(?2, sealed),"
                                 " rating_sealed=coalesce(?3, rating_sealed),"
                                 " voice_note=coalesce(?4, voice_note) WHERE id=?1",
                                 why);
    sql_bind(stmt, "i", r->id);
    if (!stmt) return sql_run(store, stmt, why);
    sqlite3_bind_null(stmt, 2);
    sqlite3_bind_null(stmt, 3);
    sqlite3_bind_null(stmt, 4);
    if (r->sealed_bytes)
        sqlite3_bind_blob(stmt, 2, r->sealed, (int)r->sealed_bytes, SQLITE_TRANSIENT);
    if (r->remark_bytes)
        sqlite3_bind_blob(stmt, 3, r->remark, (int)r->remark_bytes, SQLITE_TRANSIENT);
    if (r->has_voice_note)
        sqlite3_bind_blob(stmt, 4, r->voice_note.bytes, HASH_BYTES, SQLITE_TRANSIENT);
    return sql_run(store, stmt, why);
}

enum err store_has_code(struct store *store, const char *number, const struct hash *code,
                        struct why *why, bool *ret_has) {
    sqlite3_stmt *stmt = sql_get(store, "SELECT 1 FROM request WHERE number=? AND code=?", why);
    sql_bind(stmt, "tb", number, code);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    if (row) sqlite3_reset(stmt);
    *ret_has = row;
    return ERR_NONE;
}

enum err store_take_identity(struct store *store, const char *kiosk, int64_t seq, struct why *why) {
    sqlite3_stmt *stmt = sql_get(store, "UPDATE meta SET value=? WHERE key='kiosk'", why);
    sql_bind(stmt, "t", kiosk);
    enum err e = sql_run(store, stmt, why);
    if (e != ERR_NONE) return e;
    stmt = sql_get(
        store, "UPDATE meta SET value=max(CAST(value AS INTEGER), ?) WHERE key='next_seq'", why);
    sql_bind(stmt, "i", seq);
    e = sql_run(store, stmt, why);
    if (e == ERR_NONE) TEXT_COPY(store->kiosk_id, kiosk);
    return e;
}

enum err store_sent_voice_notes(struct store *store,
                                void (*each)(void *to, const struct hash *note), void *to,
                                struct why *why) {
    sqlite3_stmt *stmt = sql_get(
        store,
        "SELECT voice_note FROM request q WHERE voice_note IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM record r JOIN outbox b USING (kiosk, seq) WHERE r.request_id=q.id)",
        why);
    bool row = true;
    enum err e;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row) {
        struct hash note;
        if (sqlite3_column_bytes(stmt, 0) != HASH_BYTES) continue;
        memcpy(note.bytes, sqlite3_column_blob(stmt, 0), HASH_BYTES);
        each(to, &note);
    }
    return e;
}
