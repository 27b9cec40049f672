/* team: the volunteers' teams, their hours and their next service. */
#include "store/sql.h"

#include <string.h>

/* ?1: the start of this year */
#define FIGURES                                                                                    \
    " (SELECT count(*) FROM member m WHERE m.team_id=t.id AND m.has_left=0),"                      \
    " (SELECT coalesce(sum(c.minutes),0) FROM check_in c JOIN member m ON m.id=c.member_id"        \
    "  WHERE m.team_id=t.id AND c.at_ms>=?1)"

enum err store_teams(struct store *store, int64_t now_ms, struct why *why,
                     struct answer_teams *ret_teams) {
    memset(ret_teams, 0, sizeof *ret_teams);
    sqlite3_stmt *stmt =
        sql_get(store, "SELECT t.id, t.name," FIGURES " FROM team t ORDER BY t.key LIMIT ?2", why);
    sql_bind(stmt, "ii", civil_year_start_ms(now_ms), (int64_t)TEAMS_MAX);
    bool row = true;
    enum err e;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row) {
        int i = ret_teams->count++;
        ret_teams->teams[i].id = sqlite3_column_int64(stmt, 0);
        SQL_TEXT(ret_teams->teams[i].name, stmt, 1);
        ret_teams->teams[i].members = sqlite3_column_int(stmt, 2);
        ret_teams->teams[i].minutes_this_year = sqlite3_column_int(stmt, 3);
    }
    return e;
}

static enum err next_service(struct store *store, int64_t now_ms, struct why *why,
                             struct answer_team *team) {
    sqlite3_stmt *stmt =
        sql_get(store,
                "SELECT o.id, o.title, o.place, o.start_ms FROM occurrence o JOIN team t ON t.id=?1"
                " WHERE o.team IN (t.key, t.name) AND o.end_ms>?2 AND o.start_ms>?2-86400000*31"
                " AND o.cancelled=0 ORDER BY o.start_ms LIMIT 1",
                why);
    sql_bind(stmt, "ii", team->id, now_ms);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE || !row) return e;
    team->next_occurrence = sqlite3_column_int64(stmt, 0);
    SQL_TEXT(team->next_title, stmt, 1);
    SQL_TEXT(team->next_place, stmt, 2);
    team->next_ms = sqlite3_column_int64(stmt, 3);
    sqlite3_reset(stmt);
    return ERR_NONE;
}

enum err store_team(struct store *store, int64_t id, int64_t now_ms, struct why *why,
                    struct answer_team *ret_team) {
    memset(ret_team, 0, sizeof *ret_team);
    sqlite3_stmt *stmt =
        sql_get(store, "SELECT t.id, t.name, t.about," FIGURES " FROM team t WHERE t.id=?2", why);
    sql_bind(stmt, "ii", civil_year_start_ms(now_ms), id);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE || !row) return e;
    ret_team->found = true;
    ret_team->id = sqlite3_column_int64(stmt, 0);
    SQL_TEXT(ret_team->name, stmt, 1);
    SQL_TEXT(ret_team->about, stmt, 2);
    ret_team->members = sqlite3_column_int(stmt, 3);
    ret_team->minutes_this_year = sqlite3_column_int(stmt, 4);
    sqlite3_reset(stmt);
    return next_service(store, now_ms, why, ret_team);
}

enum err store_team_of(struct store *store, int64_t id, int64_t member_id, struct why *why,
                       char ret_category[static KEY_SIZE + 8], char ret_name[static TITLE_SIZE],
                       bool *ret_in_it) {
    sqlite3_stmt *stmt = sql_get(store,
                                 "SELECT 'team:'||t.key, t.name, EXISTS (SELECT 1 FROM member m"
                                 " WHERE m.id=?2 AND m.team_id=t.id) FROM team t WHERE t.id=?1",
                                 why);
    sql_bind(stmt, "ii", id, member_id);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    if (!row) return why_set(why, ERR_NOT_FOUND, "no such team");
    sql_text(ret_category, KEY_SIZE + 8, stmt, 0);
    sql_text(ret_name, TITLE_SIZE, stmt, 1);
    *ret_in_it = sqlite3_column_int(stmt, 2);
    sqlite3_reset(stmt);
    return ERR_NONE;
}
