/* record: what the kiosk recorded, numbered without gaps, each with its outbox row.
 * 1. The record and its outbox row are written by the same transaction or not at all. */
#include "store/sql.h"

static enum err take_seq(struct store *store, struct why *why, int64_t *ret_seq) {
    sqlite3_stmt *stmt =
        sql_get(store,
                "UPDATE meta SET value=CAST(value AS INTEGER)+1 WHERE key='next_seq'"
                " RETURNING CAST(value AS INTEGER)-1",
                why);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    if (!row) return why_set(why, ERR_CORRUPT, "the store has lost its numbering");
    *ret_seq = sqlite3_column_int64(stmt, 0);
    return sql_run(store, stmt, why);
}

enum err store_add_record(struct store *store, const struct record *r, struct why *why,
                          int64_t *ret_seq) {
    int64_t seq = 0;
    enum err e = take_seq(store, why, &seq);
    if (e != ERR_NONE) return e;
    char boot[BOOT_ID_SIZE];
    clock_boot_id(boot);
    sqlite3_stmt *stmt = sql_get(
        store,
        "INSERT INTO record (kiosk, seq, kind, at_ms, boot, mono_ms, synced, outcome, reason,"
        " member_id, card, occurrence_id, request_id, detail, staff, minutes, picture)"
        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        why);
    sql_bind(stmt, "tititiittkbkkttib", store->kiosk_id, seq, r->kind, r->at.utc_ms, boot,
             r->at.mono_ms, (int64_t)r->at.synced, r->outcome, r->reason, r->member_id, r->card,
             r->occurrence_id, r->request_id, r->detail, r->staff ? r->staff : "",
             (int64_t)r->minutes, r->screenshot);
    e = sql_run(store, stmt, why);
    if (e != ERR_NONE) return e;
    stmt = sql_get(store, "INSERT INTO outbox (kiosk, seq) VALUES (?,?)", why);
    sql_bind(stmt, "ti", store->kiosk_id, seq);
    e = sql_run(store, stmt, why);
    if (e == ERR_NONE) *ret_seq = seq;
    return e;
}

enum err store_pending(struct store *store, struct why *why, int32_t *ret_rows,
                       int64_t *ret_oldest_ms) {
    sqlite3_stmt *stmt =
        sql_get(store,
                "SELECT (SELECT count(*) FROM outbox), (SELECT r.at_ms FROM outbox o"
                " JOIN record r USING (kiosk, seq) ORDER BY o.kiosk, o.seq LIMIT 1)",
                why);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    *ret_rows = sqlite3_column_int(stmt, 0);
    *ret_oldest_ms = sqlite3_column_int64(stmt, 1);
    sqlite3_reset(stmt);
    return ERR_NONE;
}
