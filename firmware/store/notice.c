/* notice: the notice board 公示栏. A notice that is not in force is not shown anywhere. */
#include "store/sql.h"

#include <string.h>

#define IN_FORCE " from_ms<=?1 AND to_ms>?1"

static enum err count_notices(struct store *store, int64_t now_ms, struct why *why,
                              int32_t *ret_count) {
    sqlite3_stmt *stmt = sql_get(store, "SELECT count(*) FROM notice WHERE" IN_FORCE, why);
    sql_bind(stmt, "i", now_ms);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    *ret_count = sqlite3_column_int(stmt, 0);
    sqlite3_reset(stmt);
    return ERR_NONE;
}

enum err store_notices(struct store *store, int64_t now_ms, struct why *why,
                       struct answer_notices *ret_notices) {
    memset(ret_notices, 0, sizeof *ret_notices);
    enum err e = count_notices(store, now_ms, why, &ret_notices->total);
    if (e != ERR_NONE) return e;
    sqlite3_stmt *stmt = sql_get(store,
                                 "SELECT id, title, body, from_ms, to_ms FROM notice WHERE" IN_FORCE
                                 " ORDER BY from_ms DESC, id DESC LIMIT ?2",
                                 why);
    sql_bind(stmt, "ii", now_ms, (int64_t)NOTICES_PER_ANSWER);
    bool row = true;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row) {
        struct notice_item *n = &ret_notices->notices[ret_notices->count++];
        n->id = sqlite3_column_int64(stmt, 0);
        SQL_TEXT(n->title, stmt, 1);
        SQL_TEXT(n->text, stmt, 2);
        n->from_ms = sqlite3_column_int64(stmt, 3);
        n->to_ms = sqlite3_column_int64(stmt, 4);
    }
    return e;
}

enum err store_today_notice(struct store *store, int64_t now_ms, struct why *why,
                            struct answer_today *ret_today) {
    enum err e = count_notices(store, now_ms, why, &ret_today->notices);
    if (e != ERR_NONE || ret_today->notices == 0) return e;
    sqlite3_stmt *stmt = sql_get(
        store, "SELECT title FROM notice WHERE" IN_FORCE " ORDER BY from_ms DESC, id DESC LIMIT 1",
        why);
    sql_bind(stmt, "i", now_ms);
    bool row = false;
    e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE || !row) return e;
    SQL_TEXT(ret_today->notice, stmt, 0);
    sqlite3_reset(stmt);
    return ERR_NONE;
}
