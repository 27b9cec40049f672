/* activities: the calendar, one occurrence, and uploads of calendar files. */
#include "console/console_private.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const struct console_sort sorts[] = {
    {"start", "o.start_ms", "o.uid"}, {"title", "o.title", "o.start_ms"}, {NULL, NULL, NULL}};
#define COLUMNS                                                                                    \
    "SELECT o.uid AS activity, o.recurrence_ms, o.title, o.place, o.kind AS activity_kind,"        \
    " o.start_ms, o.end_ms, o.capacity, o.counts_hours, o.needs_sign_up, o.cancelled,"             \
    " (SELECT count(*) FROM attendance a WHERE a.site='' AND a.uid=o.uid AND"                      \
    " a.recurrence_ms=o.recurrence_ms AND a.undone=0) AS arrived,"                                 \
    " (SELECT count(*) FROM sign_up s WHERE s.site='' AND s.uid=o.uid AND"                         \
    " s.recurrence_ms=o.recurrence_ms AND s.cancelled=0) AS signed_up"
#define TYPES "tittiiiibbbii"

enum err activities_get(struct console_call *call, struct why *why) {
    static const struct console_list list = {
        .columns = COLUMNS, .types = TYPES, .from = " FROM occurrence o", .sorts = sorts};
    struct db_ask where = {0};
    const char *q = console_query(call, "q"), *kind = console_query(call, "kind");
    char like[256];
    db_ask_add(&where, " WHERE o.start_ms>=? AND o.start_ms<?", "ii",
               console_query_int(call, "from_ms", 0),
               console_query_int(call, "to_ms", INT64_C(253402300800000)));
    if (kind[0]) db_ask_add(&where, " AND o.kind=?", "i", console_query_int(call, "kind", 0));
    if (q[0]) {
        db_ask_like(q, false, like, sizeof like);
        db_ask_add(&where, " AND (o.title LIKE ? ESCAPE '!' OR o.place LIKE ? ESCAPE '!')", "tt",
                   like, like);
    }
    return console_page_of(call, &list, &where, why);
}

static enum err signed_up(struct console_call *call, const char *uid, int64_t recurrence_ms,
                          struct why *why) {
    struct db_ask ask = {0};
    json_t *rows = NULL;
    db_ask_add(&ask,
               "SELECT s.member_no, coalesce(m.name, s.member_no) AS name, s.waiting FROM sign_up s"
               " LEFT JOIN member m ON m.member_no=s.member_no WHERE s.site='' AND s.uid=? AND"
               " s.recurrence_ms=? AND s.cancelled=0",
               "ti", uid, recurrence_ms);
    console_ask_grid(call, &ask, "m.grid");
    db_ask_add(&ask, " ORDER BY s.waiting, s.at_ms LIMIT 500", "");
    enum err e = console_rows(call, "ttb", &ask, why, &rows);
    if (e == ERR_NONE) json_object_set_new(call->reply, "people", rows);
    return e;
}

/* The fact has more than the table: what to bring, the organiser, its own window. */
enum err activity_get(struct console_call *call, struct why *why) {
    struct db_ask ask = {0};
    const char *uid = console_query(call, "activity");
    int64_t recurrence_ms = console_query_int(call, "recurrence_ms", 0);
    json_t *fact = NULL, *row = NULL;
    char key[UID_SIZE + 24];
    snprintf(key, sizeof key, "%s %lld", uid, (long long)recurrence_ms);
    db_ask_add(&ask, COLUMNS " FROM occurrence o WHERE o.uid=? AND o.recurrence_ms=?", "ti", uid,
               recurrence_ms);
    enum err e = console_row(call, TYPES, &ask, why, &row);
    if (e == ERR_NONE) e = console_fact(call, "occurrence", key, why, &fact);
    if (e == ERR_NONE && !json_object_get(row, "title"))
        e = why_set(why, ERR_NOT_FOUND, "no such activity");
    if (e == ERR_NONE) {
        call->reply = fact ? json_incref(fact) : json_object();
        json_object_update(call->reply, row);
        e = signed_up(call, uid, recurrence_ms, why);
    }
    json_decref(row);
    json_decref(fact);
    return e;
}

/* --- calendar files --- */
static void add_line(void *to, const char *line) {
    if (json_array_size(to) < 40) json_array_append_new(to, json_string(line));
}

/* A name that identifies the same file again: no folder, no odd characters, ".ics" at the end. */
static void safe_name(const char *name, char ret_name[static 64]) {
    size_t n = 0;
    const char *slash = strrchr(name, '/');
    for (const char *p = slash ? slash + 1 : name; *p && n < 56; p++) {
        bool good = isalnum((unsigned char)*p) || *p == '-' || *p == '_' || (*p == '.' && n > 0);
        ret_name[n++] = good ? *p : '_';
    }
    ret_name[n] = 0;
    if (n < 5 || strcmp(ret_name + n - 4, ".ics") != 0) snprintf(ret_name + n, 8, ".ics");
}

static enum err import_file(struct console_call *call, const char *path, struct why *why) {
    struct import_result result = {0};
    json_t *lines = json_array();
    enum err e = station_import(call->station, call->ledger, path, call->account.name, add_line,
                                lines, why, &result);
    if (e == ERR_NONE)
        call->reply = json_pack("{sI sO}", "changed", (json_int_t)result.changed,
                                result.refused ? "errors" : "lines", lines);
    if (e == ERR_NONE && !result.refused) json_object_set_new(call->reply, "errors", json_array());
    json_decref(lines);
    return e;
}

enum err activity_ics(struct console_call *call, struct why *why) {
    char folder[] = "/tmp/muster-calendar-XXXXXX", name[64], path[128];
    size_t bytes = 0;
    const char *body = http_body(call->http, &bytes);
    safe_name(console_query(call, "name"), name);
    if (!mkdtemp(folder))
        return why_set(why, ERR_IO, "cannot create a folder for the file in /tmp");
    snprintf(path, sizeof path, "%s/%s", folder, name);
    enum err e = file_write_atomic(path, body, bytes, 0600, why);
    if (e == ERR_NONE) e = import_file(call, path, why);
    unlink(path);
    rmdir(folder);
    return e;
}
