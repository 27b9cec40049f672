/* activity: dates, lists of them, and sign-ups. */
#include "store/occurrence_row.h"

#include <string.h>

#define DAY_MS INT64_C(86400000)
#define COUNTS                                                                                     \
    " (SELECT count(*) FROM check_in c WHERE c.occurrence_id = o.id), (SELECT count(*) FROM "      \
    "sign_up s WHERE s.occurrence_id = o.id)"

void occurrence_from_row(const struct store *store, sqlite3_stmt *stmt, int first,
                         struct occurrence *ret) {
    struct occurrence o = {
        .id = sqlite3_column_int64(stmt, first),
        .kind = (enum activity_kind)sqlite3_column_int(stmt, first + 3),
        .start_ms = sqlite3_column_int64(stmt, first + 4),
        .end_ms = sqlite3_column_int64(stmt, first + 5),
        .opens_before_min = sqlite3_column_int(stmt, first + 6),
        .closes_after_min = sqlite3_column_int(stmt, first + 7),
        .late_after_min = sqlite3_column_int(stmt, first + 8),
        .capacity = sqlite3_column_int(stmt, first + 9),
        .all_day = sqlite3_column_int(stmt, first + 10),
        .counts_hours = sqlite3_column_int(stmt, first + 11),
        .needs_sign_up = sqlite3_column_int(stmt, first + 12),
        .cancelled = sqlite3_column_int(stmt, first + 13),
    };
    if ((unsigned)o.kind >= ACTIVITY_KINDS) o.kind = ACTIVITY_OTHER;
    SQL_TEXT(o.title, stmt, first + 1);
    SQL_TEXT(o.place, stmt, first + 2);
    activity_apply_rules(&o, &store->rules);
    *ret = o;
}

static void day_activity_from_row(const struct store *store, sqlite3_stmt *stmt,
                                  struct day_activity *ret) {
    occurrence_from_row(store, stmt, 0, &ret->occurrence);
    ret->checked_in = sqlite3_column_int(stmt, OCCURRENCE_COLUMN_COUNT);
    ret->signed_up = sqlite3_column_int(stmt, OCCURRENCE_COLUMN_COUNT + 1);
}

enum err store_occurrence(struct store *store, int64_t id, struct why *why,
                          struct occurrence *ret_occurrence) {
    sqlite3_stmt *stmt =
        sql_get(store, "SELECT " OCCURRENCE_COLUMNS " FROM occurrence o WHERE o.id=?", why);
    sql_bind(stmt, "i", id);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    if (!row) return why_set(why, ERR_NOT_FOUND, "no such activity");
    occurrence_from_row(store, stmt, 0, ret_occurrence);
    sqlite3_reset(stmt);
    return ERR_NONE;
}

enum err store_activity_page(struct store *store, int64_t id, struct why *why,
                             struct answer_activity *ret_page) {
    sqlite3_stmt *stmt =
        sql_get(store,
                "SELECT " OCCURRENCE_COLUMNS "," COUNTS ", o.organiser, o.bring, o.description,"
                " coalesce((SELECT t.name FROM team t WHERE o.team IN (t.key, t.name) LIMIT 1), '')"
                " FROM occurrence o WHERE o.id=?",
                why);
    sql_bind(stmt, "i", id);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    memset(ret_page, 0, sizeof *ret_page);
    if (!row) return ERR_NONE;
    ret_page->found = true;
    day_activity_from_row(store, stmt, &ret_page->activity);
    SQL_TEXT(ret_page->organiser, stmt, OCCURRENCE_COLUMN_COUNT + 2);
    SQL_TEXT(ret_page->bring, stmt, OCCURRENCE_COLUMN_COUNT + 3);
    SQL_TEXT(ret_page->description, stmt, OCCURRENCE_COLUMN_COUNT + 4);
    SQL_TEXT(ret_page->team, stmt, OCCURRENCE_COLUMN_COUNT + 5);
    sqlite3_reset(stmt);
    return ERR_NONE;
}

enum err store_month(struct store *store, int year, int month, struct why *why,
                     struct answer_month *ret_month) {
    struct answer_month answer = {.year = year, .month = month};
    int64_t from = civil_to_ms(&(struct civil){.year = year, .month = month, .day = 1});
    int64_t to = civil_to_ms(&(struct civil){.year = year, .month = month + 1, .day = 1});
    sqlite3_stmt *stmt = sql_get(
        store,
        "SELECT start_ms, kind FROM occurrence WHERE start_ms>=? AND start_ms<? AND cancelled=0",
        why);
    sql_bind(stmt, "ii", from, to);
    bool row = true;
    enum err e;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row) {
        int day = civil_from_ms(sqlite3_column_int64(stmt, 0)).day;
        answer.dots[day] |= (uint8_t)(1u << (sqlite3_column_int(stmt, 1) & 7));
    }
    if (e == ERR_NONE) *ret_month = answer;
    return e;
}

enum err store_days(struct store *store, int year, int month, int day, int days, struct why *why,
                    struct answer_day *ret_day) {
    memset(ret_day, 0, sizeof *ret_day);
    ret_day->year = year;
    ret_day->month = month;
    ret_day->day = day;
    ret_day->days = days;
    int64_t from = civil_to_ms(&(struct civil){.year = year, .month = month, .day = day});
    int64_t to = civil_to_ms(&(struct civil){.year = year, .month = month, .day = day + days});
    sqlite3_stmt *stmt = sql_get(store,
                                 "SELECT " OCCURRENCE_COLUMNS "," COUNTS " FROM occurrence o"
                                 " WHERE o.start_ms>=? AND o.start_ms<? ORDER BY o.start_ms, o.id",
                                 why);
    sql_bind(stmt, "ii", from, to);
    bool row = true;
    enum err e;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row) {
        ret_day->total++;
        if (ret_day->count < DAY_OCCURRENCES)
            day_activity_from_row(store, stmt, &ret_day->activities[ret_day->count++]);
    }
    return e;
}

/* The next one: the first of today whose window has not closed, without cancelled ones. */
static enum err next_today(struct store *store, int64_t now_ms, struct why *why,
                           struct answer_today *today) {
    int64_t from = civil_day_start_ms(now_ms);
    sqlite3_stmt *stmt =
        sql_get(store,
                "SELECT " OCCURRENCE_COLUMNS "," COUNTS " FROM occurrence o"
                " WHERE o.start_ms>=? AND o.start_ms<? AND o.cancelled=0 ORDER BY o.start_ms, o.id",
                why);
    sql_bind(stmt, "ii", from - DAY_MS, from + DAY_MS);
    bool row = true;
    enum err e;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row) {
        struct day_activity a;
        day_activity_from_row(store, stmt, &a);
        if (a.occurrence.start_ms >= from) today->activities_today++;
        bool over = now_ms >= a.occurrence.end_ms;
        if (over || today->has_next || (a.occurrence.start_ms < from && a.occurrence.all_day))
            continue;
        today->has_next = true;
        today->next = a;
    }
    return e;
}

enum err store_today(struct store *store, int64_t now_ms, struct why *why,
                     struct answer_today *ret_today) {
    memset(ret_today, 0, sizeof *ret_today);
    enum err e = next_today(store, now_ms, why, ret_today);
    if (e == ERR_NONE) e = store_today_notice(store, now_ms, why, ret_today);
    if (e == ERR_NONE) e = store_on_this_day(store, now_ms, why, ret_today);
    return e == ERR_NONE ? store_attract_stories(store, why, ret_today) : e;
}

/* How many signed up before this member; -1: the member did not sign up. */
static enum err place_in_list(struct store *store, int64_t occurrence_id, int64_t member_id,
                              struct why *why, int *ret_before, int *ret_capacity) {
    sqlite3_stmt *stmt = sql_get(
        store,
        "SELECT o.capacity, coalesce((SELECT count(*) FROM sign_up s WHERE s.occurrence_id=o.id"
        " AND (s.at_ms, s.member_id)<(SELECT at_ms, member_id FROM sign_up"
        " WHERE occurrence_id=o.id AND member_id=?2)), 0),"
        " EXISTS (SELECT 1 FROM sign_up WHERE occurrence_id=o.id AND member_id=?2)"
        " FROM occurrence o WHERE o.id=?1",
        why);
    sql_bind(stmt, "ii", occurrence_id, member_id);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    if (!row) return why_set(why, ERR_NOT_FOUND, "no such activity");
    *ret_capacity = sqlite3_column_int(stmt, 0);
    *ret_before = sqlite3_column_int(stmt, 2) ? sqlite3_column_int(stmt, 1) : -1;
    sqlite3_reset(stmt);
    return ERR_NONE;
}

/* The first of the list have the places; a cancellation moves the rest up. */
enum err store_sign_up(struct store *store, int64_t occurrence_id, int64_t member_id, int64_t at_ms,
                       struct why *why, enum outcome_kind *ret_kind, int32_t *ret_nth_waiting) {
    int before = 0, capacity = 0;
    enum err e = place_in_list(store, occurrence_id, member_id, why, &before, &capacity);
    if (e != ERR_NONE) return e;
    bool already = before >= 0;
    if (!already) {
        /* Behind all earlier sign-ups, even if the clock was set back. */
        sqlite3_stmt *stmt = sql_get(
            store,
            "INSERT INTO sign_up (occurrence_id, member_id, at_ms) VALUES (?1,?2,max(?3,coalesce("
            "(SELECT max(at_ms)+1 FROM sign_up WHERE occurrence_id=?1),0)))",
            why);
        sql_bind(stmt, "iii", occurrence_id, member_id, at_ms);
        e = sql_run(store, stmt, why);
        if (e == ERR_NONE)
            e = place_in_list(store, occurrence_id, member_id, why, &before, &capacity);
        if (e != ERR_NONE) return e;
    }
    bool waits = capacity > 0 && before >= capacity;
    *ret_nth_waiting = waits ? before - capacity + 1 : 0;
    *ret_kind = already ? OUTCOME_SIGN_UP_ALREADY
                : waits ? OUTCOME_SIGN_UP_WAITING
                        : OUTCOME_SIGNED_UP;
    return ERR_NONE;
}

enum err store_cancel_sign_up(struct store *store, int64_t occurrence_id, int64_t member_id,
                              struct why *why) {
    sqlite3_stmt *stmt =
        sql_get(store, "DELETE FROM sign_up WHERE occurrence_id=? AND member_id=?", why);
    sql_bind(stmt, "ii", occurrence_id, member_id);
    return sql_run(store, stmt, why);
}
