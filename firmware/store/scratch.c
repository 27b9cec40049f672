/* scratch: a copy of the store in memory, to try an import before it is done.
 * 1. Nothing that is done to it reaches the disk.
 * 2. Reading the store for it does not block a writer (WAL), and ends before it is returned. */
#include "store/sql.h"

#include <stdio.h>
#include <stdlib.h>

static enum err copy_table(struct store *store, const char *table, const char *rows,
                           struct why *why) {
    char text[256];
    snprintf(text, sizeof text, "INSERT OR REPLACE INTO main.%s SELECT * FROM kept.%s %s", table,
             table, rows);
    return sql_exec(store, text, why);
}

/* Complete: the tables that changes write. Partial: the rows that keep an occurrence from being
 * dropped. */
static enum err copy_tables(struct store *store, int64_t now_ms, struct why *why) {
    static const char *const whole[] = {
        "grid",       "team",   "member",    "member_initials", "card",  "activity",
        "occurrence", "story",  "story_tag", "story_picture",   "guide", "category",
        "setting",    "notice", "request",   "request_step",    "staff", "change_aside",
        "meta"};
    static const char *const ahead[] = {"sign_up", "check_in", "record"};
    char rows[128];
    enum err e = ERR_NONE;
    for (size_t i = 0; e == ERR_NONE && i < ARRAY_LENGTH(whole); i++)
        e = copy_table(store, whole[i], "", why);
    snprintf(rows, sizeof rows,
             "WHERE occurrence_id IN (SELECT id FROM kept.occurrence WHERE start_ms>%lld)",
             (long long)now_ms);
    for (size_t i = 0; e == ERR_NONE && i < ARRAY_LENGTH(ahead); i++)
        e = copy_table(store, ahead[i], rows, why);
    return e;
}

static enum err copy_from(struct store *store, const char *dir, int64_t now_ms, struct why *why) {
    char *attach = sqlite3_mprintf("ATTACH '%q/muster.db' AS kept", dir);
    if (!attach) return why_set(why, ERR_NO_MEMORY, "scratch: out of memory");
    enum err e = sql_exec(store, attach, why);
    sqlite3_free(attach);
    if (e != ERR_NONE) return e;
    e = sql_exec(store, "PRAGMA foreign_keys=OFF; BEGIN", why);
    if (e == ERR_NONE) e = copy_tables(store, now_ms, why);
    if (e == ERR_NONE) e = sql_exec(store, "COMMIT", why);
    return e == ERR_NONE ? sql_exec(store, "DETACH kept; PRAGMA foreign_keys=ON", why) : e;
}

enum err store_open_scratch(const char *dir, const struct activity_rules *rules, int64_t now_ms,
                            struct why *why, struct store **ret_store) {
    struct store *store = calloc(1, sizeof *store);
    if (!store) return why_set(why, ERR_NO_MEMORY, "scratch: out of memory");
    TEXT_COPY(store->dir, dir);
    store->rules = *rules;
    int rc =
        sqlite3_open_v2(":memory:", &store->db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    enum err e = rc == SQLITE_OK ? ERR_NONE : sql_error(store->db, rc, why, "scratch");
    if (e == ERR_NONE) {
        sqlite3_extended_result_codes(store->db, 1);
        sqlite3_busy_timeout(store->db, 5000);
        e = sql_exec(store, "PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY", why);
    }
    if (e == ERR_NONE) e = store_migrate(store, why);
    if (e == ERR_NONE) e = copy_from(store, dir, now_ms, why);
    if (e == ERR_NONE)
        *ret_store = store;
    else
        store_close(store);
    return e;
}
