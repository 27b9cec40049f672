/* absent: the members who have not come, and the attendance sheet for signatures. */
#include "console/console_private.h"

#define SHEET_MOST 2000

#define LAST_SEEN "coalesce(l.last_ms, 0)"
static const struct console_sort sorts[] = {{"grid", "m.grid", "m.name_key"},
                                            {"name", "m.name_key", "m.member_no"},
                                            {"last", LAST_SEEN, "m.name_key"},
                                            {NULL, NULL, NULL}};
/* The occurrences of an activity that have begun. Parameters: uid, now. */
#define LATEST                                                                                     \
    "(SELECT x.recurrence_ms FROM occurrence x WHERE x.uid=? AND x.start_ms<=? AND x.cancelled=0"  \
    " ORDER BY x.recurrence_ms DESC LIMIT 20)"
/* For the members of one page, which are selected first. missed counts to at most 20, so that a few
 * index ranges are enough, however long the log is. */
static const char columns[] =
    "SELECT m.member_no, m.name, m.grid, coalesce(g.name, m.grid) AS grid_name, m.phone, " LAST_SEEN
    " AS last_ms, (SELECT count(*) FROM " LATEST
    " AS r WHERE r.recurrence_ms>coalesce(c.came_ms, 0))"
    " AS missed" CONSOLE_MEMBERS " LEFT JOIN (SELECT y.member_no,"
    " max(y.recurrence_ms) AS came_ms FROM attendance y WHERE y.site='' AND y.uid=? AND"
    " y.recurrence_ms IN " LATEST " AND y.undone=0 GROUP BY y.member_no) AS c ON"
    " c.member_no=m.member_no WHERE m.member_no IN (SELECT m.member_no";

static enum err add_about(struct console_call *call, const struct console_occurrence *o,
                          struct why *why) {
    struct db_ask ask = {0};
    json_t *day = NULL, *one = NULL;
    db_ask_add(&ask,
               "SELECT uid AS activity, recurrence_ms, title, place, start_ms, end_ms FROM"
               " occurrence WHERE uid=? AND recurrence_ms=?",
               "ti", o->uid, o->recurrence_ms);
    enum err e = console_day(call, why, &day);
    if (e == ERR_NONE && o->uid[0])
        e = console_row(call,
                        "titt"
                        "ii",
                        &ask, why, &one);
    json_object_set_new(call->reply, "occurrences", day);
    json_object_set_new(call->reply, "occurrence", one ? one : json_null());
    return e;
}

static enum err people(struct console_call *call, const struct console_occurrence *o,
                       struct why *why) {
    struct db_ask from = {0}, count = {0}, page = {0};
    struct console_list list = {.sorts = sorts};
    int64_t total = 0, offset = 0, size = console_page_size(call, &offset);
    json_t *rows = NULL;
    if (strcmp(console_query(call, "running"), "1") == 0) {
        console_ask_away(call, &from, o);
    } else {
        console_ask_expected(call, &from, o);
        db_ask_add(&from,
                   " AND m.member_no NOT IN (SELECT w.member_no FROM attendance w WHERE w.site=''"
                   " AND w.uid=? AND w.recurrence_ms=? AND w.undone=0)",
                   "ti", o->uid, o->recurrence_ms);
    }
    db_ask_add(&count, "SELECT count(*)", "");
    db_ask_append(&count, &from);
    db_ask_add(&page, columns, "titti", o->uid, call->now_ms, o->uid, o->uid, call->now_ms);
    db_ask_append(&page, &from);
    console_order(call, &list, &page);
    db_ask_add(&page, " LIMIT ? OFFSET ?)", "ii", size, offset);
    console_order(call, &list, &page);
    enum err e = console_count(call, &count, why, &total);
    if (e == ERR_NONE)
        e = console_rows(call,
                         "tttt"
                         "tii",
                         &page, why, &rows);
    if (e == ERR_NONE) call->reply = json_pack("{so sI}", "rows", rows, "total", (json_int_t)total);
    return e;
}

enum err absent_get(struct console_call *call, struct why *why) {
    struct console_occurrence o;
    enum err e = console_occurrence(call, true, why, &o);
    if (e == ERR_NONE && o.uid[0])
        e = people(call, &o, why);
    else if (e == ERR_NONE)
        call->reply = json_pack("{s[] si}", "rows", "total", 0);
    return e == ERR_NONE ? add_about(call, &o, why) : e;
}

enum err sheet_get(struct console_call *call, struct why *why) {
    struct console_occurrence o;
    struct db_ask ask = {0};
    json_t *rows = NULL;
    enum err e = console_occurrence(call, true, why, &o);
    if (e != ERR_NONE) return e;
    db_ask_add(&ask,
               "SELECT m.member_no, m.name, coalesce(g.name, m.grid) AS grid_name,"
               " (SELECT coalesce(max(w.shown_ms), 0) FROM attendance w WHERE w.site='' AND w.uid=?"
               " AND w.recurrence_ms=? AND w.member_no=m.member_no AND w.undone=0) AS at_ms",
               "ti", o.uid, o.recurrence_ms);
    console_ask_expected(call, &ask, &o);
    db_ask_add(&ask, " ORDER BY m.grid, m.name_key, m.member_no LIMIT ?", "i",
               (int64_t)(o.uid[0] ? SHEET_MOST : 0));
    e = console_rows(call, "ttti", &ask, why, &rows);
    if (e == ERR_NONE) call->reply = json_pack("{so}", "rows", rows);
    return e == ERR_NONE ? add_about(call, &o, why) : e;
}
