/* apply_station: changes that come only from a station: its staff, its manual check-ins, what it
 * has removed, and requests that were filed at another kiosk. */
#include "store/apply.h"

#include <stdlib.h>
#include <string.h>

/* A card belongs to one person: it is taken from the earlier holder. */
static enum err take_card(struct store *store, const char *key, const struct hash *card,
                          struct why *why) {
    sqlite3_stmt *stmt = sql_get(store, "UPDATE staff SET card=NULL WHERE card=? AND key<>?", why);
    sql_bind(stmt, "bt", card, key);
    return apply_run(store, stmt, why);
}

enum err apply_staff(struct store *store, const struct change_staff *s, struct why *why) {
    const struct hash *card = s->has_card ? &s->card : NULL;
    enum err e = card ? take_card(store, s->key, card, why) : ERR_NONE;
    if (e != ERR_NONE) return e;
    /* A new PIN ends the lock; the same PIN does not. */
    sqlite3_stmt *stmt = sql_get(
        store,
        "INSERT INTO staff (key, name, card, pin) VALUES (?1,?2,?3,?4) ON CONFLICT (key) DO UPDATE"
        " SET name=?2, card=?3, wrong=CASE WHEN ?4 IN ('', pin) THEN wrong ELSE 0 END,"
        " lock_left_ms=CASE WHEN ?4 IN ('', pin) THEN lock_left_ms ELSE 0 END,"
        " pin=CASE WHEN ?4='' THEN pin ELSE ?4 END"
        " WHERE (name, card) IS NOT (?2, ?3) OR ?4 NOT IN ('', pin)",
        why);
    sql_bind(stmt, "ttbt", s->key, s->name, card, s->pin);
    return apply_run(store, stmt, why);
}

static enum err find_occurrence(struct store *store, const char *uid, int64_t recurrence_ms,
                                struct why *why, int64_t *ret_id) {
    sqlite3_stmt *stmt =
        sql_get(store,
                "SELECT o.id FROM occurrence o JOIN activity a ON a.id=o.activity_id"
                " WHERE a.uid=? AND o.recurrence_ms=?",
                why);
    sql_bind(stmt, "ti", uid, recurrence_ms);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    *ret_id = row ? sqlite3_column_int64(stmt, 0) : 0;
    if (row) sqlite3_reset(stmt);
    return ERR_NONE;
}

static enum err note_by(struct store *store, const struct change_attendance *a, int64_t occurrence,
                        int64_t member, struct why *why) {
    int64_t staff = 0;
    enum err e = apply_find(store, "SELECT id FROM staff WHERE key=?", a->staff, why, &staff);
    if (e != ERR_NONE) return e;
    sqlite3_stmt *stmt =
        sql_get(store,
                "INSERT INTO check_in_note (occurrence_id, member_id, staff_id, reason)"
                " VALUES (?,?,?,?) ON CONFLICT (occurrence_id, member_id) DO UPDATE SET"
                " staff_id=excluded.staff_id, reason=excluded.reason"
                " WHERE (staff_id, reason) IS NOT (excluded.staff_id, excluded.reason)",
                why);
    sql_bind(stmt, "iikt", occurrence, member, staff, a->reason);
    return apply_run(store, stmt, why);
}

enum err apply_attendance(struct store *store, const struct change_attendance *a, struct why *why) {
    int64_t occurrence = 0, member = 0;
    enum err e = find_occurrence(store, a->uid, a->recurrence_ms, why, &occurrence);
    if (e == ERR_NONE)
        e = apply_find(store, "SELECT id FROM member WHERE member_no=?", a->member_no, why,
                       &member);
    if (e != ERR_NONE) return e;
    if (!occurrence || !member)
        return why_set(why, ERR_NOT_FOUND, "attendance of a member or activity not known here");
    sqlite3_stmt *stmt;
    if (a->undone) {
        stmt = sql_get(store, "DELETE FROM check_in WHERE occurrence_id=? AND member_id=?", why);
        sql_bind(stmt, "ii", occurrence, member);
        return apply_run(store, stmt, why);
    }
    stmt = sql_get(store,
                   "INSERT INTO check_in (occurrence_id, member_id, at_ms, late, last_tap_ms)"
                   " VALUES (?1,?2,?3,?4,?3) ON CONFLICT (occurrence_id, member_id) DO UPDATE SET"
                   " at_ms=excluded.at_ms, late=excluded.late"
                   " WHERE (at_ms, late) IS NOT (excluded.at_ms, excluded.late)",
                   why);
    sql_bind(stmt, "iiii", occurrence, member, a->at_ms, (int64_t)a->late);
    e = apply_run(store, stmt, why);
    return e == ERR_NONE ? note_by(store, a, occurrence, member, why) : e;
}

static enum err run_key(struct store *store, const char *literal, const char *key,
                        struct why *why) {
    sqlite3_stmt *stmt = sql_get(store, literal, why);
    sql_bind(stmt, "t", key);
    return apply_run(store, stmt, why);
}

/* Cancelled instead if a member is signed up, was there, or was refused. */
static enum err remove_occurrence(struct store *store, const char *key, struct why *why) {
    char uid[192];
    int64_t id = 0;
    const char *space = strrchr(key, ' ');
    if (!space || (size_t)(space - key) >= sizeof uid)
        return why_set(why, ERR_BAD_INPUT, "not the key of an occurrence");
    memcpy(uid, key, (size_t)(space - key));
    uid[space - key] = 0;
    enum err e = find_occurrence(store, uid, strtoll(space + 1, NULL, 10), why, &id);
    if (e != ERR_NONE || !id) return e;
    sqlite3_stmt *stmt = sql_get(store,
                                 "DELETE FROM occurrence WHERE id=?1"
                                 " AND NOT EXISTS (SELECT 1 FROM check_in WHERE occurrence_id=?1)"
                                 " AND NOT EXISTS (SELECT 1 FROM sign_up WHERE occurrence_id=?1)"
                                 " AND NOT EXISTS (SELECT 1 FROM record WHERE occurrence_id=?1)",
                                 why);
    sql_bind(stmt, "i", id);
    e = apply_run(store, stmt, why);
    if (e != ERR_NONE) return e;
    stmt = sql_get(store, "UPDATE occurrence SET cancelled=1 WHERE id=? AND cancelled=0", why);
    sql_bind(stmt, "i", id);
    return apply_run(store, stmt, why);
}

static enum err remove_grid(struct store *store, const char *key, struct why *why) {
    enum err e = run_key(store,
                         "UPDATE member SET grid_id=NULL WHERE grid_id IN"
                         " (SELECT id FROM grid WHERE key=?)",
                         key, why);
    return e == ERR_NONE ? run_key(store, "DELETE FROM grid WHERE key=?", key, why) : e;
}

static enum err remove_team(struct store *store, const char *key, struct why *why) {
    enum err e = run_key(store,
                         "UPDATE member SET team_id=NULL WHERE team_id IN"
                         " (SELECT id FROM team WHERE key=?)",
                         key, why);
    return e == ERR_NONE ? run_key(store, "DELETE FROM team WHERE key=?", key, why) : e;
}

enum err apply_remove(struct store *store, const struct change_remove *r, struct why *why) {
    switch (r->of) {
    case CHANGE_STORY:
        return run_key(store, "DELETE FROM story WHERE key=?", r->key, why);
    case CHANGE_GUIDE:
        return run_key(store, "DELETE FROM guide WHERE key=?", r->key, why);
    case CHANGE_NOTICE:
        return run_key(store, "DELETE FROM notice WHERE key=?", r->key, why);
    case CHANGE_CATEGORY:
        return run_key(store, "DELETE FROM category WHERE key=?", r->key, why);
    case CHANGE_SETTING:
        return run_key(store, "DELETE FROM setting WHERE key=?", r->key, why);
    case CHANGE_STAFF: /* their records keep naming them */
        return run_key(store,
                       "UPDATE staff SET card=NULL, pin='' WHERE key=?"
                       " AND (card IS NOT NULL OR pin<>'')",
                       r->key, why);
    case CHANGE_GRID:
        return remove_grid(store, r->key, why);
    case CHANGE_TEAM:
        return remove_team(store, r->key, why);
    case CHANGE_OCCURRENCE:
        return remove_occurrence(store, r->key, why);
    case CHANGE_MEMBER:
    case CHANGE_CARD:
    case CHANGE_REQUEST_STEP:
    case CHANGE_ATTENDANCE:
    case CHANGE_REMOVE:
    case CHANGE_KEEP:
    case CHANGE_DROP_OTHERS:
    case CHANGE_KINDS:
        break;
    }
    return why_set(why, ERR_UNSUPPORTED, "rows of this kind are never removed");
}

enum err apply_foreign_request(struct store *store, const struct change_request_step *s,
                               struct why *why) {
    int64_t member = 0;
    enum err e = s->member_no[0] ? apply_find(store, "SELECT id FROM member WHERE member_no=?",
                                              s->member_no, why, &member)
                                 : ERR_NONE;
    if (e != ERR_NONE) return e;
    /* sealed is empty and not missing: only the station has the words. */
    sqlite3_stmt *stmt = sql_get(
        store,
        "INSERT INTO request (number, member_id, category_key, text, phone, at_ms, sealed, code)"
        " VALUES (?1,?2,?3,'','',?4,x'',?5)",
        why);
    sql_bind(stmt, "tktib", s->number, member, s->category, s->filed_ms,
             s->has_code ? &s->code : NULL);
    e = apply_run(store, stmt, why);
    if (e != ERR_NONE) return e;
    stmt = sql_get(store,
                   "INSERT INTO request_step (request_id, stage, at_ms)"
                   " SELECT id, 0, at_ms FROM request WHERE number=?",
                   why);
    sql_bind(stmt, "t", s->number);
    return apply_run(store, stmt, why);
}
