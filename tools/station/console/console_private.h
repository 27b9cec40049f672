#pragma once
/* Private to console/: one call of the console's API, and what its pages share. A page is called on
 * a thread of the server, with a connection to the ledger lent to it.
 *
 * 1. Permissions are decided only in the table in console.c, before a page is called.
 *    console_ask_grid limits every query about members to the grid of a liaison.
 * 2. User input in SQL is only ever a bound value. */
#include "base/bytes.h"
#include "console/routes.h"
#include "db/ask.h"
#include "service/station.h"

#include <jansson.h>

struct pinyin;
struct console_call {
    struct http_call *http;
    struct station *station;
    struct ledger *ledger;
    struct db *db;
    struct ledger_account account; /* who is signed in; name "" if the page needs no sign-in */
    char csrf[SESSION_SIZE];
    json_t *body; /* of a POST: an object */
    int64_t now_ms;
    json_t *reply;   /* the page's reply; freed by the dispatcher */
    bool replied;    /* the page has replied itself: a file or a stream */
    bool changed;    /* wake the waiting calls */
    unsigned status; /* with code: how the call was refused */
    const char *code, *field;
    int64_t minutes;
};
typedef enum err console_page(struct console_call *call, struct why *why);

/* --- the request --- */
const char *console_query(const struct console_call *call,
                          const char *name); /* "": none, or not UTF-8 */
int64_t console_query_int(const struct console_call *call, const char *name, int64_t otherwise);
const char *console_text(const struct console_call *call,
                         const char *name); /* from the body; "": none */
int64_t console_int(const struct console_call *call, const char *name, int64_t otherwise);
bool console_bool(const struct console_call *call, const char *name);
/* A text from the body that fits its field and has no control characters; needed: not empty. */
#define CONSOLE_FIELD(call, why, name, needed, field)                                              \
    console_field((call), (why), (name), (needed), (field), sizeof(field))
MUST_CHECK enum err console_field(struct console_call *call, struct why *why, const char *name,
                                  bool needed, char *ret_field, size_t bytes);
/* Refuses with a code for which the page has a text. */
MUST_CHECK enum err console_refuse(struct console_call *call, struct why *why, unsigned status,
                                   const char *code, const char *field);

/* --- rows as JSON: one letter per column: t text, i integer, b boolean, x hash, e six digits of
 * that hash, c the title in a fact's body, - omitted; members have the names of the columns --- */
MUST_CHECK enum err console_rows(struct console_call *call, const char *types,
                                 const struct db_ask *ask, struct why *why, json_t **ret_rows);
/* The first row, or {} */
MUST_CHECK enum err console_row(struct console_call *call, const char *types,
                                const struct db_ask *ask, struct why *why, json_t **ret_row);
MUST_CHECK enum err console_count(struct console_call *call, const struct db_ask *ask,
                                  struct why *why, int64_t *ret_count);

struct console_sort {
    const char *word, *by, *then; /* then: makes the order unique */
};
struct console_list {
    const char *columns, *types, *from; /* from: joins that do not change the number of rows */
    const struct console_sort *sorts;   /* ends with a NULL word; the first is the default */
    const char *key,
        *narrow; /* for a long list: the key of a row, and the part of from that where and sorts
                    need. The rows of a page are selected first and joined then. */
    bool newest_first; /* the default sort is descending */
};
/* Replies {"rows":[...],"total":N} for the query's page, size and sort; where begins with " WHERE".
 */
MUST_CHECK enum err console_page_of(struct console_call *call, const struct console_list *list,
                                    const struct db_ask *where, struct why *why);
void console_order(const struct console_call *call, const struct console_list *list,
                   struct db_ask *ask);
int64_t console_page_size(const struct console_call *call, int64_t *ret_offset);

/* The same for rows in memory (sorted.c): in the order of the query's sort or of the member usual,
 * then of key. */
MUST_CHECK enum err console_sorted_page(struct console_call *call, const json_t *array,
                                        const char *usual, const char *key, struct why *why);

/* --- parts of queries --- */
/* By name, number or pinyin initials of m; nothing if q is "". */
void console_ask_person(struct db_ask *ask, const char *q);
/* Limits a column to the requested grid and to the liaison's own grid. */
void console_ask_grid(const struct console_call *call, struct db_ask *ask, const char *column);
/* Refuses if the member is not in the liaison's grid. */
MUST_CHECK enum err console_may_see(struct console_call *call, const char *member_no,
                                    struct why *why);

/* --- actions: begin, run, COMMIT; retried after ERR_BUSY --- */
typedef enum err console_action(struct console_call *call, void *arg, struct why *why);
MUST_CHECK enum err console_transact(struct console_call *call, console_action *action, void *arg,
                                     struct why *why);
MUST_CHECK enum err console_audit(struct console_call *call, const char *what, const char *detail,
                                  struct why *why); /* in a transaction */
/* A change from JSON, read and checked as a kiosk would; free() it. */
MUST_CHECK enum err console_change(struct console_call *call, const json_t *object, struct why *why,
                                   struct change **ret_change);
/* Applies it and writes its audit row. Own transaction. */
MUST_CHECK enum err console_apply(struct console_call *call, const struct change *change,
                                  const char *what, struct why *why);
/* The fact in the ledger; NULL: none. json_decref it. */
MUST_CHECK enum err console_fact(struct console_call *call, const char *kind, const char *key,
                                 struct why *why, json_t **ret_object);
/* Locks pinyin: content/ must be used by one thread at a time. */
MUST_CHECK enum err console_pinyin(struct console_call *call, struct why *why,
                                   struct pinyin **ret_pinyin);
void console_pinyin_done(struct console_call *call);

/* --- shared by several pages --- */
#define ONLINE_MS 90000 /* a kiosk polls at least every 30 s */
json_t *
console_chain(struct console_call *call); /* of the audit log (chain.c): new rows, once a minute */
#define DUE_DAYS 15                       /* default; meta requests.due_days overrides it */
/* Requests with their members (m), grids (rg) and subjects (c: the body of a fact, column type c).
 */
#define REQUEST_GRID "(CASE WHEN r.grid<>'' THEN r.grid ELSE m.grid END)"
#define REQUEST_FROM                                                                               \
    " FROM request r LEFT JOIN member m ON m.member_no=r.member_no LEFT JOIN grid rg ON"           \
    " rg.key=" REQUEST_GRID                                                                        \
    " LEFT JOIN account u ON u.name=r.assignee LEFT JOIN kiosk k ON k.id=r.kiosk"                  \
    " LEFT JOIN fact c ON c.kind=CASE WHEN r.category LIKE 'team:%' THEN 'team' ELSE 'category'"   \
    " END AND c.key=CASE WHEN r.category LIKE 'team:%' THEN substr(r.category, 6) ELSE"            \
    " r.category END"
json_t *console_counts(struct console_call *call); /* the badges */
bool console_is_hash(const char *hex);
/* The occurrence of a page: activity and recurrence_ms of the query; else the newest one of the day
 * that has begun, else its first. uid "": none. */
struct console_occurrence {
    char uid[UID_SIZE];
    int64_t recurrence_ms, start_ms;
    bool everybody; /* no sign-up and no limit: everybody is expected */
};
MUST_CHECK enum err console_occurrence(struct console_call *call, bool guess, struct why *why,
                                       struct console_occurrence *ret);
/* [{activity, recurrence_ms, title, ...}] of the requested day */
MUST_CHECK enum err console_day(struct console_call *call, struct why *why, json_t **ret_rows);
/* m, its grid g, the last attendance l */
#define CONSOLE_MEMBERS                                                                            \
    " FROM member m LEFT JOIN grid g ON g.key=m.grid LEFT JOIN last_seen l ON"                     \
    " l.member_no=m.member_no"
/* " FROM member m ..." of the members expected there, in the permitted grids. */
void console_ask_expected(const struct console_call *call, struct db_ask *ask,
                          const struct console_occurrence *o);
/* ... who attended none of the last three occurrences. */
void console_ask_away(const struct console_call *call, struct db_ask *ask,
                      const struct console_occurrence *o);
/* attendance.c: the list and its WHERE, for the page and the export */
extern const struct console_list attendance_list;
void attendance_where(const struct console_call *call, struct db_ask *where);

/* cards.c: the unassigned card for which a kiosk showed these six digits; refused if there is none
 */
MUST_CHECK enum err console_unknown_card(struct console_call *call, const char *digits,
                                         struct why *why, struct hash *ret_identity);
bool content_is_editable(const char *kind); /* content.c */

/* --- files.c --- */
struct console_files; /* the page's files, and what the console keeps between calls */
void files_serve(struct http_call *call);
void files_index(struct http_call *call);
struct console_kept {
    pthread_mutex_t lock;                     /* of chain and heavy */
    int heavy[3];                             /* slow pages running now, by weight in console.c */
    int64_t chain_ms, chain_id, chain_broken; /* time of the check; checked up to; first bad row */
    struct hash chain_hash;
    struct pinyin *pinyin; /* under the station's import_lock */
};
struct console_kept *files_kept(struct station *station);

/* --- the pages, by file --- */
console_page session_get, session_in, session_out, session_password, session_people;
console_page today_get, today_events;
console_page attendance_get, attendance_check_in, attendance_undo, absent_get, sheet_get,
    export_get;
console_page requests_get, request_get, request_voice, request_step, request_assign, request_file;
console_page members_get, member_get, member_save, cards_get, card_state, card_enrol;
console_page visits_get, visit_save;
console_page activities_get, activity_get, activity_ics;
console_page content_get, content_one, content_save, content_remove;
console_page story_preview, picture_add, blob_get;
console_page kiosks_get, kiosk_pair, kiosk_revoke, kiosk_rename, rejected_list, rejected_retry;
console_page screenshot_enable, screenshot_request, screenshot_get;
console_page upstream_get, tiers_get, below_get, audit_get, audit_verify;
console_page users_get, user_save, staff_save, settings_get, setting_save;
