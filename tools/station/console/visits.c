/* visits: home visits: who was visited, by whom, and when the next visit is due. */
#include "console/console_private.h"

#include <stdio.h>

/* The newest visit of each member. Starts from the visits, because there are fewer visits than
 * members. */
#define NEWEST                                                                                     \
    "(SELECT h.* FROM home_visit h WHERE h.id=(SELECT w.id FROM home_visit w WHERE"                \
    " w.member_no=h.member_no ORDER BY w.at_ms DESC, w.id DESC LIMIT 1))"

static const struct console_sort sorts[] = {
    {"due", "CASE WHEN v.due_ms>0 THEN v.due_ms ELSE 9000000000000000 END", "m.name_key"},
    {"name", "m.name_key", "m.member_no"},
    {"grid", "m.grid", "m.name_key"},
    {"at", "coalesce(v.at_ms, 0)", "m.name_key"},
    {NULL, NULL, NULL}};

enum err visits_get(struct console_call *call, struct why *why) {
    static const struct console_list list = {
        .columns =
            "SELECT m.member_no, m.name, coalesce(g.name, m.grid) AS grid_name,"
            " coalesce(v.at_ms, 0) AS at_ms, coalesce(v.note, '') AS what,"
            " coalesce(u.display, v.who, '') AS by_name, coalesce(v.due_ms, 0) AS next_due_ms",
        .types = "tttitti",
        .from = " FROM member m LEFT JOIN grid g ON g.key=m.grid LEFT JOIN " NEWEST
                " AS v ON v.member_no=m.member_no LEFT JOIN account u ON u.name=v.who",
        .sorts = sorts};
    struct db_ask where = {0};
    const char *which = console_query(call, "which");
    db_ask_add(&where, " WHERE m.has_left=0", "");
    if (strcmp(which, "due") == 0)
        db_ask_add(&where, " AND v.due_ms>0 AND v.due_ms<=?", "i", call->now_ms);
    if (strcmp(which, "never") == 0) db_ask_add(&where, " AND v.id IS NULL", "");
    console_ask_grid(call, &where, "m.grid");
    console_ask_person(&where, console_query(call, "q"));
    return console_page_of(call, &list, &where, why);
}

struct visit {
    char member_no[KEY_SIZE], note[1600];
    int64_t at_ms, due_ms;
};

static enum err add(struct console_call *call, void *arg, struct why *why) {
    const struct visit *v = arg;
    enum err e = db_run(call->db, why, NULL,
                        "INSERT INTO home_visit (member_no, at_ms, who, note, due_ms)"
                        " VALUES ($1, $2, $3, $4, $5)",
                        "titti", v->member_no, v->at_ms, call->account.name, v->note, v->due_ms);
    return e == ERR_NONE ? console_audit(call, "home_visit", v->member_no, why) : e;
}

enum err visit_save(struct console_call *call, struct why *why) {
    struct visit v = {.at_ms = console_int(call, "at_ms", 0),
                      .due_ms = console_int(call, "next_due_ms", 0)};
    int64_t there = 0;
    enum err e = CONSOLE_FIELD(call, why, "member_no", true, v.member_no);
    if (e == ERR_NONE) e = CONSOLE_FIELD(call, why, "what", true, v.note);
    if (e == ERR_NONE)
        e = db_one(call->db, why, &there, "SELECT 1 FROM member WHERE member_no=$1", "t",
                   v.member_no);
    if (e != ERR_NONE) return e;
    if (!there) return console_refuse(call, why, 404, "not_found", "member_no");
    if (v.at_ms <= 0 || v.at_ms > call->now_ms + 86400000)
        return console_refuse(call, why, 400, "bad_field", "at");
    if (v.due_ms && v.due_ms < v.at_ms) return console_refuse(call, why, 400, "ends_early", "next");
    e = console_may_see(call, v.member_no, why);
    return e == ERR_NONE ? console_transact(call, add, &v, why) : e;
}
