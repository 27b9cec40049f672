/* sql: prepared statements are kept; SQLite's errors become enum err. */
#include "store/sql.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum err sql_error(sqlite3 *db, int rc, struct why *why, const char *what) {
    enum err e = ERR_IO;
    switch (rc & 0xff) {
    case SQLITE_FULL:
        e = ERR_DISK_FULL;
        break;
    case SQLITE_READONLY:
        e = ERR_READ_ONLY;
        break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        e = ERR_CORRUPT;
        break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        e = ERR_BUSY;
        break;
    case SQLITE_NOMEM:
        e = ERR_NO_MEMORY;
        break;
    case SQLITE_CANTOPEN:
        e = ERR_NOT_FOUND;
        break;
    case SQLITE_PERM:
        e = ERR_PERMISSION;
        break;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
        e = ERR_BAD_INPUT;
        break;
    default:
        break;
    }
    return why_set(why, e, "%s: %s", what, db ? sqlite3_errmsg(db) : sqlite3_errstr(rc));
}

sqlite3_stmt *sql_get(struct store *store, const char *literal, struct why *why) {
    for (int i = 0; i < store->statement_count; i++) {
        if (store->statements[i].text == literal) {
            sqlite3_reset(store->statements[i].stmt);
            return store->statements[i].stmt;
        }
    }
    assert(store->statement_count < STATEMENTS_MAX);
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v3(store->db, literal, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
    if (rc != SQLITE_OK) {
        sql_error(store->db, rc, why, "store");
        return NULL;
    }
    store->statements[store->statement_count].text = literal;
    store->statements[store->statement_count++].stmt = stmt;
    return stmt;
}

enum err sql_step(struct store *store, sqlite3_stmt *stmt, struct why *why, bool *ret_row) {
    if (!stmt) { /* sql_get failed and has filled why; the connection still has the code */
        int rc = sqlite3_errcode(store->db);
        return sql_error(store->db, rc, why, "store");
    }
    int rc = sqlite3_step(stmt);
    if (rc == SQLITE_ROW || rc == SQLITE_DONE) {
        *ret_row = rc == SQLITE_ROW;
        if (rc == SQLITE_DONE) sqlite3_reset(stmt);
        return ERR_NONE;
    }
    enum err e = sql_error(store->db, rc, why, "store");
    sqlite3_reset(stmt);
    return e;
}

enum err sql_run(struct store *store, sqlite3_stmt *stmt, struct why *why) {
    bool row = true;
    enum err e = ERR_NONE;
    while (e == ERR_NONE && row) e = sql_step(store, stmt, why, &row);
    return e;
}

enum err sql_exec(struct store *store, const char *text, struct why *why) {
    int rc = sqlite3_exec(store->db, text, NULL, NULL, NULL);
    return rc == SQLITE_OK ? ERR_NONE : sql_error(store->db, rc, why, "store");
}

void sql_bind(sqlite3_stmt *stmt, const char *kinds, ...) {
    if (!stmt) return;
    va_list args;
    va_start(args, kinds);
    for (int i = 1; *kinds; kinds++, i++) {
        const struct hash *hash;
        int64_t number;
        switch (*kinds) {
        case 'i':
            sqlite3_bind_int64(stmt, i, va_arg(args, int64_t));
            break;
        case 'k':
            number = va_arg(args, int64_t);
            if (number)
                sqlite3_bind_int64(stmt, i, number);
            else
                sqlite3_bind_null(stmt, i);
            break;
        case 't':
            sqlite3_bind_text(stmt, i, va_arg(args, const char *), -1, SQLITE_TRANSIENT);
            break;
        case 'b':
            hash = va_arg(args, const struct hash *);
            if (hash)
                sqlite3_bind_blob(stmt, i, hash->bytes, HASH_BYTES, SQLITE_TRANSIENT);
            else
                sqlite3_bind_null(stmt, i);
            break;
        default:
            assert(false && "sql_bind kind");
        }
    }
    va_end(args);
}

void sql_text(char *ret_field, size_t bytes, sqlite3_stmt *stmt, int column) {
    const char *text = (const char *)sqlite3_column_text(stmt, column);
    text_copy(ret_field, bytes, text ? text : "");
}

void sql_after_prefix(const char *prefix, char *ret_end, size_t bytes) {
    snprintf(ret_end, bytes, "%s\xF4\x8F\xBF\xBF",
             prefix); /* U+10FFFF, above every character of a name */
}
