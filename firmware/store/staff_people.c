/* staff_people: who is not here yet, who was absent three times in a row, and the search. */
#include "store/staff_private.h"

#include <string.h>

/* The members expected at ?1: those signed up if sign-up is required or places are limited,
 * otherwise all. */
#define EXPECTED                                                                                   \
    " m.has_left=0 AND (?2=0 OR m.grid_id=?2) AND (EXISTS (SELECT 1 FROM occurrence o WHERE"       \
    " o.id=?1 AND o.needs_sign_up=0 AND o.capacity=0) OR EXISTS (SELECT 1 FROM sign_up s WHERE"    \
    " s.occurrence_id=?1 AND s.member_id=m.id))"
#define NOT_HERE                                                                                   \
    " FROM member m LEFT JOIN grid g ON g.id=m.grid_id WHERE" EXPECTED                             \
    " AND NOT EXISTS (SELECT 1 FROM check_in c WHERE c.occurrence_id=?1 AND c.member_id=m.id)"
/* The last three dates of the same activity that are over by ?3. */
#define LAST_THREE                                                                                 \
    "(SELECT p.id FROM occurrence p WHERE p.activity_id=(SELECT activity_id FROM occurrence WHERE" \
    " id=?1) AND p.end_ms<=?3 AND p.cancelled=0 ORDER BY p.start_ms DESC LIMIT 3)"
#define AWAY                                                                                       \
    " FROM member m LEFT JOIN grid g ON g.id=m.grid_id WHERE" EXPECTED                             \
    " AND (SELECT count(*) FROM " LAST_THREE ")=3 AND NOT EXISTS (SELECT 1 FROM check_in c WHERE"  \
    " c.member_id=m.id AND c.occurrence_id IN " LAST_THREE ")"
/* The ids of one page first, each with the total; details are read only for those.
 */
#define PAGE(who)                                                                                  \
    "SELECT m.id, m.member_no, m.name, coalesce(g.name,''), EXISTS (SELECT 1 FROM check_in i"      \
    " WHERE i.occurrence_id=?1 AND i.member_id=m.id), (SELECT count(*) FROM card k WHERE"          \
    " k.member_id=m.id AND k.state=0), x.total FROM (SELECT m.id, g.key AS grid_key, m.name_key,"  \
    " count(*) OVER () AS total" who " AND ?3<>0 ORDER BY g.key, m.name_key, m.id LIMIT ?4 OFFSET" \
    " ?5) x JOIN member m ON m.id=x.id LEFT JOIN grid g ON g.id=m.grid_id"                         \
    " ORDER BY x.grid_key, x.name_key, x.id"

static enum err read_people(struct store *store, sqlite3_stmt *stmt, struct why *why,
                            struct staff_people *people) {
    bool row = true;
    enum err e;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row) {
        int i = people->count++;
        people->row[i].id = sqlite3_column_int64(stmt, 0);
        SQL_TEXT(people->row[i].member_no, stmt, 1);
        SQL_TEXT(people->row[i].name, stmt, 2);
        SQL_TEXT(people->row[i].grid, stmt, 3);
        people->row[i].is_in = sqlite3_column_int(stmt, 4);
        people->row[i].cards = sqlite3_column_int(stmt, 5);
        people->total = sqlite3_column_int(stmt, 6);
    }
    return e;
}

enum err store_staff_absent(struct store *store, const struct staff_ask *ask, int64_t now_ms,
                            struct why *why, struct staff_people *ret_people) {
    struct staff_scope scope, asked = {.occurrence_id = ask->scope.occurrence_id};
    memset(ret_people, 0, sizeof *ret_people);
    enum err e =
        store_staff_occurrence(store, &asked, now_ms, why, &scope, &ret_people->occurrence);
    if (e != ERR_NONE) return e;
    sqlite3_stmt *stmt =
        ask->running ? sql_get(store, PAGE(AWAY), why) : sql_get(store, PAGE(NOT_HERE), why);
    sql_bind(stmt, "iiiii", scope.occurrence_id, ask->scope.grid_id, now_ms, (int64_t)STAFF_PEOPLE,
             (int64_t)ask->offset);
    e = read_people(store, stmt, why, ret_people);
    return e == ERR_NONE ? store_staff_grids(store, why, ret_people->grids, &ret_people->grid_count)
                         : e;
}

/* Nothing typed yet: all members, in the order of an index. */
#define FOUND                                                                                      \
    "SELECT m.id, m.member_no, m.name, coalesce(g.name,''), EXISTS (SELECT 1 FROM check_in i"      \
    " WHERE i.occurrence_id=?5 AND i.member_id=m.id), (SELECT count(*) FROM card k WHERE"          \
    " k.member_id=m.id AND k.state=0)"
#define EVERYONE                                                                                   \
    FOUND ", (SELECT count(*) FROM member WHERE has_left=0) FROM (SELECT id, name_key FROM member" \
          " WHERE has_left=0 AND ?1=?2 ORDER BY name_key, id LIMIT ?3 OFFSET ?4) x"                \
          " JOIN member m ON m.id=x.id LEFT JOIN grid g ON g.id=m.grid_id"                         \
          " ORDER BY x.name_key, x.id"
#define MATCHING                                                                                   \
    FOUND ", x.total FROM (SELECT m.id, m.name_key, m.member_no, count(*) OVER () AS total "       \
          "FROM" MEMBER_MATCHES " JOIN member m USING (id) WHERE m.has_left=0"                     \
          " ORDER BY m.name_key, m.member_no LIMIT ?3 OFFSET ?4) x JOIN member m ON m.id=x.id"     \
          " LEFT JOIN grid g ON g.id=m.grid_id ORDER BY x.name_key, x.member_no"

enum err store_staff_people(struct store *store, const struct staff_ask *ask, int64_t now_ms,
                            struct why *why, struct staff_people *ret_people) {
    struct staff_scope scope, asked = {.occurrence_id = ask->scope.occurrence_id};
    char end[STAFF_SEARCH_SIZE + 4] = "";
    memset(ret_people, 0, sizeof *ret_people);
    enum err e =
        store_staff_occurrence(store, &asked, now_ms, why, &scope, &ret_people->occurrence);
    if (e != ERR_NONE) return e;
    if (ask->search[0]) sql_after_prefix(ask->search, end, sizeof end);
    sqlite3_stmt *stmt =
        ask->search[0] ? sql_get(store, MATCHING, why) : sql_get(store, EVERYONE, why);
    sql_bind(stmt, "ttiii", ask->search, end, (int64_t)STAFF_PEOPLE, (int64_t)ask->offset,
             scope.occurrence_id);
    return read_people(store, stmt, why, ret_people);
}
