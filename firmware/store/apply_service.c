/* apply_service: notices, and the stages of requests. */
#include "store/apply.h"

enum err apply_notice(struct store *store, const struct change_notice *n, struct why *why) {
    sqlite3_stmt *stmt = sql_get(
        store,
        "INSERT INTO notice (key, title, body, from_ms, to_ms) VALUES (?,?,?,?,?)"
        " ON CONFLICT (key) DO UPDATE SET title=excluded.title, body=excluded.body,"
        " from_ms=excluded.from_ms, to_ms=excluded.to_ms WHERE (title, body, from_ms, to_ms) IS NOT"
        " (excluded.title, excluded.body, excluded.from_ms, excluded.to_ms)",
        why);
    sql_bind(stmt, "tttii", n->key, n->title, n->text, n->from_ms, n->to_ms);
    return apply_run(store, stmt, why);
}

/* Stages arrive in any order; the request keeps the furthest. A changed answer counts as unseen
 * again. */
static enum err move_request(struct store *store, int64_t id, const struct change_request_step *s,
                             struct why *why) {
    sqlite3_stmt *stmt = sql_get(
        store,
        "UPDATE request SET stage=max(stage,?2), answer=CASE WHEN ?3='' THEN answer ELSE ?3 END,"
        " answer_seen=CASE WHEN ?3='' OR ?3=answer THEN answer_seen ELSE 0 END"
        " WHERE id=?1 AND (stage<?2 OR (?3<>'' AND answer<>?3))",
        why);
    sql_bind(stmt, "iit", id, (int64_t)s->stage, s->answer);
    return apply_run(store, stmt, why);
}

enum err apply_request_step(struct store *store, const struct change_request_step *s,
                            struct why *why) {
    int64_t id = 0;
    enum err e = apply_find(store, "SELECT id FROM request WHERE number=?", s->number, why, &id);
    if (e == ERR_NONE && !id && s->filed_ms > 0) {
        e = apply_foreign_request(store, s, why);
        if (e == ERR_NONE)
            e = apply_find(store, "SELECT id FROM request WHERE number=?", s->number, why, &id);
    }
    if (e != ERR_NONE) return e;
    if (!id)
        return why_set(why, ERR_BAD_INPUT, "没有编号为 %s 的申请 (no request has this number)",
                       s->number);
    sqlite3_stmt *stmt =
        sql_get(store,
                "INSERT INTO request_step (request_id, stage, at_ms, note) VALUES (?,?,?,?)"
                " ON CONFLICT (request_id, stage) DO UPDATE SET at_ms=excluded.at_ms,"
                " note=excluded.note WHERE (at_ms, note) IS NOT (excluded.at_ms, excluded.note)",
                why);
    sql_bind(stmt, "iiit", id, (int64_t)s->stage, s->at_ms, s->note);
    e = apply_run(store, stmt, why);
    return e == ERR_NONE ? move_request(store, id, s, why) : e;
}
