/* outbox: records without a receipt as they are uploaded, and what a receipt removes.
 * 1. No id of this kiosk is uploaded: members go by number, activities by UID, requests by ticket.
 * 2. A receipt removes the rows that were sent and no others. */
#include "store/sql.h"

#include <stdio.h>
#include <string.h>

enum {
    COL_SEQ,
    COL_KIND,
    COL_AT,
    COL_BOOT,
    COL_MONO,
    COL_SYNCED,
    COL_OUTCOME,
    COL_REASON,
    COL_MEMBER,
    COL_CARD,
    COL_UID,
    COL_RECURRENCE,
    COL_STAFF,
    COL_MINUTES,
    COL_DETAIL,
    COL_LATE,
    COL_NUMBER,
    COL_CATEGORY,
    COL_CODE,
    COL_NOTE,
    COL_SEALED,
    COL_REMARK,
    COL_PICTURE
};

static bool hash_column(sqlite3_stmt *stmt, int column, struct hash *ret) {
    bool there = sqlite3_column_bytes(stmt, column) == HASH_BYTES;
    if (there) memcpy(ret->bytes, sqlite3_column_blob(stmt, column), HASH_BYTES);
    return there;
}

static void box_column(sqlite3_stmt *stmt, int column, struct record_up *r) {
    size_t bytes = (size_t)sqlite3_column_bytes(stmt, column);
    if (bytes == 0 || bytes > SEALED_SIZE) return;
    r->sealed_bytes = bytes;
    memcpy(r->sealed, sqlite3_column_blob(stmt, column), bytes);
}

static void fill_request(sqlite3_stmt *stmt, struct record_up *r) {
    SQL_TEXT(r->number, stmt, COL_NUMBER);
    SQL_TEXT(r->category, stmt, COL_CATEGORY);
    r->has_code = hash_column(stmt, COL_CODE, &r->code);
    r->has_voice_note = hash_column(stmt, COL_NOTE, &r->voice_note);
    box_column(stmt, COL_SEALED, r);
}

static void fill_rating(sqlite3_stmt *stmt, struct record_up *r) {
    static const char *const words[] = {"", "good", "fair", "poor"};
    SQL_TEXT(r->number, stmt, COL_NUMBER);
    for (int i = RATING_GOOD; i <= RATING_POOR; i++)
        if (strcmp(r->detail, words[i]) == 0) r->rating = i;
    r->detail[0] = 0;
    box_column(stmt, COL_REMARK, r);
}

/* store_add_record's detail of a device_status. */
static void fill_status(sqlite3_stmt *stmt, struct record_up *r) {
    long long disk = 0, asked_ms = 0;
    int waiting = 0, up = 0;
    int n = sscanf(r->detail, "%31s %d %lld %d %lld", r->version, &waiting, &disk, &up, &asked_ms);
    r->detail[0] = 0;
    if (n < 4) return;
    r->waiting = waiting;
    r->disk_free_bytes = disk;
    r->reader_up = up == 1;
    if (n == 5) snprintf(r->detail, sizeof r->detail, "%lld", asked_ms);
    r->has_screenshot = hash_column(stmt, COL_PICTURE, &r->screenshot);
}

static void fill_by_kind(sqlite3_stmt *stmt, struct record_up *r) {
    if (strcmp(r->kind, "checkin") == 0) {
        bool late = strcmp(r->detail, "late") == 0;
        r->late = late || sqlite3_column_int(stmt, COL_LATE);
        if (late) r->detail[0] = 0;
    } else if (strcmp(r->kind, "request") == 0) {
        fill_request(stmt, r);
    } else if (strcmp(r->kind, "rating") == 0) {
        fill_rating(stmt, r);
    } else if (strcmp(r->kind, "device_status") == 0) {
        fill_status(stmt, r);
    }
}

/* An older version wrote the staff's key into detail. */
static void mend_staff(struct record_up *r) {
    static const char *const actions[] = {"manual_check_in", "undo_check_in", "card_enrolled",
                                          "card_lost", "card_revoked"};
    for (size_t i = 0; i < ARRAY_LENGTH(actions) && !r->staff[0]; i++) {
        if (strcmp(r->outcome, actions[i]) != 0) continue;
        TEXT_COPY(r->staff, r->detail);
        r->detail[0] = 0;
    }
}

static void fill(sqlite3_stmt *stmt, struct record_up *r) {
    *r = (struct record_up){.seq = sqlite3_column_int64(stmt, COL_SEQ),
                            .at_ms = sqlite3_column_int64(stmt, COL_AT),
                            .mono_ms = sqlite3_column_int64(stmt, COL_MONO),
                            .synced = sqlite3_column_int(stmt, COL_SYNCED),
                            .recurrence_ms = sqlite3_column_int64(stmt, COL_RECURRENCE),
                            .minutes = sqlite3_column_int(stmt, COL_MINUTES)};
    SQL_TEXT(r->kind, stmt, COL_KIND);
    SQL_TEXT(r->boot, stmt, COL_BOOT);
    SQL_TEXT(r->outcome, stmt, COL_OUTCOME);
    SQL_TEXT(r->reason, stmt, COL_REASON);
    SQL_TEXT(r->member_no, stmt, COL_MEMBER);
    r->has_card = hash_column(stmt, COL_CARD, &r->card);
    SQL_TEXT(r->uid, stmt, COL_UID);
    SQL_TEXT(r->staff, stmt, COL_STAFF);
    SQL_TEXT(r->detail, stmt, COL_DETAIL);
    mend_staff(r);
    fill_by_kind(stmt, r);
}

static enum err whose_turn(struct store *store, struct why *why, char ret_kiosk[static KEY_SIZE]) {
    sqlite3_stmt *stmt =
        sql_get(store, "SELECT kiosk FROM outbox ORDER BY kiosk, seq LIMIT 1", why);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    ret_kiosk[0] = 0;
    if (row) sql_text(ret_kiosk, KEY_SIZE, stmt, 0);
    if (row) sqlite3_reset(stmt);
    return ERR_NONE;
}

enum err store_outbox(struct store *store, int limit, struct why *why, struct link_batch *batch) {
    batch->count = 0;
    enum err e = whose_turn(store, why, batch->kiosk);
    if (e != ERR_NONE || !batch->kiosk[0]) return e;
    sqlite3_stmt *stmt = sql_get(
        store,
        "SELECT r.seq, r.kind, r.at_ms, r.boot, r.mono_ms, r.synced, r.outcome, r.reason,"
        " coalesce(m.member_no,''), r.card, coalesce(a.uid,''), coalesce(o.recurrence_ms,0),"
        " r.staff, CASE WHEN r.kind='signout' AND r.minutes=0 THEN coalesce(c.minutes,0)"
        " ELSE r.minutes END, r.detail, coalesce(c.late,0), coalesce(q.number,''),"
        " coalesce(q.category_key,''), q.code, q.voice_note, q.sealed, q.rating_sealed, r.picture"
        " FROM outbox b JOIN record r USING (kiosk, seq)"
        " LEFT JOIN member m ON m.id=r.member_id LEFT JOIN occurrence o ON o.id=r.occurrence_id"
        " LEFT JOIN activity a ON a.id=o.activity_id LEFT JOIN request q ON q.id=r.request_id"
        " LEFT JOIN check_in c ON c.occurrence_id=r.occurrence_id AND c.member_id=r.member_id"
        " WHERE b.kiosk=?1 ORDER BY b.seq LIMIT ?2",
        why);
    sql_bind(stmt, "ti", batch->kiosk, (int64_t)(limit < LINK_BATCH_MAX ? limit : LINK_BATCH_MAX));
    bool row = true;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row)
        fill(stmt, &batch->row[batch->count++]);
    return e;
}

enum err store_take_receipt(struct store *store, const struct link_receipt *receipt,
                            struct why *why, int32_t *ret_gone) {
    int32_t gone = 0;
    enum err e = ERR_NONE;
    for (int i = 0; i < receipt->count && e == ERR_NONE; i++) {
        sqlite3_stmt *stmt = sql_get(store, "DELETE FROM outbox WHERE kiosk=? AND seq=?", why);
        sql_bind(stmt, "ti", receipt->kiosk, receipt->seq[i]);
        e = sql_run(store, stmt, why);
        gone += sqlite3_changes(store->db);
    }
    if (e == ERR_NONE) *ret_gone = gone;
    return e;
}
