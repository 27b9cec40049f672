/* snapshot: a copy of the store made while it is in use (SQLite's online backup).
 *
 *   snapshots/muster-20261123T012600Z.db.tmp --complete, fsync, rename--> ....db
 *                                  the last three are kept
 *   snapshots/before-007.db        the store as it was before migration 7; the newest one is kept
 * 1. A name that ends in .db is a complete snapshot. */
#include "store/sql.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#define SNAPSHOTS_KEPT 3

static void format_name(int64_t now_ms, char ret_name[static 32]) {
    time_t s = (time_t)(now_ms / 1000);
    struct tm tm;
    gmtime_r(&s, &tm);
    strftime(ret_name, 32, "muster-%Y%m%dT%H%M%SZ.db", &tm);
}

/* The time in a snapshot's name; 0: it is no snapshot. */
static int64_t time_of_name(const char *name) {
    struct tm tm = {0};
    const char *end = strptime(name, "muster-%Y%m%dT%H%M%SZ.db", &tm);
    return end && *end == 0 ? (int64_t)timegm(&tm) * 1000 : 0;
}

static bool room_for_copy(struct store *store) {
    struct statvfs fs;
    sqlite3_stmt *stmt = sql_get(
        store, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", NULL);
    bool row = false;
    if (sql_step(store, stmt, NULL, &row) != ERR_NONE || !row) return true;
    uint64_t need = (uint64_t)sqlite3_column_int64(stmt, 0) *
                    2; /* the copy, and the same amount for the store itself */
    sqlite3_reset(stmt);
    return statvfs(store->dir, &fs) != 0 || (uint64_t)fs.f_bavail * fs.f_frsize > need;
}

static enum err begin_snapshot(struct store *store, const char *name, struct why *why) {
    char folder[288];
    snprintf(folder, sizeof folder, "%s/snapshots", store->dir);
    enum err e = folder_make(folder, 0700, why);
    if (e != ERR_NONE) return e;
    if (!room_for_copy(store)) return why_set(why, ERR_DISK_FULL, "no room for a snapshot");
    snprintf(store->backup_path, sizeof store->backup_path, "%s/%s.tmp", folder, name);
    unlink(store->backup_path);
    int rc = sqlite3_open_v2(store->backup_path, &store->backup_db,
                             SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    if (rc == SQLITE_OK)
        store->backup = sqlite3_backup_init(store->backup_db, "main", store->db, "main");
    if (store->backup) return ERR_NONE;
    e = sql_error(store->backup_db, rc == SQLITE_OK ? sqlite3_errcode(store->backup_db) : rc, why,
                  "snapshot");
    sqlite3_close(store->backup_db);
    store->backup_db = NULL;
    return e;
}

static enum err sync_path(const char *path, struct why *why) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    int rc = fd < 0 ? -1 : fsync(fd);
    enum err e =
        rc < 0 ? why_set(why, err_from_errno(errno), "%s: %s", path, strerror(errno)) : ERR_NONE;
    if (fd >= 0) close(fd);
    return e;
}

static int newest_first(const struct dirent **a, const struct dirent **b) {
    return strcmp((*b)->d_name, (*a)->d_name);
}

static int is_snapshot(const struct dirent *entry) {
    return time_of_name(entry->d_name) != 0;
}

static void drop_old(const char *folder) {
    struct dirent **names = NULL;
    int count = scandir(folder, &names, is_snapshot, newest_first);
    for (int i = 0; i < count; i++) {
        if (i >= SNAPSHOTS_KEPT) {
            char path[640];
            snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
            unlink(path);
        }
        free(names[i]);
    }
    free(names);
}

static enum err finish_snapshot(struct store *store, struct why *why) {
    sqlite3_backup_finish(store->backup);
    store->backup = NULL;
    sqlite3_exec(store->backup_db, "PRAGMA journal_mode=DELETE", NULL, NULL,
                 NULL); /* one file, no -wal beside it */
    sqlite3_close(store->backup_db);
    store->backup_db = NULL;
    char final[352], folder[288];
    TEXT_COPY(final, store->backup_path);
    final[strlen(final) - strlen(".tmp")] = 0;
    snprintf(folder, sizeof folder, "%s/snapshots", store->dir);
    enum err e = sync_path(store->backup_path, why);
    if (e == ERR_NONE && rename(store->backup_path, final) < 0)
        e = why_set(why, err_from_errno(errno), "%s: %s", final, strerror(errno));
    if (e == ERR_NONE) e = sync_path(folder, why);
    if (e == ERR_NONE) drop_old(folder);
    return e;
}

static void abandon_snapshot(struct store *store) {
    sqlite3_backup_finish(store->backup);
    sqlite3_close(store->backup_db);
    unlink(store->backup_path);
    store->backup = NULL;
    store->backup_db = NULL;
}

enum err store_snapshot_step(struct store *store, int pages, int64_t now_ms, struct why *why,
                             bool *ret_done) {
    if (!store->backup) {
        char name[32];
        format_name(now_ms, name);
        enum err e = begin_snapshot(store, name, why);
        if (e != ERR_NONE) return e;
    }
    int rc = sqlite3_backup_step(store->backup, pages);
    if (rc == SQLITE_OK || rc == SQLITE_BUSY || rc == SQLITE_LOCKED) {
        *ret_done = false;
        return ERR_NONE;
    }
    if (rc == SQLITE_DONE) {
        enum err e = finish_snapshot(store, why);
        if (e == ERR_NONE) *ret_done = true;
        return e;
    }
    enum err e = sql_error(NULL, rc, why, "snapshot");
    abandon_snapshot(store);
    return e;
}

#define BEFORE_FORMAT "before-%03d.db"

static void before_path(const char *dir, int migration, char *ret_path, size_t bytes) {
    char name[32];
    snprintf(name, sizeof name, BEFORE_FORMAT, migration);
    snprintf(ret_path, bytes, "%s/snapshots/%s", dir, name);
}

enum err store_snapshot_before(struct store *store, int migration, struct why *why) {
    char name[32], older[352];
    snprintf(name, sizeof name, BEFORE_FORMAT, migration);
    enum err e = begin_snapshot(store, name, why);
    for (bool done = false; e == ERR_NONE && !done;)
        e = store_snapshot_step(store, -1, 0, why, &done);
    for (int i = 1; e == ERR_NONE && i < migration; i++) {
        before_path(store->dir, i, older, sizeof older);
        unlink(older);
    }
    return e;
}

bool store_snapshot_to_roll_back(const char *dir, int schema, char *ret_path, size_t bytes) {
    for (int migration = schema + 1; migration > 1; migration--) {
        before_path(dir, migration, ret_path, bytes);
        if (access(ret_path, R_OK) == 0) return true;
    }
    return false;
}

int64_t store_snapshot_newest_ms(const char *dir) {
    char folder[288];
    snprintf(folder, sizeof folder, "%s/snapshots", dir);
    struct dirent **names = NULL;
    int count = scandir(folder, &names, is_snapshot, newest_first);
    int64_t newest = count > 0 ? time_of_name(names[0]->d_name) : 0;
    for (int i = 0; i < count; i++) free(names[i]);
    free(names);
    return newest;
}
