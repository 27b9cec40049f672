/* occurrence: which date of which activity a page is about, and who is expected there. The same
 * rules as at the glass (firmware/store/staff_people.c). */
#include "console/console_private.h"

#define DAY_MS INT64_C(86400000)
#define DAY_MOST 60

static bool take(void *to, const struct db_row *row) {
    struct desk_occurrence *o = to;
    TEXT_COPY(o->uid, db_text(row, 0));
    o->recurrence_ms = db_int(row, 1);
    o->start_ms = db_int(row, 2);
    o->everybody = db_int(row, 3) == 0 && db_int(row, 4) == 0;
    return false;
}

#define COLUMNS "SELECT uid, recurrence_ms, start_ms, needs_sign_up, capacity FROM occurrence"

static void day_of(const struct desk *desk, int64_t *ret_from, int64_t *ret_to) {
    int64_t day = desk->now_ms - desk->now_ms % DAY_MS;
    *ret_from = desk_query_int(desk, "from_ms", day);
    *ret_to = desk_query_int(desk, "to_ms", *ret_from + DAY_MS);
}

enum err desk_occurrence(struct desk *desk, bool guess, struct why *why,
                         struct desk_occurrence *ret) {
    int64_t from = 0, to = 0;
    *ret = (struct desk_occurrence){0};
    const char *uid = desk_query(desk, "activity");
    if (uid[0])
        return db_query(desk->db, why, take, ret, COLUMNS " WHERE uid=$1 AND recurrence_ms=$2",
                        "ti", uid, desk_query_int(desk, "recurrence_ms", 0));
    if (!guess) return ERR_NONE;
    day_of(desk, &from, &to);
    return db_query(desk->db, why, take, ret,
                    COLUMNS " WHERE start_ms>=$1 AND start_ms<$2 AND cancelled=0 ORDER BY CASE WHEN"
                            " start_ms-1800000<=$3 THEN 0 ELSE 1 END, abs(start_ms-$3) LIMIT 1",
                    "iii", from, to, desk->now_ms);
}

enum err desk_day(struct desk *desk, struct why *why, json_t **ret_rows) {
    struct db_ask ask = {0};
    int64_t from = 0, to = 0;
    day_of(desk, &from, &to);
    db_ask_add(&ask,
               "SELECT uid AS activity, recurrence_ms, title, place, start_ms, end_ms, cancelled"
               " FROM occurrence WHERE start_ms>=? AND start_ms<? ORDER BY start_ms, uid LIMIT ?",
               "iii", from, to, (int64_t)DAY_MOST);
    return desk_rows(desk,
                     "titti"
                     "ib",
                     &ask, why, ret_rows);
}

/* IN and NOT IN of a list that is made once: to look for each of 35,000 members costs more than the
 * page may take. */
void desk_ask_expected(const struct desk *desk, struct db_ask *ask,
                       const struct desk_occurrence *o) {
    db_ask_add(ask, DESK_MEMBERS " WHERE m.has_left=0", "");
    if (!o->everybody)
        db_ask_add(ask,
                   " AND m.member_no IN (SELECT s.member_no FROM sign_up s WHERE s.site='' AND"
                   " s.uid=? AND s.recurrence_ms=? AND s.cancelled=0)",
                   "ti", o->uid, o->recurrence_ms);
    desk_ask_grid(desk, ask, "m.grid");
}

#define LAST_THREE                                                                                 \
    "(SELECT p.recurrence_ms FROM occurrence p WHERE p.uid=? AND p.end_ms<=? AND p.cancelled=0"    \
    " ORDER BY p.start_ms DESC LIMIT 3)"

void desk_ask_away(const struct desk *desk, struct db_ask *ask, const struct desk_occurrence *o) {
    desk_ask_expected(desk, ask, o);
    db_ask_add(ask, " AND (SELECT count(*) FROM " LAST_THREE " AS l)=3", "ti", o->uid,
               desk->now_ms);
    db_ask_add(ask,
               " AND m.member_no NOT IN (SELECT w.member_no FROM attendance w WHERE w.site='' AND"
               " w.uid=? AND w.recurrence_ms IN " LAST_THREE " AND w.undone=0)",
               "tti", o->uid, o->uid, desk->now_ms);
}
