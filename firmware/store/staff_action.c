/* staff_action: what staff change manually. The desk writes the record and the audit row beside it.
 * 1. A check-in that is undone is no longer counted; its record is never touched. */
#include "store/staff_private.h"

#include <stdio.h>
#include <string.h>

static enum err is_there(struct store *store, sqlite3_stmt *stmt, struct why *why,
                         bool *ret_there) {
    enum err e = sql_step(store, stmt, why, ret_there);
    if (e == ERR_NONE && *ret_there) sqlite3_reset(stmt);
    return e;
}

static enum err is_in(struct store *store, int64_t occurrence_id, int64_t member_id,
                      struct why *why, bool *ret_in) {
    sqlite3_stmt *stmt =
        sql_get(store, "SELECT 1 FROM check_in WHERE occurrence_id=? AND member_id=?", why);
    sql_bind(stmt, "ii", occurrence_id, member_id);
    return is_there(store, stmt, why, ret_in);
}

enum err store_manual_check_in(struct store *store, const struct staff_do *action, int64_t staff_id,
                               const struct moment *at, struct why *why) {
    struct occurrence o;
    bool in = false;
    enum err e = store_occurrence(store, action->occurrence_id, why, &o);
    if (e == ERR_NONE) e = is_in(store, o.id, action->member_id, why, &in);
    if (e != ERR_NONE) return e;
    if (in) return why_set(why, ERR_BAD_INPUT, "checked in already");
    bool late = at->utc_ms < o.end_ms && activity_is_late(&o, at->utc_ms);
    e = store_check_in(store, o.id, action->member_id, at->utc_ms, late, why);
    if (e == ERR_NONE) e = store_doubt_check_in(store, o.id, action->member_id, at, why);
    if (e != ERR_NONE) return e;
    sqlite3_stmt *stmt =
        sql_get(store,
                "INSERT INTO check_in_note (occurrence_id, member_id, staff_id, reason)"
                " VALUES (?,?,?,?) ON CONFLICT (occurrence_id, member_id) DO UPDATE SET"
                " staff_id=excluded.staff_id, reason=excluded.reason",
                why);
    sql_bind(stmt, "iiit", o.id, action->member_id, staff_id, staff_reason_word(action->reason));
    return sql_run(store, stmt, why);
}

enum err store_undo_check_in(struct store *store, int64_t occurrence_id, int64_t member_id,
                             struct why *why) {
    bool in = false;
    enum err e = is_in(store, occurrence_id, member_id, why, &in);
    if (e != ERR_NONE) return e;
    if (!in) return why_set(why, ERR_NOT_FOUND, "there is no such check-in");
    sqlite3_stmt *stmt =
        sql_get(store, "DELETE FROM check_in WHERE occurrence_id=? AND member_id=?", why);
    sql_bind(stmt, "ii", occurrence_id, member_id);
    return sql_run(store, stmt, why);
}

enum err store_bind_card(struct store *store, const struct hash *identity, int64_t member_id,
                         bool replace, struct why *why) {
    bool taken = false;
    sqlite3_stmt *stmt = sql_get(store,
                                 "SELECT 1 FROM card WHERE identity=?1 UNION ALL"
                                 " SELECT 1 FROM staff WHERE card=?1",
                                 why);
    sql_bind(stmt, "b", identity);
    enum err e = is_there(store, stmt, why, &taken);
    if (e != ERR_NONE) return e;
    if (taken) return why_set(why, ERR_BAD_INPUT, "the card belongs to a person already");
    int32_t ended = 0;
    if (replace) e = store_end_cards(store, member_id, CARD_REVOKED, why, &ended);
    if (e != ERR_NONE) return e;
    stmt = sql_get(store, "INSERT INTO card (identity, member_id) VALUES (?,?)", why);
    sql_bind(stmt, "bi", identity, member_id);
    return sql_run(store, stmt, why);
}

enum err store_end_cards(struct store *store, int64_t member_id, int state, struct why *why,
                         int32_t *ret_cards) {
    sqlite3_stmt *stmt =
        sql_get(store, "UPDATE card SET state=? WHERE member_id=? AND state=0", why);
    sql_bind(stmt, "ii", (int64_t)state, member_id);
    enum err e = sql_run(store, stmt, why);
    if (e == ERR_NONE) *ret_cards = sqlite3_changes(store->db);
    return e;
}

enum err store_setting(struct store *store, enum staff_setting setting, struct why *why,
                       int32_t *value) {
    sqlite3_stmt *stmt =
        sql_get(store, "SELECT CAST(value AS INTEGER) FROM setting WHERE key=?", why);
    sql_bind(stmt, "t", staff_setting_key(setting));
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE || !row) return e;
    *value = sqlite3_column_int(stmt, 0);
    sqlite3_reset(stmt);
    return ERR_NONE;
}

enum err store_setting_text(struct store *store, const char *key, struct why *why, char *ret_value,
                            size_t bytes) {
    sqlite3_stmt *stmt = sql_get(store, "SELECT value FROM setting WHERE key=?", why);
    sql_bind(stmt, "t", key);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    text_copy(ret_value, bytes, row ? (const char *)sqlite3_column_text(stmt, 0) : "");
    if (row) sqlite3_reset(stmt);
    return ERR_NONE;
}

enum err store_set_setting(struct store *store, enum staff_setting setting, int32_t value,
                           struct why *why) {
    char text[16];
    snprintf(text, sizeof text, "%d", value);
    sqlite3_stmt *stmt = sql_get(store,
                                 "INSERT INTO setting (key, value) VALUES (?,?)"
                                 " ON CONFLICT (key) DO UPDATE SET value=excluded.value",
                                 why);
    sql_bind(stmt, "tt", staff_setting_key(setting), text);
    return sql_run(store, stmt, why);
}
