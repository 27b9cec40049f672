/* member: a person's own page, the search, the map. */
#include "model/person_name.h"
#include "store/sql.h"

#include <stdio.h>
#include <string.h>

static enum err mine_head(struct store *store, int64_t member_id, int64_t now_ms, struct why *why,
                          struct answer_mine *mine) {
    int64_t month = civil_month_start_ms(now_ms), year = civil_year_start_ms(now_ms);
    sqlite3_stmt *stmt =
        sql_get(store,
                "SELECT name, (SELECT count(*) FROM check_in WHERE member_id=?1 AND at_ms>=?2),"
                " (SELECT count(*) FROM check_in WHERE member_id=?1 AND at_ms>=?3),"
                " (SELECT coalesce(sum(minutes),0) FROM check_in WHERE member_id=?1 AND at_ms>=?3)"
                " FROM member WHERE id=?1",
                why);
    sql_bind(stmt, "iii", member_id, month, year);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    if (!row) return why_set(why, ERR_NOT_FOUND, "no such member");
    SQL_TEXT(mine->name, stmt, 0);
    mine->times_this_month = sqlite3_column_int(stmt, 1);
    mine->times_this_year = sqlite3_column_int(stmt, 2);
    mine->volunteer_minutes = sqlite3_column_int(stmt, 3);
    sqlite3_reset(stmt);
    return ERR_NONE;
}

static enum err mine_checkins(struct store *store, int64_t member_id, struct why *why,
                              struct answer_mine *mine) {
    sqlite3_stmt *stmt = sql_get(store,
                                 "SELECT o.title, c.at_ms, c.late, c.minutes FROM check_in c"
                                 " JOIN occurrence o ON o.id=c.occurrence_id WHERE c.member_id=?"
                                 " ORDER BY c.at_ms DESC LIMIT ?",
                                 why);
    sql_bind(stmt, "ii", member_id, (int64_t)MINE_CHECKINS);
    bool row = true;
    enum err e;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row) {
        int i = mine->count++;
        SQL_TEXT(mine->checkins[i].title, stmt, 0);
        mine->checkins[i].at_ms = sqlite3_column_int64(stmt, 1);
        mine->checkins[i].late = sqlite3_column_int(stmt, 2);
        mine->checkins[i].minutes = sqlite3_column_int(stmt, 3);
    }
    return e;
}

static enum err mine_sign_ups(struct store *store, int64_t member_id, int64_t now_ms,
                              struct why *why, struct answer_mine *mine) {
    sqlite3_stmt *stmt =
        sql_get(store,
                "SELECT o.id, o.title, o.start_ms, CASE WHEN o.capacity=0 THEN 0 ELSE"
                " max(0, (SELECT count(*) FROM sign_up b WHERE b.occurrence_id=o.id AND"
                " (b.at_ms, b.member_id)<=(s.at_ms, s.member_id))-o.capacity) END"
                " FROM sign_up s JOIN occurrence o ON o.id=s.occurrence_id WHERE s.member_id=? AND "
                "o.end_ms>? ORDER BY o.start_ms LIMIT ?",
                why);
    sql_bind(stmt, "iii", member_id, now_ms, (int64_t)ARRAY_LENGTH(mine->sign_ups));
    bool row = true;
    enum err e;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row) {
        int i = mine->sign_up_count++;
        mine->sign_ups[i].occurrence_id = sqlite3_column_int64(stmt, 0);
        SQL_TEXT(mine->sign_ups[i].title, stmt, 1);
        mine->sign_ups[i].start_ms = sqlite3_column_int64(stmt, 2);
        mine->sign_ups[i].waiting = sqlite3_column_int(stmt, 3);
    }
    return e;
}

static enum err mine_requests(struct store *store, int64_t member_id, struct why *why,
                              struct answer_mine *mine) {
    sqlite3_stmt *stmt =
        sql_get(store,
                "SELECT r.number, coalesce(c.title, t.name, r.category_key), r.stage, r.at_ms,"
                " r.stage>=3 AND r.answer_seen=0 FROM request r"
                " LEFT JOIN category c ON c.key=r.category_key"
                " LEFT JOIN team t ON 'team:'||t.key=r.category_key WHERE r.member_id=?"
                " ORDER BY r.id DESC LIMIT ?",
                why);
    sql_bind(stmt, "ii", member_id, (int64_t)ARRAY_LENGTH(mine->requests));
    bool row = true;
    enum err e;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row) {
        int i = mine->request_count++;
        SQL_TEXT(mine->requests[i].number, stmt, 0);
        SQL_TEXT(mine->requests[i].category, stmt, 1);
        mine->requests[i].stage = sqlite3_column_int(stmt, 2);
        mine->requests[i].at_ms = sqlite3_column_int64(stmt, 3);
        mine->requests[i].unseen = sqlite3_column_int(stmt, 4);
    }
    return e;
}

/* Added to the schedule since the last visit, and still to come. The first import of all is no
 * news. */
static enum err mine_added(struct store *store, int64_t member_id, int64_t now_ms, struct why *why,
                           struct answer_mine *mine) {
    sqlite3_stmt *stmt = sql_get(store, "SELECT visit_before_ms FROM member WHERE id=?", why);
    sql_bind(stmt, "i", member_id);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE || !row) return e;
    mine->visit_before_ms = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
    if (!mine->visit_before_ms) return ERR_NONE;
    stmt = sql_get(store,
                   "SELECT id, title, start_ms FROM occurrence WHERE added_ms>? AND start_ms>?"
                   " AND cancelled=0 ORDER BY start_ms LIMIT ?",
                   why);
    sql_bind(stmt, "iii", mine->visit_before_ms, now_ms, (int64_t)ADDED_MAX);
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row) {
        int i = mine->added_count++;
        mine->added[i].occurrence_id = sqlite3_column_int64(stmt, 0);
        SQL_TEXT(mine->added[i].title, stmt, 1);
        mine->added[i].start_ms = sqlite3_column_int64(stmt, 2);
    }
    return e;
}

enum err store_mine(struct store *store, int64_t member_id, int64_t now_ms, struct why *why,
                    struct answer_mine *ret_mine) {
    memset(ret_mine, 0, sizeof *ret_mine);
    enum err e = mine_head(store, member_id, now_ms, why, ret_mine);
    if (e == ERR_NONE) e = mine_checkins(store, member_id, why, ret_mine);
    if (e == ERR_NONE) e = mine_sign_ups(store, member_id, now_ms, why, ret_mine);
    if (e == ERR_NONE) e = mine_requests(store, member_id, why, ret_mine);
    if (e == ERR_NONE) e = mine_added(store, member_id, now_ms, why, ret_mine);
    if (e == ERR_NONE) e = store_appearance(store, member_id, why, &ret_mine->appearance);
    return e;
}

static enum err count_matches(struct store *store, sqlite3_stmt *stmt, struct why *why,
                              int32_t *ret_total) {
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    *ret_total = sqlite3_column_int(stmt, 0);
    sqlite3_reset(stmt);
    return ERR_NONE;
}

enum err store_find_members(struct store *store, const char *search, int offset, int limit,
                            struct why *why, struct answer_members *ret_members) {
    char end[64];
    sql_after_prefix(search, end, sizeof end);
    memset(ret_members, 0, sizeof *ret_members);
    sqlite3_stmt *stmt = sql_get(store, "SELECT count(*) FROM" MEMBER_MATCHES, why);
    sql_bind(stmt, "tt", search, end);
    enum err e = count_matches(store, stmt, why, &ret_members->total);
    if (e != ERR_NONE) return e;
    if (limit > MEMBERS_PER_ANSWER) limit = MEMBERS_PER_ANSWER;
    stmt = sql_get(
        store,
        "SELECT m.id, m.member_no, m.name, coalesce(g.name, '') FROM" MEMBER_MATCHES
        " JOIN member m USING (id)"
        " LEFT JOIN grid g ON g.id=m.grid_id ORDER BY m.name_key, m.member_no LIMIT ?3 OFFSET ?4",
        why);
    sql_bind(stmt, "ttii", search, end, (int64_t)limit, (int64_t)offset);
    bool row = true;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row) {
        int i = ret_members->count++;
        char name[NAME_SIZE];
        ret_members->members[i].id = sqlite3_column_int64(stmt, 0);
        SQL_TEXT(ret_members->members[i].member_no, stmt, 1);
        SQL_TEXT(name, stmt, 2);
        name_mask(name, ret_members->members[i].name);
        SQL_TEXT(ret_members->members[i].grid, stmt, 3);
    }
    return e;
}

enum err store_map(struct store *store, struct why *why, struct answer_map *ret_map) {
    memset(ret_map, 0, sizeof *ret_map);
    sqlite3_stmt *stmt = sql_get(
        store, "SELECT province, count(*) FROM member WHERE has_left=0 GROUP BY province", why);
    bool row = true;
    enum err e;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row) {
        int province = sqlite3_column_int(stmt, 0), members = sqlite3_column_int(stmt, 1);
        if (province >= 0 && province < PROVINCES) ret_map->served[province] = members;
        ret_map->members += members;
    }
    if (e != ERR_NONE) return e;
    stmt = sql_get(
        store,
        "SELECT g.name, coalesce(l.name, ''), (SELECT count(*) FROM member m WHERE m.grid_id=g.id "
        "AND m.has_left=0)"
        " FROM grid g LEFT JOIN member l ON l.member_no=g.liaison_no ORDER BY g.key LIMIT ?",
        why);
    sql_bind(stmt, "i", (int64_t)GRIDS_MAX);
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row) {
        int i = ret_map->grid_count++;
        char liaison[NAME_SIZE];
        SQL_TEXT(ret_map->grids[i].name, stmt, 0);
        SQL_TEXT(liaison, stmt, 1);
        name_mask(liaison, ret_map->grids[i].liaison);
        ret_map->grids[i].members = sqlite3_column_int(stmt, 2);
    }
    return e;
}
