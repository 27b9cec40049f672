/* recover: a damaged store is moved aside, never deleted, and work goes on.
 *
 *   muster.db* --rename--> damaged-20261123T012600Z/
 *   newest good snapshot --copy--> muster.db (none: a new store)
 *   damaged file --row by row, what can be read--> muster.db
 * 1. Records that had no receipt are carried over as far as they can be read.
 * 2. No seq is used twice: numbering continues well above every seq that was seen, so that the
 *    station never mistakes a new record for an old one.
 * 3. After a rollback the store of the newer version is moved aside in the same way (newer-...).
 * 4. With a snapshot only what the kiosk made is carried over. What the station sent comes from the
 *    snapshot and then from the station, so that a withdrawn story does not come back. */
#include "store/sql.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SEQ_GAP 1000000 /* more than any kiosk records between two snapshots */

/* In order of references; made_here: the kiosk's own facts. */
static const struct {
    const char *name;
    bool made_here;
} tables[] = {
    {"setting", false},
    {"grid", false},
    {"team", false},
    {"member", false},
    {"member_initials", false},
    {"card", false},
    {"activity", false},
    {"occurrence", false},
    {"sign_up", true},
    {"check_in", true},
    {"request", true},
    {"request_step", true},
    {"story", false},
    {"story_tag", false},
    {"guide", false},
    {"category", false},
    {"record", true},
    {"outbox", true},
    {"audit", true},
    {"staff", true},
    {"pin_reset", true},
    {"check_in_note", true},
    {"boot_clock", true},
};

static enum err set_aside(const char *dir, const char *what, struct why *why,
                          struct store_report *report) {
    static const char *const endings[] = {"", "-wal", "-shm"};
    char stamp[32];
    time_t now = (time_t)(clock_now().utc_ms / 1000);
    struct tm tm;
    gmtime_r(&now, &tm);
    strftime(stamp, sizeof stamp, "%Y%m%dT%H%M%SZ", &tm);
    for (int n = 0;; n++) { /* several in one second get a number */
        if (n == 0)
            snprintf(report->aside, sizeof report->aside, "%s/%s-%s", dir, what, stamp);
        else
            snprintf(report->aside, sizeof report->aside, "%s/%s-%s-%d", dir, what, stamp, n);
        if (mkdir(report->aside, 0700) == 0) break;
        if (errno != EEXIST || n > 99)
            return why_set(why, err_from_errno(errno), "%s: %s", report->aside, strerror(errno));
    }
    for (size_t i = 0; i < ARRAY_LENGTH(endings); i++) {
        char from[320], to[320];
        snprintf(from, sizeof from, "%s/muster.db%s", dir, endings[i]);
        snprintf(to, sizeof to, "%s/muster.db%s", report->aside, endings[i]);
        if (rename(from, to) < 0 && errno != ENOENT)
            return why_set(why, err_from_errno(errno), "%s: %s", from, strerror(errno));
    }
    return ERR_NONE;
}

static enum err copy_file(const char *from, const char *to, struct why *why) {
    char *bytes = NULL;
    size_t count = 0;
    enum err e = file_read(from, (size_t)4 << 30, why, &bytes, &count);
    if (e == ERR_NONE) e = file_write_atomic(to, bytes, count, 0600, why);
    free(bytes);
    return e;
}

static int by_name_reversed(const struct dirent **a, const struct dirent **b) {
    return strcmp((*b)->d_name, (*a)->d_name);
}

static int ends_in_db(const struct dirent *entry) {
    size_t n = strlen(entry->d_name);
    return n > 3 && strcmp(entry->d_name + n - 3, ".db") == 0;
}

/* Open the store from this snapshot, or log why it cannot be used. */
static enum err open_from(const char *dir, const char *snapshot, const struct activity_rules *rules,
                          struct why *why, struct store **ret_store) {
    char target[320];
    snprintf(target, sizeof target, "%s/muster.db", dir);
    struct store *store = NULL;
    enum err e = snapshot ? copy_file(snapshot, target, why) : ERR_NONE;
    if (e == ERR_NONE) e = store_open_file(dir, rules, false, why, &store);
    if (e == ERR_NONE) e = store_quick_check(store, why);
    if (e == ERR_NONE) e = store_migrate(store, why);
    if (e == ERR_NONE) e = store_load_identity(store, why);
    if (e == ERR_NONE) {
        *ret_store = store;
        return ERR_NONE;
    }
    store_close(store);
    unlink(target);
    return e;
}

static enum err open_newest_good(const char *dir, const struct activity_rules *rules,
                                 struct why *why, struct store_report *report,
                                 struct store **ret_store) {
    char folder[288];
    snprintf(folder, sizeof folder, "%s/snapshots", dir);
    struct dirent **names = NULL;
    int count = scandir(folder, &names, ends_in_db, by_name_reversed);
    enum err e = ERR_NOT_FOUND;
    for (int i = 0; i < count; i++) {
        char path[640];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
        if (e != ERR_NONE) e = open_from(dir, path, rules, why, ret_store);
        free(names[i]);
    }
    free(names);
    report->from_snapshot = e == ERR_NONE;
    return e == ERR_NONE ? e : open_from(dir, NULL, rules, why, ret_store);
}

/* The columns of `from`, as bits, that the store's table has too: an older file has fewer, a newer
 * program's more. */
static uint64_t shared_columns(struct store *store, const char *table, sqlite3_stmt *from) {
    uint64_t shared = 0;
    for (int i = 0; i < sqlite3_column_count(from) && i < 64; i++)
        if (sqlite3_table_column_metadata(store->db, "main", table, sqlite3_column_name(from, i),
                                          NULL, NULL, NULL, NULL, NULL) == SQLITE_OK)
            shared |= (uint64_t)1 << i;
    return shared;
}

static bool prepare_insert(struct store *store, const char *table, sqlite3_stmt *from,
                           uint64_t shared, sqlite3_stmt **ret_into) {
    sqlite3_str *names = sqlite3_str_new(store->db), *values = sqlite3_str_new(store->db);
    for (int i = 0; i < sqlite3_column_count(from); i++) {
        if (!(shared >> i & 1)) continue;
        const char *comma = sqlite3_str_length(names) ? "," : "";
        sqlite3_str_appendf(names, "%s\"%w\"", comma, sqlite3_column_name(from, i));
        sqlite3_str_appendf(values, "%s?", comma);
    }
    char *n = sqlite3_str_finish(names), *v = sqlite3_str_finish(values);
    char *whole =
        n && v ? sqlite3_mprintf("INSERT OR IGNORE INTO \"%w\" (%s) VALUES (%s)", table, n, v)
               : NULL;
    bool ok = whole && sqlite3_prepare_v2(store->db, whole, -1, ret_into, NULL) == SQLITE_OK;
    sqlite3_free(n);
    sqlite3_free(v);
    sqlite3_free(whole);
    return ok;
}

/* Copy rows of one table in one direction until the first that cannot be read. Rows that exist
 * already, or that no longer fit, are skipped. *ret_copied grows by the rows added. */
static bool copy_rows(struct store *store, sqlite3 *damaged, const char *table, const char *order,
                      int32_t *copied) {
    char text[128];
    sqlite3_stmt *from = NULL, *into = NULL;
    snprintf(text, sizeof text, "SELECT * FROM \"%s\" %s", table, order);
    if (sqlite3_prepare_v2(damaged, text, -1, &from, NULL) != SQLITE_OK) return false;
    int columns = sqlite3_column_count(from), rc = SQLITE_ERROR;
    uint64_t shared = shared_columns(store, table, from);
    bool ok = prepare_insert(store, table, from, shared, &into);
    while (ok && (rc = sqlite3_step(from)) == SQLITE_ROW) {
        for (int i = 0, n = 0; i < columns; i++)
            if (shared >> i & 1) sqlite3_bind_value(into, ++n, sqlite3_column_value(from, i));
        if (sqlite3_step(into) == SQLITE_DONE) *copied += sqlite3_changes(store->db);
        sqlite3_reset(into);
    }
    sqlite3_finalize(from);
    sqlite3_finalize(into);
    return ok && rc == SQLITE_DONE;
}

static void order_backwards(struct store *store, const char *table, char *ret_order, size_t bytes) {
    sqlite3_stmt *stmt = NULL;
    snprintf(ret_order, bytes, "ORDER BY rowid DESC");
    if (sqlite3_prepare_v2(store->db,
                           "SELECT group_concat('\"' || name || '\" DESC') FROM"
                           " (SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk)",
                           -1, &stmt, NULL) == SQLITE_OK) {
        sqlite3_bind_text(stmt, 1, table, -1, SQLITE_STATIC);
        if (sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_text(stmt, 0))
            snprintf(ret_order, bytes, "ORDER BY %s", (const char *)sqlite3_column_text(stmt, 0));
    }
    sqlite3_finalize(stmt);
}

static void carry_table(struct store *store, sqlite3 *damaged, const char *table, int32_t *copied) {
    if (copy_rows(store, damaged, table, "", copied)) return;
    char order[160];
    order_backwards(store, table, order, sizeof order);
    copy_rows(store, damaged, table, order, copied);
}

/* The outbox may itself be unreadable: a record newer than the snapshot has no receipt we know of.
 */
static enum err requeue(struct store *store, int64_t known_seq, struct why *why) {
    sqlite3_stmt *stmt = sql_get(
        store, "INSERT OR IGNORE INTO outbox SELECT kiosk, seq FROM record WHERE seq > ?", why);
    sql_bind(stmt, "i", known_seq);
    return sql_run(store, stmt, why);
}

static enum err mend_references(struct store *store, struct why *why) {
    return sql_exec(
        store,
        "UPDATE record SET member_id=NULL WHERE member_id NOT IN (SELECT id FROM member);"
        "UPDATE record SET occurrence_id=NULL WHERE occurrence_id NOT IN (SELECT id FROM "
        "occurrence);"
        "UPDATE record SET request_id=NULL WHERE request_id NOT IN (SELECT id FROM request);"
        "UPDATE request SET member_id=NULL WHERE member_id NOT IN (SELECT id FROM member);"
        "DELETE FROM request_step WHERE request_id NOT IN (SELECT id FROM request);"
        "DELETE FROM outbox WHERE (kiosk, seq) NOT IN (SELECT kiosk, seq FROM record);"
        "DELETE FROM check_in WHERE member_id NOT IN (SELECT id FROM member)"
        " OR occurrence_id NOT IN (SELECT id FROM occurrence);"
        "DELETE FROM check_in_note WHERE (occurrence_id, member_id) NOT IN"
        " (SELECT occurrence_id, member_id FROM check_in);"
        "UPDATE check_in_note SET staff_id=NULL WHERE staff_id NOT IN (SELECT id FROM staff);"
        "DELETE FROM sign_up WHERE member_id NOT IN (SELECT id FROM member)"
        " OR occurrence_id NOT IN (SELECT id FROM occurrence);"
        "DELETE FROM card WHERE member_id NOT IN (SELECT id FROM member);"
        "DELETE FROM member_initials WHERE member_id NOT IN (SELECT id FROM member);"
        "UPDATE member SET grid_id=NULL WHERE grid_id NOT IN (SELECT id FROM grid);"
        "UPDATE member SET team_id=NULL WHERE team_id NOT IN (SELECT id FROM team);"
        "DELETE FROM member_look WHERE member_id NOT IN (SELECT id FROM member);"
        "DELETE FROM story_picture WHERE story_id NOT IN (SELECT id FROM story);"
        "DELETE FROM story_tag WHERE story_id NOT IN (SELECT id FROM story);",
        why);
}

static int64_t largest_seq(sqlite3 *db) {
    int64_t seq = 0;
    sqlite3_stmt *stmt = NULL;
    static const char *const questions[] = {
        "SELECT max(seq) FROM record", "SELECT max(seq) FROM outbox",
        "SELECT CAST(value AS INTEGER) - 1 FROM meta WHERE key='next_seq'"};
    for (size_t i = 0; i < ARRAY_LENGTH(questions); i++) {
        if (sqlite3_prepare_v2(db, questions[i], -1, &stmt, NULL) == SQLITE_OK &&
            sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_int64(stmt, 0) > seq)
            seq = sqlite3_column_int64(stmt, 0);
        sqlite3_finalize(stmt);
        stmt = NULL;
    }
    return seq;
}

/* The kiosk keeps its id if it can be read: its records are known by it. */
static void keep_name(struct store *store, sqlite3 *damaged) {
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(damaged, "SELECT value FROM meta WHERE key='kiosk'", -1, &stmt, NULL) ==
            SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_bytes(stmt, 0) == 16) {
        sqlite3_stmt *set = sql_get(store, "UPDATE meta SET value=? WHERE key='kiosk'", NULL);
        sql_bind(set, "t", (const char *)sqlite3_column_text(stmt, 0));
        if (sql_run(store, set, NULL) == ERR_NONE) SQL_TEXT(store->kiosk_id, stmt, 0);
    }
    sqlite3_finalize(stmt);
}

static enum err carry_over(struct store *store, sqlite3 *damaged, struct why *why,
                           struct store_report *report) {
    int64_t known_seq = largest_seq(store->db), seen_seq = largest_seq(damaged);
    if (seen_seq < known_seq) seen_seq = known_seq;
    enum err e = sql_exec(store, "PRAGMA foreign_keys=OFF", why);
    if (e == ERR_NONE) e = store_begin(store, why);
    if (e != ERR_NONE) return e;
    if (!report->from_snapshot) keep_name(store, damaged);
    for (size_t i = 0; i < ARRAY_LENGTH(tables); i++) {
        if (report->from_snapshot && !tables[i].made_here) continue;
        int32_t copied = 0;
        carry_table(store, damaged, tables[i].name, &copied);
        if (strcmp(tables[i].name, "record") == 0) report->carried_over = copied;
    }
    e = mend_references(store, why);
    if (e == ERR_NONE) e = requeue(store, known_seq, why);
    if (seen_seq < largest_seq(store->db)) seen_seq = largest_seq(store->db);
    char next[24];
    snprintf(next, sizeof next, "%lld", (long long)(seen_seq + SEQ_GAP));
    sqlite3_stmt *stmt = sql_get(store, "UPDATE meta SET value=? WHERE key='next_seq'", why);
    sql_bind(stmt, "t", next);
    if (e == ERR_NONE) e = sql_run(store, stmt, why);
    if (e == ERR_NONE)
        e = store_audit(store, clock_now().utc_ms, "kiosk", "store_recovered", report->reason, why);
    if (e == ERR_NONE)
        e = store_commit(store, why);
    else
        store_rollback(store);
    enum err on = sql_exec(store, "PRAGMA foreign_keys=ON", why);
    return e != ERR_NONE ? e : on;
}

/* What can be read of the file that was moved aside is copied into the new store. */
static enum err carry_from_aside(struct store *store, struct why *why,
                                 struct store_report *report) {
    sqlite3 *aside = NULL;
    char path[320];
    snprintf(path, sizeof path, "%s/muster.db", report->aside);
    if (sqlite3_open_v2(path, &aside, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
        sqlite3_close(aside);
        /* nothing to read: the gap in seq and the audit row are still needed */
        sqlite3_open(":memory:", &aside);
    }
    /* Without this, one bad row of the schema would make every table unreadable. */
    sqlite3_exec(aside, "PRAGMA writable_schema=ON", NULL, NULL, NULL);
    enum err e = carry_over(store, aside, why, report);
    sqlite3_close(aside);
    return e;
}

static enum err carried(struct store *store, struct why *why, struct store_report *report,
                        struct store **ret_store) {
    enum err e = carry_from_aside(store, why, report);
    if (e == ERR_NONE)
        *ret_store = store;
    else
        store_close(store);
    return e;
}

enum err store_recover(const char *dir, const struct activity_rules *rules, const char *reason,
                       struct why *why, struct store_report *report, struct store **ret_store) {
    report->damaged = true;
    TEXT_COPY(report->reason, reason);
    struct store *store = NULL;
    enum err e = set_aside(dir, "damaged", why, report);
    if (e == ERR_NONE) e = open_newest_good(dir, rules, why, report, &store);
    if (e != ERR_NONE) return why_add(why, e, "recovering the store");
    return carried(store, why, report, ret_store);
}

enum err store_roll_back(const char *dir, const struct activity_rules *rules, struct why *why,
                         struct store_report *report, struct store **ret_store) {
    char copy[352];
    if (!store_snapshot_to_roll_back(dir, store_schema(), copy, sizeof copy)) return ERR_NEWER;
    report->rolled_back = report->from_snapshot = true;
    TEXT_COPY(report->reason, why->text);
    struct store *store = NULL;
    enum err e = set_aside(dir, "newer", why, report);
    if (e == ERR_NONE) e = open_from(dir, copy, rules, why, &store);
    if (e != ERR_NONE) return why_add(why, e, "rolling back to %s", copy);
    return carried(store, why, report, ret_store);
}
