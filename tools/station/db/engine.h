#pragma once
/* Private to db/: the interface of an engine. */
#include "db/db.h"

struct db_value {
    char kind; /* i t h b n: NULL */
    int64_t integer;
    const void *bytes;
    size_t count;
};
#define DB_VALUES 32

struct engine {
    const char *name;
    void (*close)(struct db *db);
    enum err (*script)(struct db *db, struct why *why, const char *sql);
    enum err (*query)(struct db *db, struct why *why, const char *sql,
                      const struct db_value *values, int count, db_row_fn *each, void *to,
                      int64_t *ret_changed);
    enum err (*queue)(struct db *db, struct why *why, const char *sql,
                      const struct db_value *values, int count);
    enum err (*flush)(struct db *db, struct why *why);
    int (*columns)(const struct db_row *row);
    const char *(*column_name)(const struct db_row *row, int column);
    bool (*is_null)(const struct db_row *row, int column);
    int64_t (*integer)(const struct db_row *row, int column);
    const char *(*text)(const struct db_row *row, int column);
    const void *(*blob)(const struct db_row *row, int column, size_t *ret_bytes);
    enum err (*wait)(struct db *db, int timeout_ms, struct why *why, bool *ret_came);
    bool (*is_lost)(const struct db *db);
};

struct db {
    const struct engine *engine;
};
struct db_row {
    const struct engine *engine;
};

MUST_CHECK enum err db_sqlite_open(const char *path, struct why *why, struct db **ret_db);
MUST_CHECK enum err db_postgres_open(const char *url, struct why *why, struct db **ret_db);
