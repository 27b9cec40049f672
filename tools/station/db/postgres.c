/* postgres: the ledger in PostgreSQL, through libpq. Statements are prepared once per connection.
 * db_queue sends without waiting (pipeline mode of libpq 14), and db_flush reads the results.
 *
 *   plain --queue--> pipeline --queue--> pipeline --flush (sync, read all)--> plain
 *
 * Parameters are sent as text, blobs as binary; results are text. */
#include "db/engine.h"

#include "base/bytes.h"

#include <inttypes.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STATEMENTS 512
#define QUEUE_MAX                                                                                  \
    512 /* results are read at the latest after this many, so that neither side blocks */

struct kept {
    char *sql;
    bool sure; /* the server has confirmed its preparation */
};
struct postgres_db {
    struct db base;
    PGconn *conn;
    bool pipeline;
    bool lost;  /* out of step with the server: unusable */
    int queued; /* results to be read */
    struct kept kept[STATEMENTS];
    int kept_count;
};
struct postgres_row {
    struct db_row base;
    PGresult *result;
    int at;
    struct {
        unsigned char *bytes;
        size_t count;
    } blob[DB_VALUES];
};

static enum err code_of(const char *state, bool lost) {
    if (lost || !state) return ERR_IO;
    if (strncmp(state, "23", 2) == 0) return ERR_BAD_INPUT; /* integrity constraint */
    if (strcmp(state, "40001") == 0 || strcmp(state, "40P01") == 0 || strcmp(state, "55P03") == 0)
        return ERR_BUSY; /* serialization, deadlock, lock not available */
    if (strcmp(state, "53100") == 0) return ERR_DISK_FULL;
    if (strcmp(state, "25006") == 0) return ERR_READ_ONLY; /* a standby server */
    if (strncmp(state, "XX", 2) == 0) return ERR_CORRUPT;
    if (strncmp(state, "28", 2) == 0 || strcmp(state, "42501") == 0) return ERR_PERMISSION;
    return ERR_IO;
}

static enum err fail(struct postgres_db *db, const PGresult *result, struct why *why) {
    bool lost = db->lost || PQstatus(db->conn) != CONNECTION_OK;
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *text = result && !lost ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY)
                                       : PQerrorMessage(db->conn);
    char line[256];
    snprintf(line, sizeof line, "%s", text ? text : "?");
    line[strcspn(line, "\n")] = 0;
    return why_set(why, code_of(state, lost), "the ledger: %s", line);
}

static bool good(const PGresult *result) {
    ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_PIPELINE_SYNC;
}

static void postgres_close(struct db *base) {
    struct postgres_db *db = (struct postgres_db *)base;
    PQfinish(db->conn);
    for (int i = 0; i < db->kept_count; i++) free(db->kept[i].sql);
    free(db);
}

/* Reads all results up to the sync point. */
static enum err read_all(struct postgres_db *db, struct why *why) {
    enum err e = ERR_NONE;
    for (int ends = 0;;) {
        PGresult *result = PQgetResult(db->conn);
        if (!result) {              /* end of one statement's results, or of the connection */
            bool idle = ++ends > 1; /* libpq expects nothing more: the sync point is lost */
            if (PQstatus(db->conn) == CONNECTION_OK && !idle) continue;
            db->lost = true;
            return e == ERR_NONE ? fail(db, NULL, why) : e;
        }
        ends = 0;
        ExecStatusType status = PQresultStatus(result);
        bool aborted = status == PGRES_PIPELINE_ABORTED; /* an earlier statement has the reason */
        if (e == ERR_NONE && !aborted && !good(result)) e = fail(db, result, why);
        PQclear(result);
        if (status == PGRES_PIPELINE_SYNC) break;
        if (status == PGRES_FATAL_ERROR && PQstatus(db->conn) != CONNECTION_OK) return e;
    }
    db->queued = 0;
    return e;
}

static enum err postgres_flush(struct db *base, struct why *why) {
    struct postgres_db *db = (struct postgres_db *)base;
    if (!db->pipeline) return ERR_NONE;
    enum err e = PQpipelineSync(db->conn) == 1 ? read_all(db, why) : fail(db, NULL, why);
    db->pipeline = false;
    if (PQexitPipelineMode(db->conn) != 1 && e == ERR_NONE) e = fail(db, NULL, why);
    for (int i = 0; i < db->kept_count; i++)
        if (e == ERR_NONE) db->kept[i].sure = true;
    /* After a failed pipeline a statement may or may not be prepared: use a new name for it. */
    if (e != ERR_NONE)
        for (int i = 0; i < db->kept_count; i++)
            if (!db->kept[i].sure && db->kept[i].sql) db->kept[i].sql[0] = 0;
    return e;
}

static enum err postgres_script(struct db *base, struct why *why, const char *sql) {
    struct postgres_db *db = (struct postgres_db *)base;
    enum err e = postgres_flush(base, why);
    PGresult *result = PQexec(db->conn, sql);
    if (e == ERR_NONE && !good(result)) e = fail(db, result, why);
    PQclear(result);
    return e;
}

static enum err prepare(struct postgres_db *db, struct why *why, const char *sql,
                        char ret_name[static 16]) {
    int i = 0;
    while (i < db->kept_count && strcmp(db->kept[i].sql, sql) != 0) i++;
    snprintf(ret_name, 16, "s%d", i);
    if (i < db->kept_count) return ERR_NONE;
    if (i == STATEMENTS) return why_set(why, ERR_IO, "the ledger: too many statements");
    db->kept[i].sql = strdup(sql);
    if (!db->kept[i].sql) return why_set(why, ERR_NO_MEMORY, "no memory for a statement");
    db->kept_count++;
    if (db->pipeline) {
        db->queued++;
        return PQsendPrepare(db->conn, ret_name, sql, 0, NULL) == 1 ? ERR_NONE
                                                                    : fail(db, NULL, why);
    }
    PGresult *result = PQprepare(db->conn, ret_name, sql, 0, NULL);
    enum err e = good(result) ? ERR_NONE : fail(db, result, why);
    PQclear(result);
    db->kept[i].sure = e == ERR_NONE;
    if (e != ERR_NONE) db->kept[i].sql[0] = 0;
    return e;
}

struct bound {
    const char *value[DB_VALUES];
    int length[DB_VALUES], format[DB_VALUES];
    char number[DB_VALUES][24];
};

static void bind(struct bound *b, const struct db_value *values, int count) {
    for (int i = 0; i < count; i++) {
        const struct db_value *v = &values[i];
        b->format[i] = v->kind == 'b';
        b->length[i] = (int)v->count;
        b->value[i] = v->bytes;
        if (v->kind == 'n') b->value[i] = NULL;
        if (v->kind == 'b' && v->count == 0) b->value[i] = "";
        if (v->kind != 'i') continue;
        snprintf(b->number[i], sizeof b->number[i], "%" PRId64, v->integer);
        b->value[i] = b->number[i];
    }
}

static void each_row(PGresult *result, const struct engine *engine, db_row_fn *each, void *to) {
    struct postgres_row row = {.base.engine = engine, .result = result};
    bool more = true;
    for (; more && row.at < PQntuples(result); row.at++) {
        more = each(to, &row.base);
        for (int i = 0; i < DB_VALUES; i++) {
            PQfreemem(row.blob[i].bytes);
            row.blob[i].bytes = NULL;
        }
    }
}

static enum err postgres_query(struct db *base, struct why *why, const char *sql,
                               const struct db_value *values, int count, db_row_fn *each, void *to,
                               int64_t *ret_changed) {
    struct postgres_db *db = (struct postgres_db *)base;
    struct bound b;
    char name[16];
    enum err e = postgres_flush(base, why);
    if (e == ERR_NONE) e = prepare(db, why, sql, name);
    if (e != ERR_NONE) return e;
    bind(&b, values, count);
    PGresult *result =
        PQexecPrepared(db->conn, name, count, b.value, b.length, b.format, 0 /* text */);
    if (!good(result)) e = fail(db, result, why);
    if (e == ERR_NONE && ret_changed) *ret_changed = strtoll(PQcmdTuples(result), NULL, 10);
    if (e == ERR_NONE && each) each_row(result, base->engine, each, to);
    PQclear(result);
    return e;
}

static enum err postgres_queue(struct db *base, struct why *why, const char *sql,
                               const struct db_value *values, int count) {
    struct postgres_db *db = (struct postgres_db *)base;
    struct bound b;
    char name[16];
    enum err e = db->queued >= QUEUE_MAX ? postgres_flush(base, why) : ERR_NONE;
    if (e != ERR_NONE) return e;
    if (!db->pipeline && PQenterPipelineMode(db->conn) != 1) return fail(db, NULL, why);
    db->pipeline = true;
    e = prepare(db, why, sql, name);
    if (e != ERR_NONE) return e;
    bind(&b, values, count);
    db->queued++;
    return PQsendQueryPrepared(db->conn, name, count, b.value, b.length, b.format, 0) == 1
               ? ERR_NONE
               : fail(db, NULL, why);
}

static int postgres_columns(const struct db_row *base) {
    return PQnfields(((const struct postgres_row *)base)->result);
}
static const char *postgres_column_name(const struct db_row *base, int column) {
    return PQfname(((const struct postgres_row *)base)->result, column);
}
static bool postgres_is_null(const struct db_row *base, int column) {
    const struct postgres_row *row = (const struct postgres_row *)base;
    return PQgetisnull(row->result, row->at, column);
}
static const char *postgres_text(const struct db_row *base, int column) {
    const struct postgres_row *row = (const struct postgres_row *)base;
    return PQgetvalue(row->result, row->at, column);
}
static int64_t postgres_integer(const struct db_row *base, int column) {
    return strtoll(postgres_text(base, column), NULL, 10);
}
static const void *postgres_blob(const struct db_row *base, int column, size_t *ret_bytes) {
    struct postgres_row *row = (struct postgres_row *)(uintptr_t)base;
    if (!row->blob[column].bytes)
        row->blob[column].bytes = PQunescapeBytea(
            (const unsigned char *)postgres_text(base, column), &row->blob[column].count);
    *ret_bytes = postgres_is_null(base, column) ? 0 : row->blob[column].count;
    return row->blob[column].bytes ? row->blob[column].bytes : (const unsigned char *)"";
}

static enum err postgres_wait(struct db *base, int timeout_ms, struct why *why, bool *ret_came) {
    struct postgres_db *db = (struct postgres_db *)base;
    struct pollfd fd = {.fd = PQsocket(db->conn), .events = POLLIN};
    *ret_came = false;
    if (poll(&fd, 1, timeout_ms) > 0 && PQconsumeInput(db->conn) != 1) return fail(db, NULL, why);
    PGnotify *notice;
    while ((notice = PQnotifies(db->conn))) {
        *ret_came = true;
        PQfreemem(notice);
    }
    return ERR_NONE;
}

static bool postgres_is_lost(const struct db *base) {
    const struct postgres_db *db = (const struct postgres_db *)base;
    return db->lost || PQstatus(db->conn) != CONNECTION_OK;
}

static const struct engine engine = {.name = "postgresql",
                                     .close = postgres_close,
                                     .script = postgres_script,
                                     .query = postgres_query,
                                     .queue = postgres_queue,
                                     .flush = postgres_flush,
                                     .columns = postgres_columns,
                                     .column_name = postgres_column_name,
                                     .is_null = postgres_is_null,
                                     .integer = postgres_integer,
                                     .text = postgres_text,
                                     .blob = postgres_blob,
                                     .wait = postgres_wait,
                                     .is_lost = postgres_is_lost};

static void say_nothing(void *arg, const char *message) {
    (void)arg;
    (void)message;
}

enum err db_postgres_open(const char *url, struct why *why, struct db **ret_db) {
    struct postgres_db *db = calloc(1, sizeof *db);
    if (!db) return why_set(why, ERR_NO_MEMORY, "no memory for the ledger");
    db->base.engine = &engine;
    db->conn = PQconnectdb(url);
    PQsetNoticeProcessor(db->conn, say_nothing, NULL);
    enum err e = PQstatus(db->conn) == CONNECTION_OK ? ERR_NONE : fail(db, NULL, why);
    if (e == ERR_NONE)
        e = postgres_script(&db->base, why,
                            "SET client_min_messages=warning; SET client_encoding='UTF8';"
                            "SET synchronous_commit=on; SET lock_timeout='10s';"
                            "SET jit=off;" /* compiling a query takes longer than running it */
                            "SET default_transaction_isolation='read committed'");
    if (e != ERR_NONE) {
        postgres_close(&db->base);
        return e;
    }
    *ret_db = &db->base;
    return ERR_NONE;
}
