/* occurrence: the occurrence that a page is about, and the members expected there. The rules are
 * those of the kiosk (firmware/store/staff_people.c). */
#include "console/console_private.h"

#define DAY_MS INT64_C(86400000)
#define DAY_MOST 60

static bool take(void *to, const struct db_row *row) {
    struct console_occurrence *o = to;
    TEXT_COPY(o->uid, db_text(row, 0));
    o->recurrence_ms = db_int(row, 1);
    o->start_ms = db_int(row, 2);
    o->everybody = db_int(row, 3) == 0 && db_int(row, 4) == 0;
    return false;
}

#define COLUMNS "SELECT uid, recurrence_ms, start_ms, needs_sign_up, capacity FROM occurrence"

static void day_of(const struct console_call *call, int64_t *ret_from, int64_t *ret_to) {
    int64_t day = call->now_ms - call->now_ms % DAY_MS;
    *ret_from = console_query_int(call, "from_ms", day);
    *ret_to = console_query_int(call, "to_ms", *ret_from + DAY_MS);
}

enum err console_occurrence(struct console_call *call, bool guess, struct why *why,
                            struct console_occurrence *ret) {
    int64_t from = 0, to = 0;
    *ret = (struct console_occurrence){0};
    const char *uid = console_query(call, "activity");
    if (uid[0])
        return db_query(call->db, why, take, ret, COLUMNS " WHERE uid=$1 AND recurrence_ms=$2",
                        "ti", uid, console_query_int(call, "recurrence_ms", 0));
    if (!guess) return ERR_NONE;
    day_of(call, &from, &to);
    return db_query(call->db, why, take, ret,
                    COLUMNS " WHERE start_ms>=$1 AND start_ms<$2 AND cancelled=0 ORDER BY CASE WHEN"
                            " start_ms-1800000<=$3 THEN 0 ELSE 1 END, abs(start_ms-$3) LIMIT 1",
                    "iii", from, to, call->now_ms);
}

enum err console_day(struct console_call *call, struct why *why, json_t **ret_rows) {
    struct db_ask ask = {0};
    int64_t from = 0, to = 0;
    day_of(call, &from, &to);
    db_ask_add(&ask,
               "SELECT uid AS activity, recurrence_ms, title, place, start_ms, end_ms, cancelled"
               " FROM occurrence WHERE start_ms>=? AND start_ms<? ORDER BY start_ms, uid LIMIT ?",
               "iii", from, to, (int64_t)DAY_MOST);
    return console_rows(call,
                        "titti"
                        "ib",
                        &ask, why, ret_rows);
}

/* IN and NOT IN with a list that is computed once: searching for each of 35,000 members would be
 * too slow. */
void console_ask_expected(const struct console_call *call, struct db_ask *ask,
                          const struct console_occurrence *o) {
    db_ask_add(ask, CONSOLE_MEMBERS " WHERE m.has_left=0", "");
    if (!o->everybody)
        db_ask_add(ask,
                   " AND m.member_no IN (SELECT s.member_no FROM sign_up s WHERE s.site='' AND"
                   " s.uid=? AND s.recurrence_ms=? AND s.cancelled=0)",
                   "ti", o->uid, o->recurrence_ms);
    console_ask_grid(call, ask, "m.grid");
}

#define LAST_THREE                                                                                 \
    "(SELECT p.recurrence_ms FROM occurrence p WHERE p.uid=? AND p.end_ms<=? AND p.cancelled=0"    \
    " ORDER BY p.start_ms DESC LIMIT 3)"

void console_ask_away(const struct console_call *call, struct db_ask *ask,
                      const struct console_occurrence *o) {
    console_ask_expected(call, ask, o);
    db_ask_add(ask, " AND (SELECT count(*) FROM " LAST_THREE " AS l)=3", "ti", o->uid,
               call->now_ms);
    db_ask_add(ask,
               " AND m.member_no NOT IN (SELECT w.member_no FROM attendance w WHERE w.site='' AND"
               " w.uid=? AND w.recurrence_ms IN " LAST_THREE " AND w.undone=0)",
               "tti", o->uid, o->uid, call->now_ms);
}
