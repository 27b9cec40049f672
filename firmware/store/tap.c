/* tap: the facts that decide a tap, and what the decision writes. */
#include "store/occurrence_row.h"

#include <string.h>

#define HOUR_MS INT64_C(3600000)
#define WIDEST_WINDOW_MS (24 * HOUR_MS) /* config.c: windows are at most 1,440 min */
#define LONGEST_MS (72 * HOUR_MS)       /* content/ refuses longer activities */

static enum err open_occurrences(struct store *store, int64_t member_id, struct tap_facts *facts,
                                 struct why *why) {
    sqlite3_stmt *stmt = sql_get(
        store,
        "SELECT " OCCURRENCE_COLUMNS ", s.member_id IS NOT NULL, c.at_ms, c.last_tap_ms, c.out_ms"
        " FROM occurrence o"
        " LEFT JOIN sign_up s ON s.occurrence_id = o.id AND s.member_id = ?1"
        " LEFT JOIN check_in c ON c.occurrence_id = o.id AND c.member_id = ?1"
        " WHERE o.start_ms BETWEEN ?2 AND ?3 ORDER BY o.start_ms, o.id",
        why);
    sql_bind(stmt, "iii", member_id, facts->now_ms - WIDEST_WINDOW_MS - LONGEST_MS,
             facts->now_ms + WIDEST_WINDOW_MS);
    bool row = true;
    enum err e;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row) {
        struct open_occurrence o = {0};
        occurrence_from_row(store, stmt, 0, &o.occurrence);
        if (!activity_is_open(&o.occurrence, facts->now_ms) || facts->open_count == OPEN_MAX)
            continue;
        o.signed_up = sqlite3_column_int(stmt, OCCURRENCE_COLUMN_COUNT);
        o.checked_in = sqlite3_column_type(stmt, OCCURRENCE_COLUMN_COUNT + 1) != SQLITE_NULL;
        o.check_in_ms = sqlite3_column_int64(stmt, OCCURRENCE_COLUMN_COUNT + 1);
        o.last_tap_ms = sqlite3_column_int64(stmt, OCCURRENCE_COLUMN_COUNT + 2);
        o.signed_out = sqlite3_column_type(stmt, OCCURRENCE_COLUMN_COUNT + 3) != SQLITE_NULL;
        facts->open[facts->open_count++] = o;
    }
    return e;
}

static enum card_standing standing_of(int state, bool has_left) {
    if (state == CARD_LOST) return STANDING_LOST;
    return state == CARD_REVOKED || has_left ? STANDING_REVOKED : STANDING_GOOD;
}

enum err store_tap_facts(struct store *store, const struct hash *identity, int64_t now_ms,
                         struct why *why, struct tap_facts *ret_facts,
                         struct tap_member *ret_member) {
    sqlite3_stmt *stmt = sql_get(store,
                                 "SELECT c.state, m.has_left, m.id, m.name FROM card c"
                                 " JOIN member m ON m.id = c.member_id WHERE c.identity = ?",
                                 why);
    sql_bind(stmt, "b", identity);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    struct tap_facts facts = {.standing = STANDING_UNKNOWN,
                              .now_ms = now_ms,
                              .cool_down_min = store->rules.cool_down_min};
    struct tap_member member = {0};
    if (row) {
        facts.standing = standing_of(sqlite3_column_int(stmt, 0), sqlite3_column_int(stmt, 1));
        member.id = sqlite3_column_int64(stmt, 2);
        SQL_TEXT(member.name, stmt, 3);
        sqlite3_reset(stmt);
    }
    if (facts.standing == STANDING_GOOD) e = open_occurrences(store, member.id, &facts, why);
    if (e != ERR_NONE) return e;
    *ret_facts = facts;
    *ret_member = member;
    return ERR_NONE;
}

enum err store_member_facts(struct store *store, int64_t member_id, int64_t now_ms, struct why *why,
                            struct tap_facts *ret_facts, struct tap_member *ret_member) {
    sqlite3_stmt *stmt = sql_get(store, "SELECT name FROM member WHERE id=? AND has_left=0", why);
    sql_bind(stmt, "i", member_id);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    if (!row) return why_set(why, ERR_NOT_FOUND, "no such member");
    struct tap_member member = {.id = member_id};
    SQL_TEXT(member.name, stmt, 0);
    sqlite3_reset(stmt);
    struct tap_facts facts = {
        .standing = STANDING_GOOD, .now_ms = now_ms, .cool_down_min = store->rules.cool_down_min};
    e = open_occurrences(store, member_id, &facts, why);
    if (e != ERR_NONE) return e;
    *ret_facts = facts;
    *ret_member = member;
    return ERR_NONE;
}

enum err store_check_in(struct store *store, int64_t occurrence_id, int64_t member_id,
                        int64_t at_ms, bool late, struct why *why) {
    sqlite3_stmt *stmt =
        sql_get(store,
                "INSERT INTO check_in (occurrence_id, member_id, at_ms, late, last_tap_ms)"
                " VALUES (?1,?2,?3,?4,?3)",
                why);
    sql_bind(stmt, "iiii", occurrence_id, member_id, at_ms, (int64_t)late);
    return sql_run(store, stmt, why);
}

enum err store_sign_out(struct store *store, int64_t occurrence_id, int64_t member_id,
                        int64_t at_ms, int32_t minutes, struct why *why) {
    sqlite3_stmt *stmt = sql_get(store,
                                 "UPDATE check_in SET out_ms=?3, minutes=?4, last_tap_ms=?3"
                                 " WHERE occurrence_id=?1 AND member_id=?2",
                                 why);
    sql_bind(stmt, "iiii", occurrence_id, member_id, at_ms, (int64_t)minutes);
    return sql_run(store, stmt, why);
}

enum err store_touch_check_in(struct store *store, int64_t occurrence_id, int64_t member_id,
                              int64_t at_ms, struct why *why) {
    sqlite3_stmt *stmt = sql_get(
        store, "UPDATE check_in SET last_tap_ms=?3 WHERE occurrence_id=?1 AND member_id=?2", why);
    sql_bind(stmt, "iii", occurrence_id, member_id, at_ms);
    return sql_run(store, stmt, why);
}

enum err store_tallies(struct store *store, int64_t member_id, int64_t occurrence_id,
                       int64_t now_ms, struct why *why, struct tallies *ret_tallies) {
    sqlite3_stmt *stmt =
        sql_get(store,
                "SELECT (SELECT count(*) FROM check_in WHERE occurrence_id=?1),"
                " (SELECT count(*) FROM check_in WHERE member_id=?2 AND at_ms>=?3),"
                " (SELECT coalesce(sum(minutes),0) FROM check_in WHERE member_id=?2 AND at_ms>=?4)",
                why);
    sql_bind(stmt, "iiii", occurrence_id, member_id, civil_month_start_ms(now_ms),
             civil_year_start_ms(now_ms));
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    *ret_tallies = (struct tallies){sqlite3_column_int(stmt, 0), sqlite3_column_int(stmt, 1),
                                    sqlite3_column_int(stmt, 2)};
    sqlite3_reset(stmt);
    return ERR_NONE;
}

enum err store_waiting_answer(struct store *store, int64_t member_id, struct why *why,
                              char ret_number[static TICKET_SIZE],
                              char ret_category[static TITLE_SIZE]) {
    sqlite3_stmt *stmt = sql_get(store,
                                 "SELECT r.number, coalesce(c.title, r.category_key) FROM request r"
                                 " LEFT JOIN category c ON c.key = r.category_key"
                                 " WHERE r.member_id=? AND r.stage>=3 AND r.answer_seen=0"
                                 " ORDER BY r.id DESC LIMIT 1",
                                 why);
    sql_bind(stmt, "i", member_id);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    ret_number[0] = ret_category[0] = 0;
    if (!row) return ERR_NONE;
    sql_text(ret_number, TICKET_SIZE, stmt, 0);
    sql_text(ret_category, TITLE_SIZE, stmt, 1);
    sqlite3_reset(stmt);
    return ERR_NONE;
}
