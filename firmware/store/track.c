/* track: a request is followed by the holder of its ticket.
 * 1. A number with five wrong tries is locked for ten minutes, whether it exists or not, also after
 *    a restart.
 * 2. Nothing reveals whether the number or the digits were wrong. */
#include "model/person_name.h"
#include "store/sql.h"

#include <string.h>

#define TRIES_MAX 5
#define LOCK_MS 600000
#define NUMBERS_KEPT 1000 /* wrong tries: the table stays small whatever is typed */

static enum err read_try(struct store *store, const char *number, struct why *why, int *ret_wrong,
                         int64_t *ret_until_ms) {
    sqlite3_stmt *stmt =
        sql_get(store, "SELECT wrong, until_ms FROM request_try WHERE number=?", why);
    sql_bind(stmt, "t", number);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    *ret_wrong = row ? sqlite3_column_int(stmt, 0) : 0;
    *ret_until_ms = row ? sqlite3_column_int64(stmt, 1) : 0;
    sqlite3_reset(stmt);
    return ERR_NONE;
}

static enum err write_try(struct store *store, const char *number, int wrong, int64_t until_ms,
                          int64_t now_ms, struct why *why) {
    sqlite3_stmt *stmt = sql_get(store,
                                 "DELETE FROM request_try WHERE until_ms<?1 AND number<>?2 AND"
                                 " (SELECT count(*) FROM request_try)>?3",
                                 why);
    sql_bind(stmt, "iti", now_ms, number, (int64_t)NUMBERS_KEPT);
    enum err e = sql_run(store, stmt, why);
    if (e != ERR_NONE) return e;
    stmt = sql_get(
        store,
        "INSERT INTO request_try (number, wrong, until_ms) VALUES (?,?,?) ON CONFLICT (number)"
        " DO UPDATE SET wrong=excluded.wrong, until_ms=excluded.until_ms",
        why);
    sql_bind(stmt, "tii", number, (int64_t)wrong, until_ms);
    return sql_run(store, stmt, why);
}

static enum err forget_try(struct store *store, const char *number, struct why *why) {
    sqlite3_stmt *stmt = sql_get(store, "DELETE FROM request_try WHERE number=?", why);
    sql_bind(stmt, "t", number);
    return sql_run(store, stmt, why);
}

static enum err count_wrong(struct store *store, const char *number, int wrong, int64_t now_ms,
                            struct why *why, struct answer_track *track) {
    bool lock = ++wrong >= TRIES_MAX;
    track->state = lock ? TRACK_LOCKED : TRACK_WRONG;
    track->try_again_ms = lock ? now_ms + LOCK_MS : 0;
    return write_try(store, number, lock ? 0 : wrong, track->try_again_ms, now_ms, why);
}

/* The request of that number if the code, or the member, is the one it was filed with; 0: none. */
static enum err find_request(struct store *store, const char *number, const struct hash *code,
                             int64_t member_id, struct why *why, int64_t *ret_id) {
    sqlite3_stmt *stmt =
        sql_get(store, "SELECT id, code, coalesce(member_id,0) FROM request WHERE number=?", why);
    sql_bind(stmt, "t", number);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    *ret_id = 0;
    if (!row) return ERR_NONE;
    bool coded = code && sqlite3_column_bytes(stmt, 1) == HASH_BYTES &&
                 crypto_equal(sqlite3_column_blob(stmt, 1), code->bytes, HASH_BYTES);
    bool own = member_id && sqlite3_column_int64(stmt, 2) == member_id;
    if (coded || own) *ret_id = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
    return ERR_NONE;
}

static enum err read_steps(struct store *store, int64_t id, struct why *why,
                           struct answer_track *track) {
    sqlite3_stmt *stmt =
        sql_get(store, "SELECT stage, at_ms, note FROM request_step WHERE request_id=?", why);
    sql_bind(stmt, "i", id);
    bool row = true;
    enum err e;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row) {
        int stage = sqlite3_column_int(stmt, 0);
        track->steps[stage].at_ms = sqlite3_column_int64(stmt, 1);
        SQL_TEXT(track->steps[stage].note, stmt, 2);
    }
    return e;
}

enum err store_track_page(struct store *store, int64_t id, bool full_name, struct why *why,
                          struct answer_track *ret_track) {
    memset(ret_track, 0, sizeof *ret_track);
    sqlite3_stmt *stmt = sql_get(
        store,
        "SELECT r.number, coalesce(m.name,''), coalesce(c.title, t.name, r.category_key), r.stage,"
        " r.answer, r.rating FROM request r LEFT JOIN member m ON m.id=r.member_id"
        " LEFT JOIN category c ON c.key=r.category_key"
        " LEFT JOIN team t ON 'team:'||t.key=r.category_key WHERE r.id=?",
        why);
    sql_bind(stmt, "i", id);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    if (!row) return why_set(why, ERR_NOT_FOUND, "no such request");
    char name[NAME_SIZE];
    SQL_TEXT(ret_track->number, stmt, 0);
    SQL_TEXT(name, stmt, 1);
    SQL_TEXT(ret_track->category, stmt, 2);
    ret_track->stage = sqlite3_column_int(stmt, 3);
    SQL_TEXT(ret_track->answer, stmt, 4);
    ret_track->rating = (enum rating)sqlite3_column_int(stmt, 5);
    sqlite3_reset(stmt);
    if (full_name)
        TEXT_COPY(ret_track->name, name);
    else
        name_mask(name, ret_track->name);
    return read_steps(store, id, why, ret_track);
}

static enum err mark_answer_seen(struct store *store, int64_t id, struct why *why) {
    sqlite3_stmt *stmt = sql_get(
        store, "UPDATE request SET answer_seen=1 WHERE id=? AND stage>=3 AND answer_seen=0", why);
    sql_bind(stmt, "i", id);
    return sql_run(store, stmt, why);
}

enum err store_track(struct store *store, const char *number, const struct hash *code,
                     int64_t member_id, int64_t now_ms, struct why *why, int64_t *ret_id,
                     struct answer_track *ret_track) {
    int wrong = 0;
    int64_t until_ms = 0, id = 0;
    memset(ret_track, 0, sizeof *ret_track);
    enum err e = read_try(store, number, why, &wrong, &until_ms);
    if (e != ERR_NONE) return e;
    *ret_id = 0;
    if (code && until_ms > now_ms) {
        ret_track->state = TRACK_LOCKED;
        ret_track->try_again_ms = until_ms;
        return ERR_NONE;
    }
    e = find_request(store, number, code, member_id, why, &id);
    if (e != ERR_NONE) return e;
    if (!id && code) return count_wrong(store, number, wrong, now_ms, why, ret_track);
    if (!id) {
        ret_track->state = TRACK_WRONG;
        return ERR_NONE;
    }
    e = forget_try(store, number, why);
    if (e == ERR_NONE) e = mark_answer_seen(store, id, why);
    if (e == ERR_NONE) e = store_track_page(store, id, member_id != 0, why, ret_track);
    if (e == ERR_NONE) *ret_id = id;
    return e;
}

enum err store_rate(struct store *store, int64_t id, enum rating rating, const void *word,
                    size_t word_bytes, struct why *why) {
    sqlite3_stmt *stmt =
        sql_get(store,
                "UPDATE request SET rating=?2, rating_sealed=coalesce(?3,rating_sealed) WHERE "
                "id=?1 AND stage>=3",
                why);
    sql_bind(stmt, "ii", id, (int64_t)rating);
    if (word_bytes) sqlite3_bind_blob(stmt, 3, word, (int)word_bytes, SQLITE_TRANSIENT);
    enum err e = sql_run(store, stmt, why);
    if (e == ERR_NONE && sqlite3_changes(store->db) == 0)
        return why_set(why, ERR_NOT_FOUND, "there is no answer to rate yet");
    return e;
}
