#pragma once
/* One connection to the ledger's database, SQLite or PostgreSQL, behind one set of calls. SQL is
 * written once, in what both understand: $1 parameters, ON CONFLICT, RETURNING, IS DISTINCT FROM.
 *
 * One struct db belongs to one thread at a time. Statements are prepared once per connection and
 * text; values are always bound, never written into the SQL.
 *
 * Errors: ERR_DISK_FULL, ERR_READ_ONLY, ERR_BUSY (locked, or a deadlock: begin again), ERR_IO (the
 * connection is gone: db_is_lost), ERR_CORRUPT, ERR_BAD_INPUT (a constraint said no).
 *
 * A format has one letter a parameter:
 *   i int64_t    k int64_t, 0 is NULL    t const char *, NULL is NULL
 *   h const struct hash *, NULL is NULL  b const void *, size_t */
#include "base/crypto.h"
#include "base/err.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;

/* url: a path of a SQLite file, or "postgresql://..." as libpq takes it. */
MUST_CHECK enum err db_open(const char *url, struct why *why, struct db **ret_db);
void db_close(struct db *db); /* NULL ok */
bool db_is_postgres(const struct db *db);
bool db_is_lost(const struct db *db);

/* Writing; in SQLite at once the only writer (BEGIN IMMEDIATE). */
MUST_CHECK enum err db_begin(struct db *db, struct why *why);
/* Only reading, all of it of one moment. */
MUST_CHECK enum err db_begin_read(struct db *db, struct why *why);
MUST_CHECK enum err db_commit(struct db *db, struct why *why); /* rolled back where it fails */
void db_rollback(struct db *db);

/* Run one statement without rows. *ret_changed may be NULL. */
MUST_CHECK enum err db_run(struct db *db, struct why *why, int64_t *ret_changed, const char *sql,
                           const char *format, ...);

/* The same, sent without waiting (PostgreSQL's pipeline): db_flush tells whether all of them went
 * well. In a transaction. Only db_queue and db_flush until then. */
MUST_CHECK enum err db_queue(struct db *db, struct why *why, const char *sql, const char *format,
                             ...);
MUST_CHECK enum err db_flush(struct db *db, struct why *why);

/* The rows of one statement. Columns count from 0; pointers are good until the callback returns.
 * Return false to see no more. */
struct db_row;
typedef bool db_row_fn(void *to, const struct db_row *row);
MUST_CHECK enum err db_query(struct db *db, struct why *why, db_row_fn *each, void *to,
                             const char *sql, const char *format, ...);
int db_columns(const struct db_row *row);
const char *db_column_name(const struct db_row *row, int column);
bool db_is_null(const struct db_row *row, int column);
int64_t db_int(const struct db_row *row, int column);      /* NULL: 0 */
const char *db_text(const struct db_row *row, int column); /* NULL: "" */
/* Bytes of a blob; *ret_bytes 0 for NULL. */
const void *db_blob(const struct db_row *row, int column, size_t *ret_bytes);
bool db_hash(const struct db_row *row, int column, struct hash *ret_hash); /* false: none */

/* The first column of the first row; *ret_value stays where there is none. */
MUST_CHECK enum err db_one(struct db *db, struct why *why, int64_t *ret_value, const char *sql,
                           const char *format, ...);

/* Many statements separated by semicolons, without parameters: migrations. */
MUST_CHECK enum err db_script(struct db *db, struct why *why, const char *sql);

/* Tell whoever listens, at this transaction's COMMIT: other connections of this process and, with
 * PostgreSQL, other instances. SQLite's listeners are this process's only, so the caller tells them
 * itself. */
MUST_CHECK enum err db_notify(struct db *db, struct why *why, const char *channel);
MUST_CHECK enum err db_listen(struct db *db, struct why *why, const char *channel);
/* Wait up to timeout_ms for a notice; *ret_came. */
MUST_CHECK enum err db_wait(struct db *db, int timeout_ms, struct why *why, bool *ret_came);
