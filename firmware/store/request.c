/* request: what someone asks of the station, from the ticket on. */
#include "store/sql.h"

#include <stdio.h>
#include <string.h>

static enum err next_number(struct store *store, struct why *why, char ret_number[static 16]) {
    sqlite3_stmt *stmt = sql_get(store, "SELECT coalesce(max(id), 0) + 1 FROM request", why);
    bool row = false;
    enum err e = sql_step(store, stmt, why, &row);
    if (e != ERR_NONE) return e;
    snprintf(ret_number, 16, "%04lld", (long long)sqlite3_column_int64(stmt, 0));
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

enum err store_file_request(struct store *store, const char *category, const char *text,
                            const char *phone, int64_t member_id, int64_t at_ms, struct why *why,
                            int64_t *ret_id, struct answer_ticket *ret_ticket) {
    struct answer_ticket ticket = {.at_ms = at_ms};
    enum err e = category_title(store, category, why, ticket.category);
    if (e == ERR_NONE) e = next_number(store, why, ticket.number);
    if (e != ERR_NONE) return e;
    sqlite3_stmt *stmt =
        sql_get(store,
                "INSERT INTO request (number, member_id, category_key, text, phone, at_ms)"
                " VALUES (?,?,?,?,?,?)",
                why);
    sql_bind(stmt, "tkttti", ticket.number, member_id, category, text, phone, at_ms);
    e = sql_run(store, stmt, why);
    int64_t id = sqlite3_last_insert_rowid(store->db);
    if (e == ERR_NONE) e = add_first_step(store, id, at_ms, why);
    if (e != ERR_NONE) return e;
    *ret_id = id;
    *ret_ticket = ticket;
    return ERR_NONE;
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
