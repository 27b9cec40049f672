/* absent: who has not come, and the sheet that everybody signs. */
#include "console/console_private.h"

#define SHEET_MOST 2000

#define LAST_SEEN "coalesce(l.last_ms, 0)"
static const struct desk_sort sorts[] = {{"grid", "m.grid", "m.name_key"},
                                         {"name", "m.name_key", "m.member_no"},
                                         {"last", LAST_SEEN, "m.name_key"},
                                         {NULL, NULL, NULL}};
/* Of an activity's times that have begun: uid, now. */
#define LATEST                                                                                     \
    "(SELECT x.recurrence_ms FROM occurrence x WHERE x.uid=? AND x.start_ms<=? AND x.cancelled=0"  \
    " ORDER BY x.recurrence_ms DESC LIMIT 20)"
/* Of the people of one page, who are looked for first; missed is counted as far as 20: whoever was
 * at none of so many is found by a few ranges of one index, however long the log is. */
static const char columns[] =
    "SELECT m.member_no, m.name, m.grid, coalesce(g.name, m.grid) AS grid_name, m.phone, " LAST_SEEN
    " AS last_ms, (SELECT count(*) FROM " LATEST
    " AS r WHERE r.recurrence_ms>coalesce(c.came_ms, 0))"
    " AS missed" DESK_MEMBERS " LEFT JOIN (SELECT y.member_no,"
    " max(y.recurrence_ms) AS came_ms FROM attendance y WHERE y.site='' AND y.uid=? AND"
    " y.recurrence_ms IN " LATEST " AND y.undone=0 GROUP BY y.member_no) AS c ON"
    " c.member_no=m.member_no WHERE m.member_no IN (SELECT m.member_no";

static enum err add_about(struct desk *desk, const struct desk_occurrence *o, struct why *why) {
    struct db_ask ask = {0};
    json_t *day = NULL, *one = NULL;
    db_ask_add(&ask,
               "SELECT uid AS activity, recurrence_ms, title, place, start_ms, end_ms FROM"
               " occurrence WHERE uid=? AND recurrence_ms=?",
               "ti", o->uid, o->recurrence_ms);
    enum err e = desk_day(desk, why, &day);
    if (e == ERR_NONE && o->uid[0])
        e = desk_row(desk,
                     "titt"
                     "ii",
                     &ask, why, &one);
    json_object_set_new(desk->reply, "occurrences", day);
    json_object_set_new(desk->reply, "occurrence", one ? one : json_null());
    return e;
}

static enum err people(struct desk *desk, const struct desk_occurrence *o, struct why *why) {
    struct db_ask from = {0}, count = {0}, page = {0};
    struct desk_list list = {.sorts = sorts};
    int64_t total = 0, offset = 0, size = desk_page_size(desk, &offset);
    json_t *rows = NULL;
    if (strcmp(desk_query(desk, "running"), "1") == 0) {
        desk_ask_away(desk, &from, o);
    } else {
        desk_ask_expected(desk, &from, o);
        db_ask_add(&from,
                   " AND m.member_no NOT IN (SELECT w.member_no FROM attendance w WHERE w.site=''"
                   " AND w.uid=? AND w.recurrence_ms=? AND w.undone=0)",
                   "ti", o->uid, o->recurrence_ms);
    }
    db_ask_add(&count, "SELECT count(*)", "");
    db_ask_append(&count, &from);
    db_ask_add(&page, columns, "titti", o->uid, desk->now_ms, o->uid, o->uid, desk->now_ms);
    db_ask_append(&page, &from);
    desk_order(desk, &list, &page);
    db_ask_add(&page, " LIMIT ? OFFSET ?)", "ii", size, offset);
    desk_order(desk, &list, &page);
    enum err e = desk_count(desk, &count, why, &total);
    if (e == ERR_NONE)
        e = desk_rows(desk,
                      "tttt"
                      "tii",
                      &page, why, &rows);
    if (e == ERR_NONE) desk->reply = json_pack("{so sI}", "rows", rows, "total", (json_int_t)total);
    return e;
}

enum err absent_get(struct desk *desk, struct why *why) {
    struct desk_occurrence o;
    enum err e = desk_occurrence(desk, true, why, &o);
    if (e == ERR_NONE && o.uid[0])
        e = people(desk, &o, why);
    else if (e == ERR_NONE)
        desk->reply = json_pack("{s[] si}", "rows", "total", 0);
    return e == ERR_NONE ? add_about(desk, &o, why) : e;
}

enum err sheet_get(struct desk *desk, struct why *why) {
    struct desk_occurrence o;
    struct db_ask ask = {0};
    json_t *rows = NULL;
    enum err e = desk_occurrence(desk, true, why, &o);
    if (e != ERR_NONE) return e;
    db_ask_add(&ask,
               "SELECT m.member_no, m.name, coalesce(g.name, m.grid) AS grid_name,"
               " (SELECT coalesce(max(w.shown_ms), 0) FROM attendance w WHERE w.site='' AND w.uid=?"
               " AND w.recurrence_ms=? AND w.member_no=m.member_no AND w.undone=0) AS at_ms",
               "ti", o.uid, o.recurrence_ms);
    desk_ask_expected(desk, &ask, &o);
    db_ask_add(&ask, " ORDER BY m.grid, m.name_key, m.member_no LIMIT ?", "i",
               (int64_t)(o.uid[0] ? SHEET_MOST : 0));
    e = desk_rows(desk, "ttti", &ask, why, &rows);
    if (e == ERR_NONE) desk->reply = json_pack("{so}", "rows", rows);
    return e == ERR_NONE ? add_about(desk, &o, why) : e;
}
