/* sqlite: the ledger in one file; WAL, synchronous=FULL, foreign keys, one writer at a time. */
#include "db/engine.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define STATEMENTS 256        /* prepared statements kept; more than the program has */
#define BUSY_TIMEOUT_MS 10000 /* how long a writer waits for another */

struct kept {
    char *sql; /* the caller's text */
    sqlite3_stmt *stmt;
};
struct sqlite_db {
    struct db base;
    sqlite3 *handle;
    struct kept kept[STATEMENTS];
};
struct sqlite_row {
    struct db_row base;
    sqlite3_stmt *stmt;
};

static enum err fail(struct sqlite_db *db, struct why *why) {
    static const struct {
        int code;
        enum err e;
    } table[] = {{SQLITE_FULL, ERR_DISK_FULL},
                 {SQLITE_READONLY, ERR_READ_ONLY},
                 {SQLITE_BUSY, ERR_BUSY},
                 {SQLITE_LOCKED, ERR_BUSY},
                 {SQLITE_CORRUPT, ERR_CORRUPT},
                 {SQLITE_NOTADB, ERR_CORRUPT},
                 {SQLITE_CONSTRAINT, ERR_BAD_INPUT},
                 {SQLITE_NOMEM, ERR_NO_MEMORY},
                 {SQLITE_PERM, ERR_PERMISSION},
                 {SQLITE_CANTOPEN, ERR_PERMISSION}};
    int code = sqlite3_errcode(db->handle) & 0xff;
    enum err e = ERR_IO;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (table[i].code == code) e = table[i].e;
    return why_set(why, e, "the ledger: %s", sqlite3_errmsg(db->handle));
}

static void sqlite_close(struct db *base) {
    struct sqlite_db *db = (struct sqlite_db *)base;
    for (size_t i = 0; i < STATEMENTS; i++) {
        sqlite3_finalize(db->kept[i].stmt);
        free(db->kept[i].sql);
    }
    sqlite3_close(db->handle);
    free(db);
}

static enum err sqlite_script(struct db *base, struct why *why, const char *sql) {
    struct sqlite_db *db = (struct sqlite_db *)base;
    return sqlite3_exec(db->handle, sql, NULL, NULL, NULL) == SQLITE_OK ? ERR_NONE : fail(db, why);
}

/* PostgreSQL's $3 is ?3 in SQLite. */
static char *own_dialect(const char *sql) {
    char *copy = strdup(sql);
    for (char *p = copy; p && *p; p++)
        if (*p == '$' && p[1] >= '0' && p[1] <= '9') *p = '?';
    return copy;
}

static size_t slot_of(const char *sql) {
    size_t h = 5381;
    for (; *sql; sql++) h = h * 33 + (unsigned char)*sql;
    return h % STATEMENTS;
}

static enum err prepare(struct sqlite_db *db, struct why *why, const char *sql,
                        sqlite3_stmt **ret_stmt) {
    struct kept *k = &db->kept[slot_of(sql)];
    if (k->sql && strcmp(k->sql, sql) == 0) {
        *ret_stmt = k->stmt;
        return ERR_NONE;
    }
    char *text = own_dialect(sql), *key = strdup(sql);
    sqlite3_stmt *stmt = NULL;
    int rc = text && key
                 ? sqlite3_prepare_v3(db->handle, text, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL)
                 : SQLITE_NOMEM;
    free(text);
    if (rc != SQLITE_OK) {
        free(key);
        return fail(db, why);
    }
    sqlite3_finalize(k->stmt); /* two texts with the same slot replace each other */
    free(k->sql);
    *k = (struct kept){key, stmt};
    *ret_stmt = stmt;
    return ERR_NONE;
}

static void bind(sqlite3_stmt *stmt, const struct db_value *values, int count) {
    for (int i = 0; i < count; i++) {
        const struct db_value *v = &values[i];
        if (v->kind == 'i')
            sqlite3_bind_int64(stmt, i + 1, v->integer);
        else if (v->kind == 't')
            sqlite3_bind_text(stmt, i + 1, v->bytes, (int)v->count, SQLITE_STATIC);
        else if (v->kind == 'b')
            sqlite3_bind_blob(stmt, i + 1, v->count ? v->bytes : "", (int)v->count, SQLITE_STATIC);
        else
            sqlite3_bind_null(stmt, i + 1);
    }
}

static enum err sqlite_query(struct db *base, struct why *why, const char *sql,
                             const struct db_value *values, int count, db_row_fn *each, void *to,
                             int64_t *ret_changed) {
    struct sqlite_db *db = (struct sqlite_db *)base;
    struct sqlite_row row = {.base.engine = base->engine};
    enum err e = prepare(db, why, sql, &row.stmt);
    if (e != ERR_NONE) return e;
    bind(row.stmt, values, count);
    bool more = true;
    int rc;
    while ((rc = sqlite3_step(row.stmt)) == SQLITE_ROW && more)
        if (each) more = each(to, &row.base);
    if (rc != SQLITE_DONE && rc != SQLITE_ROW) e = fail(db, why);
    if (e == ERR_NONE && ret_changed) *ret_changed = sqlite3_changes64(db->handle);
    sqlite3_reset(row.stmt);
    sqlite3_clear_bindings(row.stmt);
    return e;
}

static enum err sqlite_queue(struct db *base, struct why *why, const char *sql,
                             const struct db_value *values, int count) {
    return sqlite_query(base, why, sql, values, count, NULL, NULL, NULL);
}

static enum err sqlite_flush(struct db *base, struct why *why) {
    (void)base;
    (void)why;
    return ERR_NONE;
}

static sqlite3_stmt *stmt_of(const struct db_row *row) {
    return ((const struct sqlite_row *)row)->stmt;
}
static int sqlite_columns(const struct db_row *row) {
    return sqlite3_column_count(stmt_of(row));
}
static const char *sqlite_column_name(const struct db_row *row, int column) {
    return sqlite3_column_name(stmt_of(row), column);
}
static bool sqlite_is_null(const struct db_row *row, int column) {
    return sqlite3_column_type(stmt_of(row), column) == SQLITE_NULL;
}
static int64_t sqlite_integer(const struct db_row *row, int column) {
    return sqlite3_column_int64(stmt_of(row), column);
}
static const char *sqlite_text(const struct db_row *row, int column) {
    const char *text = (const char *)sqlite3_column_text(stmt_of(row), column);
    return text ? text : "";
}
static const void *sqlite_blob(const struct db_row *row, int column, size_t *ret_bytes) {
    const void *bytes = sqlite3_column_blob(stmt_of(row), column);
    *ret_bytes = (size_t)sqlite3_column_bytes(stmt_of(row), column);
    return bytes ? bytes : "";
}

/* Only this process writes; it notifies its own listeners. */
static enum err sqlite_wait(struct db *base, int timeout_ms, struct why *why, bool *ret_came) {
    (void)base;
    (void)why;
    nanosleep(&(struct timespec){timeout_ms / 1000, timeout_ms % 1000 * 1000000L}, NULL);
    *ret_came = false;
    return ERR_NONE;
}

static bool sqlite_is_lost(const struct db *base) {
    (void)base;
    return false;
}

static const struct engine engine = {.name = "sqlite",
                                     .close = sqlite_close,
                                     .script = sqlite_script,
                                     .query = sqlite_query,
                                     .queue = sqlite_queue,
                                     .flush = sqlite_flush,
                                     .columns = sqlite_columns,
                                     .column_name = sqlite_column_name,
                                     .is_null = sqlite_is_null,
                                     .integer = sqlite_integer,
                                     .text = sqlite_text,
                                     .blob = sqlite_blob,
                                     .wait = sqlite_wait,
                                     .is_lost = sqlite_is_lost};

enum err db_sqlite_open(const char *path, struct why *why, struct db **ret_db) {
    struct sqlite_db *db = calloc(1, sizeof *db);
    if (!db) return why_set(why, ERR_NO_MEMORY, "no memory for the ledger");
    db->base.engine = &engine;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    enum err e = ERR_NONE;
    if (sqlite3_open_v2(path, &db->handle, flags, NULL) != SQLITE_OK) e = fail(db, why);
    if (e == ERR_NONE) {
        sqlite3_busy_timeout(db->handle, BUSY_TIMEOUT_MS);
        e = sqlite_script(
            &db->base, why,
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-16384; PRAGMA trusted_schema=OFF;"
            "PRAGMA mmap_size=268435456");
    }
    if (e != ERR_NONE) {
        sqlite_close(&db->base);
        return why_add(why, e, "%s", path);
    }
    *ret_db = &db->base;
    return ERR_NONE;
}
