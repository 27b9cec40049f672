#pragma once
/* Inside the store room only: prepared statements are kept; SQLite's errors become enum err. */
#include "store/store.h"

#include <sqlite3.h>

#define STATEMENTS_MAX 192

struct store {
    sqlite3 *db;
    char dir[256];
    char kiosk_id[KEY_SIZE];
    struct activity_rules rules;
    struct {
        const char *text; /* the literal's address is the key */
        sqlite3_stmt *stmt;
    } statements[STATEMENTS_MAX];
    int statement_count;
    sqlite3_backup *backup; /* a snapshot under way */
    sqlite3 *backup_db;
    char backup_path[352];
    int64_t data_version;
    int64_t applied;
    char source[96];
};

/* A statement ready to bind: prepared once, reset now. NULL: it cannot be prepared; *why has the
 * reason. */
sqlite3_stmt *sql_get(struct store *store, const char *literal, struct why *why);

/* sqlite3_step's result as enum err: ERR_NONE with *ret_row true for a row, false for done. */
MUST_CHECK enum err sql_step(struct store *store, sqlite3_stmt *stmt, struct why *why,
                             bool *ret_row);

/* Step to the end, ignoring rows, and reset. */
MUST_CHECK enum err sql_run(struct store *store, sqlite3_stmt *stmt, struct why *why);

/* One statement without parameters. */
MUST_CHECK enum err sql_exec(struct store *store, const char *text, struct why *why);

enum err sql_error(sqlite3 *db, int rc, struct why *why, const char *what);

/* Bind by position: "i" int64_t, "t" const char *, "b" const struct hash * (NULL: null), "k"
 * int64_t key (0: null). */
void sql_bind(sqlite3_stmt *stmt, const char *kinds, ...);

/* Column text into a fixed field; NULL as "". */
#define SQL_TEXT(field, stmt, column) sql_text((field), sizeof(field), (stmt), (column))
void sql_text(char *ret_field, size_t bytes, sqlite3_stmt *stmt, int column);

/* The end of the range of texts that begin with prefix, in byte order. */
void sql_after_prefix(const char *prefix, char *ret_end, size_t bytes);

/* The ids of members whose initials, name or number begin with ?1; ?2: sql_after_prefix. */
#define MEMBER_MATCHES                                                                             \
    " (SELECT member_id AS id FROM member_initials WHERE initials>=?1 AND initials<?2"             \
    "  UNION SELECT id FROM member WHERE name>=?1 AND name<?2"                                     \
    "  UNION SELECT id FROM member WHERE member_no>=?1 AND member_no<?2)"

/* story.c: the stories that attract shows in turn, with their wide pictures. */
MUST_CHECK enum err store_attract_stories(struct store *store, struct why *why,
                                          struct answer_today *ret_today);

/* notice.c and story.c: the newest notice in force; the story of this month and day. */
MUST_CHECK enum err store_today_notice(struct store *store, int64_t now_ms, struct why *why,
                                       struct answer_today *ret_today);
MUST_CHECK enum err store_on_this_day(struct store *store, int64_t now_ms, struct why *why,
                                      struct answer_today *ret_today);

/* migrate.c */
MUST_CHECK enum err store_migrate(struct store *store, struct why *why);
MUST_CHECK enum err store_load_identity(struct store *store, struct why *why);
int store_schema(void); /* the newest that this program knows */
/* snapshot.c: a copy of the store before that migration, and the path of such a copy for a program
 * that knows only that schema (false: there is none). */
MUST_CHECK enum err store_snapshot_before(struct store *store, int migration, struct why *why);
bool store_snapshot_to_roll_back(const char *dir, int schema, char *ret_path, size_t bytes);
/* recover.c */
/* An update was rolled back: the store of the newer version is moved aside, the copy from before
 * its migration is opened, and what the kiosk recorded since is carried over. ERR_NEWER: there is
 * no such copy. */
MUST_CHECK enum err store_roll_back(const char *dir, const struct activity_rules *rules,
                                    struct why *why, struct store_report *report,
                                    struct store **ret_store);
/* Move DIR/muster.db aside, put the newest good snapshot or a new store in its place, and open it.
 */
MUST_CHECK enum err store_recover(const char *dir, const struct activity_rules *rules,
                                  const char *reason, struct why *why, struct store_report *report,
                                  struct store **ret_store);
/* file.c */
MUST_CHECK enum err store_open_file(const char *dir, const struct activity_rules *rules,
                                    bool read_only, struct why *why, struct store **ret_store);
MUST_CHECK enum err store_quick_check(struct store *store, struct why *why);
