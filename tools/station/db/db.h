#pragma once
/* One connection to the ledger's database, SQLite or PostgreSQL. SQL is written once, in the subset
 * that both understand: $1 parameters, ON CONFLICT, RETURNING, IS DISTINCT FROM.
 *
 * One struct db belongs to one thread at a time. Statements are prepared once per connection and
 * text. Values are always bound, never written into the SQL.
 *
 * Errors: ERR_DISK_FULL, ERR_READ_ONLY, ERR_BUSY (locked or deadlock: retry the transaction),
 * ERR_IO (connection lost: db_is_lost), ERR_CORRUPT, ERR_BAD_INPUT (constraint violated).
 *
 * A format has one letter for each parameter:
 *   i int64_t    k int64_t, 0 is NULL    t const char *, NULL is NULL
 *   h const struct hash *, NULL is NULL  b const void *, size_t */
#include "base/crypto.h"
#include "base/err.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;

/* url: the path of a SQLite file, or "postgresql://..." for libpq. */
MUST_CHECK enum err db_open(const char *url, struct why *why, struct db **ret_db);
void db_close(struct db *db); /* NULL ok */
bool db_is_postgres(const struct db *db);
bool db_is_lost(const struct db *db);

/* For writing. In SQLite this thread becomes the only writer (BEGIN IMMEDIATE). */
MUST_CHECK enum err db_begin(struct db *db, struct why *why);
/* For reading only, from one snapshot. */
MUST_CHECK enum err db_begin_read(struct db *db, struct why *why);
MUST_CHECK enum err db_commit(struct db *db, struct why *why); /* rolls back if it fails */
void db_rollback(struct db *db);

/* Runs one statement without rows. ret_changed may be NULL. */
MUST_CHECK enum err db_run(struct db *db, struct why *why, int64_t *ret_changed, const char *sql,
                           const char *format, ...);

/* The same without waiting for the result (PostgreSQL's pipeline); db_flush returns whether all
 * succeeded. In a transaction; call only db_queue and db_flush until then. */
MUST_CHECK enum err db_queue(struct db *db, struct why *why, const char *sql, const char *format,
                             ...);
MUST_CHECK enum err db_flush(struct db *db, struct why *why);

/* Calls the callback for each row. Columns count from 0; pointers are valid until the callback
 * returns. Return false to stop. */
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

/* The first column of the first row; *ret_value is unchanged if there is no row. */
MUST_CHECK enum err db_one(struct db *db, struct why *why, int64_t *ret_value, const char *sql,
                           const char *format, ...);

/* Several statements separated by semicolons, without parameters: migrations. */
MUST_CHECK enum err db_script(struct db *db, struct why *why, const char *sql);

/* Notifies listeners at COMMIT of this transaction: other connections and, with PostgreSQL, other
 * instances. SQLite has only listeners in this process, so the caller must wake them itself. */
MUST_CHECK enum err db_notify(struct db *db, struct why *why, const char *channel);
MUST_CHECK enum err db_listen(struct db *db, struct why *why, const char *channel);
/* Waits up to timeout_ms for a notification; *ret_came. */
MUST_CHECK enum err db_wait(struct db *db, int timeout_ms, struct why *why, bool *ret_came);
