#pragma once
/* Inside console/ only: one call of the page's API, and what its pages share. A page is called on
 * one of the server's threads, with a ledger lent to it.
 *
 * 1. Who may is decided in console.c's table before a page is called, and nowhere else; a liaison's
 *    grid is put into every question about people by desk_ask_grid.
 * 2. What somebody typed is only ever a bound value. */
#include "base/bytes.h"
#include "db/ask.h"
#include "console/console.h"

#include <jansson.h>
#include <string.h>

struct pinyin;
struct desk {
    struct http_call *call;
    struct station *station;
    struct ledger *ledger;
    struct db *db;
    struct ledger_account account; /* who is signed in; name "" where nobody has to be */
    char csrf[SESSION_SIZE];
    json_t *body; /* of a POST: an object */
    int64_t now_ms;
    json_t *reply;   /* the page's answer; freed by the dispatcher */
    bool replied;    /* the page answered by itself: a file, a stream */
    bool changed;    /* wake whoever waits for news */
    unsigned status; /* with code: how it was refused */
    const char *code, *field;
    int64_t minutes;
};
typedef enum err desk_page(struct desk *desk, struct why *why);

/* --- what was asked --- */
const char *desk_query(const struct desk *desk, const char *name); /* "": none, or not UTF-8 */
int64_t desk_query_int(const struct desk *desk, const char *name, int64_t otherwise);
const char *desk_text(const struct desk *desk, const char *name); /* of the body; "": none */
int64_t desk_int(const struct desk *desk, const char *name, int64_t otherwise);
bool desk_bool(const struct desk *desk, const char *name);
/* A text of the body that fits its field and has no control characters; needed: not empty. */
#define DESK_FIELD(desk, why, name, needed, field)                                                 \
    desk_field((desk), (why), (name), (needed), (field), sizeof(field))
MUST_CHECK enum err desk_field(struct desk *desk, struct why *why, const char *name, bool needed,
                               char *ret_field, size_t bytes);
/* Refuse with a code that the page has words for. */
MUST_CHECK enum err desk_refuse(struct desk *desk, struct why *why, unsigned status,
                                const char *code, const char *field);

/* --- rows as JSON: a letter a column: t text, i integer, b boolean, x hash, e the six digits of
 * that hash, c the title in a fact's body, - left out; members are named as the columns are --- */
MUST_CHECK enum err desk_rows(struct desk *desk, const char *types, const struct db_ask *ask,
                              struct why *why, json_t **ret_rows);
/* The first row, or {} */
MUST_CHECK enum err desk_row(struct desk *desk, const char *types, const struct db_ask *ask,
                             struct why *why, json_t **ret_row);
MUST_CHECK enum err desk_count(struct desk *desk, const struct db_ask *ask, struct why *why,
                               int64_t *ret_count);

struct desk_sort {
    const char *word, *by, *then; /* then: what makes the order whole */
};
struct desk_list {
    const char *columns, *types, *from; /* from: joins that neither add rows nor take away */
    const struct desk_sort *sorts;      /* ended by a word of NULL; the first is the usual one */
    const char *key, *narrow; /* of a long list: what names a row, and as much of from as where and
                                 sorts speak of; a page's rows are found first and joined then */
    bool newest_first;        /* the usual one, downwards */
};
/* {"rows":[...],"total":N} by page, size and sort of the query; where begins with " WHERE". */
MUST_CHECK enum err desk_page_of(struct desk *desk, const struct desk_list *list,
                                 const struct db_ask *where, struct why *why);
void desk_order(const struct desk *desk, const struct desk_list *list, struct db_ask *ask);
int64_t desk_page_size(const struct desk *desk, int64_t *ret_offset);

/* The same of rows in memory (sorted.c): by the query's sort, else by the member usual; then by
 * key. */
MUST_CHECK enum err desk_sorted_page(struct desk *desk, const json_t *array, const char *usual,
                                     const char *key, struct why *why);

/* --- parts of questions --- */
/* By name, number or pinyin initials of m; nothing where q is "". */
void desk_ask_person(struct db_ask *ask, const char *q);
/* Only the grid of column that was asked for, and only the liaison's own. */
void desk_ask_grid(const struct desk *desk, struct db_ask *ask, const char *column);
/* ERR_NONE, or refused: the member is not of the liaison's grid. */
MUST_CHECK enum err desk_may_see(struct desk *desk, const char *member_no, struct why *why);

/* --- doing: begin, do, COMMIT; again where it was only in somebody's way --- */
typedef enum err desk_deed(struct desk *desk, void *arg, struct why *why);
MUST_CHECK enum err desk_transact(struct desk *desk, desk_deed *deed, void *arg, struct why *why);
MUST_CHECK enum err desk_audit(struct desk *desk, const char *what, const char *detail,
                               struct why *why); /* in a transaction */
/* A change as JSON, read and checked as a kiosk would; free() it. */
MUST_CHECK enum err desk_change(struct desk *desk, const json_t *object, struct why *why,
                                struct change **ret_change);
/* Apply it, with its audit row. Own transaction. */
MUST_CHECK enum err desk_apply(struct desk *desk, const struct change *change, const char *what,
                               struct why *why);
/* The fact as it is in the ledger; NULL: none. json_decref. */
MUST_CHECK enum err desk_fact(struct desk *desk, const char *kind, const char *key, struct why *why,
                              json_t **ret_object);
/* Take pinyin for a while: content/ is one thread at a time. */
MUST_CHECK enum err desk_pinyin(struct desk *desk, struct why *why, struct pinyin **ret_pinyin);
void desk_pinyin_done(struct desk *desk);

/* --- small things more than one page tells --- */
#define ONLINE_MS 90000                /* a kiosk polls at least every half minute */
json_t *desk_chain(struct desk *desk); /* of the audit log (chain.c): what is new, once a minute */
#define DUE_DAYS 15                    /* unless set: meta requests.due_days */
/* Requests with whose they are (m, rg: the grid) and what about (c: the body of a fact, column type
 * c). */
#define REQUEST_GRID "(CASE WHEN r.grid<>'' THEN r.grid ELSE m.grid END)"
#define REQUEST_FROM                                                                               \
    " FROM request r LEFT JOIN member m ON m.member_no=r.member_no LEFT JOIN grid rg ON"           \
    " rg.key=" REQUEST_GRID                                                                        \
    " LEFT JOIN account u ON u.name=r.assignee LEFT JOIN kiosk k ON k.id=r.kiosk"                  \
    " LEFT JOIN fact c ON c.kind=CASE WHEN r.category LIKE 'team:%' THEN 'team' ELSE 'category'"   \
    " END AND c.key=CASE WHEN r.category LIKE 'team:%' THEN substr(r.category, 6) ELSE"            \
    " r.category END"
json_t *desk_counts(struct desk *desk); /* the badges */
bool desk_is_hash(const char *hex);
/* The occurrence a page is about: activity and recurrence_ms of the query, else the newest of the
 * day that has begun, else its first. uid "": none. */
struct desk_occurrence {
    char uid[UID_SIZE];
    int64_t recurrence_ms, start_ms;
    bool everybody; /* no sign-up, no limit: everybody is expected */
};
MUST_CHECK enum err desk_occurrence(struct desk *desk, bool guess, struct why *why,
                                    struct desk_occurrence *ret);
/* [{activity, recurrence_ms, title, ...}] of the day asked for */
MUST_CHECK enum err desk_day(struct desk *desk, struct why *why, json_t **ret_rows);
/* m, its grid g, when it was last here l */
#define DESK_MEMBERS                                                                               \
    " FROM member m LEFT JOIN grid g ON g.key=m.grid LEFT JOIN last_seen l ON"                     \
    " l.member_no=m.member_no"
/* " FROM member m ..." of whoever is expected there, in grids one may see. */
void desk_ask_expected(const struct desk *desk, struct db_ask *ask,
                       const struct desk_occurrence *o);
/* ... and was at none of the last three times. */
void desk_ask_away(const struct desk *desk, struct db_ask *ask, const struct desk_occurrence *o);
/* attendance.c: the log's list and its WHERE, for the page and the export */
extern const struct desk_list attendance_list;
void attendance_where(const struct desk *desk, struct db_ask *where);

/* cards.c: the card that a kiosk showed these six digits for, which is nobody's yet; else refused
 */
MUST_CHECK enum err desk_unknown_card(struct desk *desk, const char *digits, struct why *why,
                                      struct hash *ret_identity);
bool content_is_editable(const char *kind); /* content.c */

/* --- files.c --- */
struct console_files; /* the page's files and what the console keeps between calls */
void files_serve(struct http_call *call);
void files_index(struct http_call *call);
struct console_kept {
    pthread_mutex_t lock; /* of chain and heavy */
    int heavy[3];         /* pages that take long, running now, by console.c's weight */
    int64_t chain_ms, chain_id, chain_broken; /* looked at when; good up to; first that is not */
    struct hash chain_hash;
    struct pinyin *pinyin; /* under the station's import_lock */
};
struct console_kept *files_kept(struct station *station);

/* --- the pages, by file --- */
desk_page session_see, session_in, session_out, session_password, session_people;
desk_page today_see, today_events;
desk_page attendance_see, attendance_check_in, attendance_undo, absent_see, sheet_see, export_see;
desk_page requests_see, request_see, request_voice, request_step, request_assign, request_file;
desk_page members_see, member_see, member_save, cards_see, card_state, card_enrol;
desk_page visits_see, visit_save;
desk_page activities_see, activity_see, activity_ics;
desk_page content_see, content_one, content_save, content_remove;
desk_page story_preview, picture_add, blob_see;
desk_page kiosks_see, kiosk_pair, kiosk_revoke, kiosk_rename, asides_see, aside_retry;
desk_page glass_switch, glass_ask, glass_see;
desk_page upstream_see, tiers_see, below_see, audit_see, audit_verify;
desk_page users_see, user_save, staff_save, settings_see, setting_save;
