/* log: check-ins as staff read them, newest first.
 * 1. Every query is bounded by one activity, one day or one person, by an index in that order: ten
 *    million check-ins cost what ten thousand do.
 * 2. A page begins behind a row, not behind a number of rows.
 * 3. A time from a clock that was not synchronised is corrected by what the boot learned later. The
 *    order and the record keep the original. */
#include "store/staff_private.h"

#include <stdio.h>
#include <string.h>

#define DAY_MS INT64_C(86400000)
#define WINDOW_MS INT64_C(1800000) /* sign-in opens half an hour before, by the default rule */

#define LOG_COLUMNS                                                                                \
    "SELECT c.occurrence_id, c.member_id, c.at_ms, c.late, m.name, coalesce(g.name,''),"           \
    " coalesce(o.title,''), coalesce(s.name,''), b.origin_ms + n.mono_ms, n.staff_id"
#define LOG_JOINS                                                                                  \
    " JOIN member m ON m.id=c.member_id LEFT JOIN grid g ON g.id=m.grid_id"                        \
    " LEFT JOIN occurrence o ON o.id=c.occurrence_id"                                              \
    " LEFT JOIN check_in_note n ON n.occurrence_id=c.occurrence_id AND n.member_id=c.member_id"    \
    " LEFT JOIN staff s ON s.id=n.staff_id LEFT JOIN boot_clock b ON b.boot=n.boot"
/* ?1 first of the range, ?2 its end, ?3 grid (0: all), ?4 ?5 ?6 the place */
#define OLDER                                                                                      \
    " AND c.at_ms>=?1 AND c.at_ms<?2 AND c.at_ms<=?4"                                              \
    " AND (c.at_ms, c.occurrence_id, c.member_id)<(?4,?5,?6) AND (?3=0 OR m.grid_id=?3)"           \
    " ORDER BY c.at_ms DESC, c.occurrence_id DESC, c.member_id DESC LIMIT ?7"
#define NEWER                                                                                      \
    " AND c.at_ms>=?1 AND c.at_ms<?2 AND c.at_ms>=?4"                                              \
    " AND (c.at_ms, c.occurrence_id, c.member_id)>(?4,?5,?6) AND (?3=0 OR m.grid_id=?3)"           \
    " ORDER BY c.at_ms, c.occurrence_id, c.member_id LIMIT ?7"
#define BY_OCCURRENCE " FROM check_in c INDEXED BY check_in_in_order"
#define BY_DAY " FROM check_in c INDEXED BY check_in_by_time"
#define BY_MEMBER " FROM check_in c INDEXED BY check_in_by_member"

enum scope_kind { SCOPE_OCCURRENCE, SCOPE_DAY, SCOPE_MEMBER };

struct range {
    enum scope_kind kind;
    int64_t id, from_ms, to_ms;
};

static struct range range_of(const struct staff_scope *scope) {
    struct range r = {.kind = SCOPE_DAY, .from_ms = INT64_MIN, .to_ms = INT64_MAX};
    if (scope->member_id) {
        r.kind = SCOPE_MEMBER;
        r.id = scope->member_id;
    } else if (scope->occurrence_id) {
        r.kind = SCOPE_OCCURRENCE;
        r.id = scope->occurrence_id;
    } else {
        r.from_ms = civil_day_start_ms(scope->day_ms);
        r.to_ms = civil_day_start_ms(r.from_ms + DAY_MS + DAY_MS / 4);
    }
    return r;
}

static sqlite3_stmt *page_statement(struct store *store, enum scope_kind kind, bool newer,
                                    struct why *why) {
    switch (kind) {
    case SCOPE_OCCURRENCE:
        return newer
                   ? sql_get(store,
                             LOG_COLUMNS BY_OCCURRENCE LOG_JOINS " WHERE c.occurrence_id=?8" NEWER,
                             why)
                   : sql_get(store,
                             LOG_COLUMNS BY_OCCURRENCE LOG_JOINS " WHERE c.occurrence_id=?8" OLDER,
                             why);
    case SCOPE_MEMBER:
        return newer ? sql_get(store, LOG_COLUMNS BY_MEMBER LOG_JOINS " WHERE c.member_id=?8" NEWER,
                               why)
                     : sql_get(store, LOG_COLUMNS BY_MEMBER LOG_JOINS " WHERE c.member_id=?8" OLDER,
                               why);
    case SCOPE_DAY:
        break;
    }
    return newer ? sql_get(store, LOG_COLUMNS BY_DAY LOG_JOINS " WHERE ?8=0" NEWER, why)
                 : sql_get(store, LOG_COLUMNS BY_DAY LOG_JOINS " WHERE ?8=0" OLDER, why);
}

static void log_row(sqlite3_stmt *stmt, struct staff_log_row *ret) {
    struct staff_log_row r = {.occurrence_id = sqlite3_column_int64(stmt, 0),
                              .member_id = sqlite3_column_int64(stmt, 1),
                              .at_ms = sqlite3_column_int64(stmt, 2),
                              .late = sqlite3_column_int(stmt, 3),
                              .corrected = sqlite3_column_type(stmt, 8) != SQLITE_NULL,
                              .by_hand = sqlite3_column_type(stmt, 9) != SQLITE_NULL};
    r.shown_ms = r.corrected ? sqlite3_column_int64(stmt, 8) : r.at_ms;
    SQL_TEXT(r.name, stmt, 4);
    SQL_TEXT(r.grid, stmt, 5);
    SQL_TEXT(r.title, stmt, 6);
    SQL_TEXT(r.by, stmt, 7);
    *ret = r;
}

static void turn_round(struct staff_log *log) {
    for (int i = 0; i < log->count / 2; i++) {
        struct staff_log_row row = log->row[i];
        log->row[i] = log->row[log->count - 1 - i];
        log->row[log->count - 1 - i] = row;
    }
}

static enum err log_page(struct store *store, const struct staff_ask *ask, const struct range *r,
                         struct why *why, struct staff_log *log) {
    struct staff_place from = ask->from;
    if (from.at_ms == 0) from = (struct staff_place){INT64_MAX, INT64_MAX, INT64_MAX, false};
    sqlite3_stmt *stmt = page_statement(store, r->kind, from.newer, why);
    sql_bind(stmt, "iiiiiiii", r->from_ms, r->to_ms, log->scope.grid_id, from.at_ms,
             from.occurrence_id, from.member_id, (int64_t)STAFF_ROWS, r->id);
    bool row = true;
    enum err e;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row)
        log_row(stmt, &log->row[log->count++]);
    if (from.newer) turn_round(log);
    return e;
}

static enum err count_of(struct store *store, sqlite3_stmt *stmt, struct why *why,
                         int32_t *ret_count) {
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    *ret_count = row ? sqlite3_column_int(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return ERR_NONE;
}

static sqlite3_stmt *count_statement(struct store *store, enum scope_kind kind, bool grid,
                                     struct why *why) {
#define IN_GRID                                                                                    \
    " JOIN member m ON m.id=c.member_id WHERE m.grid_id=?4 AND c.at_ms>=?2 AND c.at_ms<?3"
#define IN_ALL " WHERE c.at_ms>=?2 AND c.at_ms<?3 AND ?4=0"
    switch (kind) {
    case SCOPE_OCCURRENCE:
        return grid
                   ? sql_get(store,
                             "SELECT count(*)" BY_OCCURRENCE IN_GRID " AND c.occurrence_id=?1", why)
                   : sql_get(store,
                             "SELECT count(*)" BY_OCCURRENCE IN_ALL " AND c.occurrence_id=?1", why);
    case SCOPE_MEMBER:
        return sql_get(store, "SELECT count(*)" BY_MEMBER IN_ALL " AND c.member_id=?1", why);
    case SCOPE_DAY:
        break;
    }
    return grid ? sql_get(store, "SELECT count(*)" BY_DAY IN_GRID " AND ?1=0", why)
                : sql_get(store, "SELECT count(*)" BY_DAY IN_ALL " AND ?1=0", why);
#undef IN_GRID
#undef IN_ALL
}

/* The members signed up if sign-up is required or places are limited, otherwise all. */
static enum err expected_at(struct store *store, const struct staff_log *log, struct why *why,
                            int32_t *ret_expected) {
    const struct occurrence *o = &log->occurrence;
    sqlite3_stmt *stmt =
        o->needs_sign_up || o->capacity
            ? sql_get(store,
                      "SELECT count(*) FROM sign_up s JOIN member m ON m.id=s.member_id"
                      " WHERE s.occurrence_id=?1 AND (?2=0 OR m.grid_id=?2)",
                      why)
            : sql_get(
                  store,
                  "SELECT count(*) FROM member WHERE has_left=0 AND ?1>0 AND (?2=0 OR grid_id=?2)",
                  why);
    sql_bind(stmt, "ii", o->id, log->scope.grid_id);
    return count_of(store, stmt, why, ret_expected);
}

static enum err log_counts(struct store *store, const struct range *r, struct why *why,
                           struct staff_log *log) {
    bool grid = log->scope.grid_id != 0 && r->kind != SCOPE_MEMBER;
    int64_t oldest = 0;
    sqlite3_stmt *stmt = count_statement(store, r->kind, grid, why);
    sql_bind(stmt, "iiii", r->id, r->from_ms, r->to_ms, grid ? log->scope.grid_id : 0);
    enum err e = count_of(store, stmt, why, &log->rows);
    log->arrived = log->rows;
    if (e == ERR_NONE && r->kind == SCOPE_OCCURRENCE)
        e = expected_at(store, log, why, &log->expected);
    return e == ERR_NONE ? store_pending(store, why, &log->waiting, &oldest) : e;
}

/* Arrivals by five minutes, of an activity: from the bar of the first to that of the last, the last
 * three hours where it was longer. */
static enum err log_bars(struct store *store, struct why *why, struct staff_log *log) {
    sqlite3_stmt *stmt =
        sql_get(store,
                "SELECT at_ms/?2, count(*) FROM check_in INDEXED BY check_in_in_order"
                " WHERE occurrence_id=?1 GROUP BY 1 ORDER BY 1 DESC LIMIT ?3",
                why);
    sql_bind(stmt, "iii", log->occurrence.id, (int64_t)STAFF_BAR_MS, (int64_t)STAFF_BARS);
    int64_t slots[STAFF_BARS];
    int32_t counts[STAFF_BARS], found = 0;
    bool row = true;
    enum err e;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row) {
        slots[found] = sqlite3_column_int64(stmt, 0);
        counts[found++] = sqlite3_column_int(stmt, 1);
    }
    if (e != ERR_NONE || found == 0) return e;
    int64_t last = slots[0], first = slots[found - 1];
    if (last - first >= STAFF_BARS) first = last - STAFF_BARS + 1;
    log->first_bar_ms = first * STAFF_BAR_MS;
    log->bar_count = (int32_t)(last - first + 1);
    for (int i = 0; i < found; i++)
        if (slots[i] >= first) log->bars[slots[i] - first] = counts[i];
    return ERR_NONE;
}

enum err store_staff_grids(struct store *store, struct why *why, struct staff_grid *ret_grids,
                           int32_t *ret_count) {
    sqlite3_stmt *stmt = sql_get(store, "SELECT id, name FROM grid ORDER BY key LIMIT ?", why);
    sql_bind(stmt, "i", (int64_t)STAFF_GRIDS);
    bool row = true;
    int32_t count = 0;
    enum err e;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row) {
        ret_grids[count].id = sqlite3_column_int64(stmt, 0);
        SQL_TEXT(ret_grids[count].name, stmt, 1);
        count++;
    }
    if (e == ERR_NONE) *ret_count = count;
    return e;
}

enum err store_staff_occurrence(struct store *store, const struct staff_scope *asked,
                                int64_t now_ms, struct why *why, struct staff_scope *ret_scope,
                                struct occurrence *ret_occurrence) {
    *ret_scope = *asked;
    if (!asked->occurrence_id && !asked->day_ms && !asked->member_id) {
        sqlite3_stmt *stmt = sql_get(store,
                                     "SELECT id FROM occurrence WHERE start_ms<=?1 AND cancelled=0"
                                     " ORDER BY start_ms DESC, id LIMIT 1",
                                     why);
        sql_bind(stmt, "i", now_ms + WINDOW_MS);
        bool row = false;
        enum err e = sql_step(store, stmt, why, &row);
        if (e != ERR_NONE) return e;
        if (row) ret_scope->occurrence_id = sqlite3_column_int64(stmt, 0);
        sqlite3_reset(stmt);
        if (!row) ret_scope->day_ms = now_ms;
    }
    if (!ret_scope->occurrence_id || ret_scope->member_id) return ERR_NONE;
    return store_occurrence(store, ret_scope->occurrence_id, why, ret_occurrence);
}

static enum err log_person(struct store *store, struct why *why, struct staff_log *log) {
    sqlite3_stmt *stmt = sql_get(store, "SELECT name FROM member WHERE id=?", why);
    sql_bind(stmt, "i", log->scope.member_id);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    if (row) SQL_TEXT(log->person, stmt, 0);
    sqlite3_reset(stmt);
    return ERR_NONE;
}

enum err store_log(struct store *store, const struct staff_ask *ask, int64_t now_ms,
                   struct why *why, struct staff_log *ret_log) {
    memset(ret_log, 0, sizeof *ret_log);
    enum err e = store_staff_occurrence(store, &ask->scope, now_ms, why, &ret_log->scope,
                                        &ret_log->occurrence);
    if (e != ERR_NONE) return e;
    struct range range = range_of(&ret_log->scope);
    e = log_page(store, ask, &range, why, ret_log);
    if (e == ERR_NONE) e = log_counts(store, &range, why, ret_log);
    if (e == ERR_NONE && range.kind == SCOPE_OCCURRENCE) e = log_bars(store, why, ret_log);
    if (e == ERR_NONE && range.kind == SCOPE_MEMBER) e = log_person(store, why, ret_log);
    return e == ERR_NONE ? store_staff_grids(store, why, ret_log->grids, &ret_log->grid_count) : e;
}

enum err store_log_activities(struct store *store, int offset, int64_t now_ms, struct why *why,
                              struct staff_activities *ret_activities) {
    memset(ret_activities, 0, sizeof *ret_activities);
    int64_t until = civil_day_start_ms(now_ms) + DAY_MS;
    sqlite3_stmt *stmt =
        sql_get(store, "SELECT count(*) FROM occurrence WHERE start_ms<? AND cancelled=0", why);
    sql_bind(stmt, "i", until);
    enum err e = count_of(store, stmt, why, &ret_activities->total);
    if (e != ERR_NONE) return e;
    stmt = sql_get(store,
                   "SELECT id, start_ms, title, (SELECT count(*) FROM check_in c WHERE"
                   " c.occurrence_id=o.id) FROM occurrence o WHERE start_ms<? AND cancelled=0"
                   " ORDER BY start_ms DESC, id LIMIT ? OFFSET ?",
                   why);
    sql_bind(stmt, "iii", until, (int64_t)STAFF_ROWS, (int64_t)offset);
    bool row = true;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row) {
        int i = ret_activities->count++;
        ret_activities->row[i].id = sqlite3_column_int64(stmt, 0);
        ret_activities->row[i].start_ms = sqlite3_column_int64(stmt, 1);
        SQL_TEXT(ret_activities->row[i].title, stmt, 2);
        ret_activities->row[i].arrived = sqlite3_column_int(stmt, 3);
    }
    return e;
}

enum err store_clock_synced(struct store *store, const struct moment *now, struct why *why) {
    char boot[BOOT_ID_SIZE];
    clock_boot_id(boot);
    sqlite3_stmt *stmt = sql_get(store,
                                 "INSERT INTO boot_clock (boot, origin_ms) VALUES (?,?)"
                                 " ON CONFLICT (boot) DO NOTHING",
                                 why);
    sql_bind(stmt, "ti", boot, now->utc_ms - now->mono_ms);
    return sql_run(store, stmt, why);
}

enum err store_doubt_check_in(struct store *store, int64_t occurrence_id, int64_t member_id,
                              const struct moment *at, struct why *why) {
    char boot[BOOT_ID_SIZE];
    if (at->synced) return ERR_NONE;
    clock_boot_id(boot);
    sqlite3_stmt *stmt = sql_get(
        store,
        "INSERT INTO check_in_note (occurrence_id, member_id, boot, mono_ms) VALUES (?,?,?,?)"
        " ON CONFLICT (occurrence_id, member_id) DO UPDATE SET boot=excluded.boot,"
        " mono_ms=excluded.mono_ms",
        why);
    sql_bind(stmt, "iiti", occurrence_id, member_id, boot, at->mono_ms);
    return sql_run(store, stmt, why);
}
