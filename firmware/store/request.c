/* request: what a person asks of the station, from the ticket on. */
#include "store/sql.h"

#include <stdio.h>
#include <string.h>

/* "107-0312": three digits of the kiosk, then its own count. */
static enum err next_number(struct store *store, int kiosk_number, struct why *why,
                            char ret_number[static TICKET_SIZE]) {
    sqlite3_stmt *stmt = sql_get(store, "SELECT coalesce(max(id), 0) + 1 FROM request", why);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    struct hash id = crypto_keyed_hash(NULL, store->kiosk_id, strlen(store->kiosk_id), NULL, 0);
    int made = 101 + (id.bytes[0] << 8 | id.bytes[1]) % 899; /* 100: the station's counter */
    snprintf(ret_number, TICKET_SIZE, "%03d-%04lld", kiosk_number ? kiosk_number : made,
             (long long)sqlite3_column_int64(stmt, 0));
    sqlite3_reset(stmt);
    return ERR_NONE;
}

static enum err category_title(struct store *store, const char *key, struct why *why,
                               char ret_title[static TITLE_SIZE]) {
    sqlite3_stmt *stmt = sql_get(store, "SELECT title FROM category WHERE key=?", why);
    sql_bind(stmt, "t", key);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    if (!row) return why_set(why, ERR_NOT_FOUND, "no such category of request");
    sql_text(ret_title, TITLE_SIZE, stmt, 0);
    sqlite3_reset(stmt);
    return ERR_NONE;
}

static enum err add_first_step(struct store *store, int64_t id, int64_t at_ms, struct why *why) {
    sqlite3_stmt *stmt =
        sql_get(store, "INSERT INTO request_step (request_id, stage, at_ms) VALUES (?,0,?)", why);
    sql_bind(stmt, "ii", id, at_ms);
    return sql_run(store, stmt, why);
}

enum err store_file_request(struct store *store, const struct filed *filed, int kiosk_number,
                            struct why *why, int64_t *ret_id, struct answer_ticket *ret_ticket) {
    struct answer_ticket ticket = {.at_ms = filed->at_ms};
    enum err e = ERR_NONE;
    if (filed->title)
        TEXT_COPY(ticket.category, filed->title);
    else
        e = category_title(store, filed->category, why, ticket.category);
    if (e == ERR_NONE) e = next_number(store, kiosk_number, why, ticket.number);
    if (e != ERR_NONE) return e;
    sqlite3_stmt *stmt =
        sql_get(store,
                "INSERT INTO request (number, member_id, category_key, text, phone, at_ms, "
                "sealed, voice_note) VALUES (?,?,?,'','',?,?,?)",
                why);
    sql_bind(stmt, "tkti", ticket.number, filed->member_id, filed->category, filed->at_ms);
    sqlite3_bind_blob(stmt, 5, filed->sealed, (int)filed->sealed_bytes, SQLITE_TRANSIENT);
    if (filed->voice_note)
        sqlite3_bind_blob(stmt, 6, filed->voice_note->bytes, HASH_BYTES, SQLITE_TRANSIENT);
    e = sql_run(store, stmt, why);
    int64_t id = sqlite3_last_insert_rowid(store->db);
    if (e == ERR_NONE) e = add_first_step(store, id, filed->at_ms, why);
    if (e != ERR_NONE) return e;
    *ret_id = id;
    *ret_ticket = ticket;
    return ERR_NONE;
}

enum err store_set_code(struct store *store, int64_t id, const struct hash *code, struct why *why) {
    sqlite3_stmt *stmt = sql_get(store, "UPDATE request SET code=?2 WHERE id=?1", why);
    sql_bind(stmt, "ib", id, code);
    return sql_run(store, stmt, why);
}

enum err store_unsealed(struct store *store, struct why *why, int64_t *ret_id,
                        char ret_text[static REQUEST_TEXT_SIZE],
                        char ret_phone[static PHONE_SIZE]) {
    sqlite3_stmt *stmt =
        sql_get(store, "SELECT id, text, phone FROM request WHERE sealed IS NULL LIMIT 1", why);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    *ret_id = row ? sqlite3_column_int64(stmt, 0) : 0;
    if (!row) return ERR_NONE;
    sql_text(ret_text, REQUEST_TEXT_SIZE, stmt, 1);
    sql_text(ret_phone, PHONE_SIZE, stmt, 2);
    sqlite3_reset(stmt);
    return ERR_NONE;
}

enum err store_seal_request(struct store *store, int64_t id, const void *sealed,
                            size_t sealed_bytes, struct why *why) {
    sqlite3_stmt *stmt =
        sql_get(store, "UPDATE request SET sealed=?2, text='', phone='' WHERE id=?1", why);
    sql_bind(stmt, "i", id);
    sqlite3_bind_blob(stmt, 2, sealed, (int)sealed_bytes, SQLITE_TRANSIENT);
    return sql_run(store, stmt, why);
}

static void split_phrases(const char *lines, struct request_category *category) {
    while (*lines && category->phrase_count < PHRASES_MAX) {
        size_t n = strcspn(lines, "\n");
        char phrase[PHRASE_SIZE * 2];
        snprintf(phrase, sizeof phrase, "%.*s", (int)n, lines);
        if (n) TEXT_COPY(category->phrases[category->phrase_count++], phrase);
        lines += n + (lines[n] == '\n');
    }
}

enum err store_categories(struct store *store, struct why *why,
                          struct answer_categories *ret_categories) {
    memset(ret_categories, 0, sizeof *ret_categories);
    sqlite3_stmt *stmt = sql_get(
        store, "SELECT key, title, hint, icon, phrases FROM category ORDER BY sort, key LIMIT ?",
        why);
    sql_bind(stmt, "i", (int64_t)CATEGORIES_MAX);
    bool row = true;
    enum err e;
    while ((e = sql_step(store, stmt, why, &row)) == ERR_NONE && row) {
        struct request_category *c = &ret_categories->categories[ret_categories->count++];
        SQL_TEXT(c->key, stmt, 0);
        SQL_TEXT(c->title, stmt, 1);
        SQL_TEXT(c->hint, stmt, 2);
        SQL_TEXT(c->icon, stmt, 3);
        split_phrases((const char *)sqlite3_column_text(stmt, 4), c);
    }
    return e;
}
