#pragma once
/* A query built from parts: constant SQL, with values bound to each ?. User input is only ever a
 * value. One thread.
 *
 *   db_ask_add(&ask, "SELECT name FROM member m WHERE m.has_left=?", "i", (int64_t)0);
 *   if (grid[0]) db_ask_add(&ask, " AND m.grid=?", "t", grid);
 *   e = db_ask(db, why, each, to, &ask); */
#include "db/db.h"

#define ASK_SQL_MAX 6144
#define ASK_VALUES 28 /* below DB_VALUES */
#define ASK_TEXTS 4096

struct db_ask {
    char sql[ASK_SQL_MAX];
    size_t used;
    int count;
    bool full; /* a part did not fit: running the query fails */
    struct {
        char kind; /* i t */
        int64_t integer;
        size_t text; /* offset in texts */
    } value[ASK_VALUES];
    char texts[ASK_TEXTS]; /* copies of the values */
    size_t texts_used;
};

/* format: i and t as in db.h, one letter for each ? in sql. */
void db_ask_add(struct db_ask *ask, const char *sql, const char *format, ...);
/* Appends all of more. */
void db_ask_append(struct db_ask *ask, const struct db_ask *more);
/* "%text%" with its own % and _ escaped, for LIKE ? ESCAPE '!'. */
void db_ask_like(const char *text, bool begins, char *ret_pattern, size_t bytes);
MUST_CHECK enum err db_ask(struct db *db, struct why *why, db_row_fn *each, void *to,
                           const struct db_ask *ask);
MUST_CHECK enum err db_ask_one(struct db *db, struct why *why, int64_t *ret_value,
                               const struct db_ask *ask);
