/* db: calls that are the same for both engines. */
#include "db/engine.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum err db_open(const char *url, struct why *why, struct db **ret_db) {
    bool postgres = strncmp(url, "postgresql://", 13) == 0 || strncmp(url, "postgres://", 11) == 0;
    return postgres ? db_postgres_open(url, why, ret_db) : db_sqlite_open(url, why, ret_db);
}

void db_close(struct db *db) {
    if (db) db->engine->close(db);
}

bool db_is_postgres(const struct db *db) {
    return db->engine->name[0] == 'p';
}

bool db_is_lost(const struct db *db) {
    return db->engine->is_lost(db);
}

enum err db_begin(struct db *db, struct why *why) {
    return db_script(db, why, db_is_postgres(db) ? "BEGIN" : "BEGIN IMMEDIATE");
}

enum err db_begin_read(struct db *db, struct why *why) {
    return db_script(db, why,
                     db_is_postgres(db)
                         ? "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
                         : "BEGIN");
}

enum err db_commit(struct db *db, struct why *why) {
    enum err e = db_script(db, why, "COMMIT");
    if (e != ERR_NONE) db_rollback(db);
    return e;
}

void db_rollback(struct db *db) {
    struct why why;
    if (db_script(db, &why, "ROLLBACK") != ERR_NONE)
        return; /* harmless if there was no transaction */
}

static struct db_value value_of(char letter, va_list *args) {
    struct db_value v = {.kind = letter};
    switch (letter) {
    case 'i':
        v.integer = va_arg(*args, int64_t);
        break;
    case 'k':
        v.integer = va_arg(*args, int64_t);
        v.kind = v.integer ? 'i' : 'n';
        break;
    case 't':
        v.bytes = va_arg(*args, const char *);
        v.count = v.bytes ? strlen(v.bytes) : 0;
        break;
    case 'h': {
        const struct hash *hash = va_arg(*args, const struct hash *);
        v.bytes = hash ? hash->bytes : NULL;
        v.count = HASH_BYTES;
        v.kind = 'b';
        break;
    }
    case 'b':
        v.bytes = va_arg(*args, const void *);
        v.count = va_arg(*args, size_t);
        break;
    default:
        assert(false); /* unknown parameter letter */
    }
    if (v.kind != 'i' && v.kind != 'n' && !v.bytes) v.kind = 'n';
    return v;
}

static int values_of(const char *format, va_list *args, struct db_value values[DB_VALUES]) {
    int count = 0;
    for (; *format; format++) {
        assert(count < DB_VALUES);
        values[count++] = value_of(*format, args);
    }
    return count;
}

enum err db_run(struct db *db, struct why *why, int64_t *ret_changed, const char *sql,
                const char *format, ...) {
    struct db_value values[DB_VALUES];
    va_list args;
    va_start(args, format);
    int count = values_of(format, &args, values);
    va_end(args);
    return db->engine->query(db, why, sql, values, count, NULL, NULL, ret_changed);
}

enum err db_query(struct db *db, struct why *why, db_row_fn *each, void *to, const char *sql,
                  const char *format, ...) {
    struct db_value values[DB_VALUES];
    va_list args;
    va_start(args, format);
    int count = values_of(format, &args, values);
    va_end(args);
    return db->engine->query(db, why, sql, values, count, each, to, NULL);
}

static bool take_one(void *to, const struct db_row *row) {
    *(int64_t *)to = db_int(row, 0);
    return false;
}

enum err db_one(struct db *db, struct why *why, int64_t *ret_value, const char *sql,
                const char *format, ...) {
    struct db_value values[DB_VALUES];
    va_list args;
    va_start(args, format);
    int count = values_of(format, &args, values);
    va_end(args);
    return db->engine->query(db, why, sql, values, count, take_one, ret_value, NULL);
}

enum err db_queue(struct db *db, struct why *why, const char *sql, const char *format, ...) {
    struct db_value values[DB_VALUES];
    va_list args;
    va_start(args, format);
    int count = values_of(format, &args, values);
    va_end(args);
    return db->engine->queue(db, why, sql, values, count);
}

enum err db_flush(struct db *db, struct why *why) {
    return db->engine->flush(db, why);
}

enum err db_script(struct db *db, struct why *why, const char *sql) {
    return db->engine->script(db, why, sql);
}

int db_columns(const struct db_row *row) {
    return row->engine->columns(row);
}

const char *db_column_name(const struct db_row *row, int column) {
    return row->engine->column_name(row, column);
}

bool db_is_null(const struct db_row *row, int column) {
    return row->engine->is_null(row, column);
}

int64_t db_int(const struct db_row *row, int column) {
    return row->engine->integer(row, column);
}

const char *db_text(const struct db_row *row, int column) {
    return row->engine->text(row, column);
}

const void *db_blob(const struct db_row *row, int column, size_t *ret_bytes) {
    return row->engine->blob(row, column, ret_bytes);
}

bool db_hash(const struct db_row *row, int column, struct hash *ret_hash) {
    size_t count = 0;
    const void *bytes = db_blob(row, column, &count);
    if (count != HASH_BYTES) return false;
    memcpy(ret_hash->bytes, bytes, HASH_BYTES);
    return true;
}

enum err db_notify(struct db *db, struct why *why, const char *channel) {
    if (!db_is_postgres(db)) return ERR_NONE;
    return db_run(db, why, NULL, "SELECT pg_notify($1, '')", "t", channel);
}

enum err db_listen(struct db *db, struct why *why, const char *channel) {
    char sql[96];
    if (!db_is_postgres(db)) return ERR_NONE;
    for (const char *p = channel; *p; p++) assert((*p >= 'a' && *p <= 'z') || *p == '_');
    return snprintf(sql, sizeof sql, "LISTEN %s", channel) > 0 ? db_script(db, why, sql) : ERR_IO;
}

enum err db_wait(struct db *db, int timeout_ms, struct why *why, bool *ret_came) {
    return db->engine->wait(db, timeout_ms, why, ret_came);
}
