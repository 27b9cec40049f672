/* export: every row, in order, for callers who may see it. */
#include "store/sql.h"

#include <string.h>

enum err store_export_taps(struct store *store, void (*row)(void *to, const struct export_tap *),
                           void *to, struct why *why) {
    sqlite3_stmt *stmt = sql_get(
        store,
        "SELECT r.kiosk, r.seq, r.at_ms, r.synced, r.kind, coalesce(m.member_no,''), "
        "coalesce(m.name,''),"
        " coalesce(o.title,''), r.outcome, r.reason, trim(r.staff || ' ' || r.detail) FROM record r"
        " LEFT JOIN member m ON m.id=r.member_id LEFT JOIN occurrence o ON o.id=r.occurrence_id"
        " WHERE r.outcome<>'' ORDER BY r.kiosk, r.seq",
        why);
    bool more = true;
    enum err e;
    while ((e = sql_step(store, stmt, why, &more)) == ERR_NONE && more) {
        struct export_tap tap = {.seq = sqlite3_column_int64(stmt, 1),
                                 .at_ms = sqlite3_column_int64(stmt, 2),
                                 .synced = sqlite3_column_int(stmt, 3)};
        SQL_TEXT(tap.kiosk, stmt, 0);
        SQL_TEXT(tap.kind, stmt, 4);
        SQL_TEXT(tap.member_no, stmt, 5);
        SQL_TEXT(tap.name, stmt, 6);
        SQL_TEXT(tap.activity, stmt, 7);
        SQL_TEXT(tap.outcome, stmt, 8);
        SQL_TEXT(tap.reason, stmt, 9);
        SQL_TEXT(tap.detail, stmt, 10);
        row(to, &tap);
    }
    return e;
}

/* A value that does not fit was not written by this program: left out. */
static size_t sealed_column(sqlite3_stmt *stmt, int column,
                            uint8_t ret[static REQUEST_SEALED_SIZE]) {
    size_t bytes = (size_t)sqlite3_column_bytes(stmt, column);
    if (bytes == 0 || bytes > REQUEST_SEALED_SIZE) return 0;
    memcpy(ret, sqlite3_column_blob(stmt, column), bytes);
    return bytes;
}

enum err store_export_requests(struct store *store,
                               void (*row)(void *to, const struct export_request *), void *to,
                               struct why *why) {
    sqlite3_stmt *stmt = sql_get(
        store,
        "SELECT q.number, coalesce(m.member_no,''), coalesce(m.name,''), coalesce(c.title, "
        "q.category_key),"
        " q.sealed, q.at_ms, q.stage,"
        " EXISTS (SELECT 1 FROM record r JOIN outbox b USING (kiosk, seq) WHERE r.request_id=q.id),"
        " q.rating, q.rating_sealed, q.voice_note FROM request q LEFT JOIN member m ON "
        "m.id=q.member_id"
        " LEFT JOIN category c ON c.key=q.category_key ORDER BY q.id",
        why);
    bool more = true;
    enum err e;
    while ((e = sql_step(store, stmt, why, &more)) == ERR_NONE && more) {
        struct export_request request = {.at_ms = sqlite3_column_int64(stmt, 5),
                                         .stage = sqlite3_column_int(stmt, 6),
                                         .waiting = sqlite3_column_int(stmt, 7),
                                         .rating = (enum rating)sqlite3_column_int(stmt, 8)};
        request.sealed_bytes = sealed_column(stmt, 4, request.sealed);
        request.remark_bytes = sealed_column(stmt, 9, request.remark);
        request.has_voice_note = sqlite3_column_bytes(stmt, 10) == HASH_BYTES;
        if (request.has_voice_note)
            memcpy(request.voice_note.bytes, sqlite3_column_blob(stmt, 10), HASH_BYTES);
        SQL_TEXT(request.number, stmt, 0);
        SQL_TEXT(request.member_no, stmt, 1);
        SQL_TEXT(request.name, stmt, 2);
        SQL_TEXT(request.category, stmt, 3);
        row(to, &request);
    }
    return e;
}

enum err store_export_members(struct store *store,
                              void (*row)(void *to, const struct export_member *), void *to,
                              struct why *why) {
    sqlite3_stmt *stmt = sql_get(
        store,
        "SELECT m.member_no, m.name, coalesce(g.name,''), coalesce(t.name,''), m.phone, m.branch, "
        "m.joined_year,"
        " m.province, (SELECT count(*) FROM card c WHERE c.member_id=m.id AND c.state=0), "
        "m.has_left"
        " FROM member m LEFT JOIN grid g ON g.id=m.grid_id LEFT JOIN team t ON t.id=m.team_id"
        " ORDER BY m.member_no",
        why);
    bool more = true;
    enum err e;
    while ((e = sql_step(store, stmt, why, &more)) == ERR_NONE && more) {
        struct export_member member = {.joined_year = sqlite3_column_int(stmt, 6),
                                       .province = sqlite3_column_int(stmt, 7),
                                       .cards = sqlite3_column_int(stmt, 8),
                                       .has_left = sqlite3_column_int(stmt, 9)};
        SQL_TEXT(member.member_no, stmt, 0);
        SQL_TEXT(member.name, stmt, 1);
        SQL_TEXT(member.grid, stmt, 2);
        SQL_TEXT(member.team, stmt, 3);
        SQL_TEXT(member.phone, stmt, 4);
        SQL_TEXT(member.branch, stmt, 5);
        row(to, &member);
    }
    return e;
}

enum err store_count_taps(struct store *store, struct why *why, int32_t *ret_taps) {
    sqlite3_stmt *stmt = sql_get(store, "SELECT count(*) FROM record WHERE outcome<>''", why);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    *ret_taps = sqlite3_column_int(stmt, 0);
    sqlite3_reset(stmt);
    return ERR_NONE;
}
