/* visits: who was seen at home, by whom, and who is due again. */
#include "console/console_private.h"

#include <stdio.h>

/* Each person's newest; begun from the visits, of which there are fewer than people. */
#define NEWEST                                                                                     \
    "(SELECT h.* FROM home_visit h WHERE h.id=(SELECT w.id FROM home_visit w WHERE"                \
    " w.member_no=h.member_no ORDER BY w.at_ms DESC, w.id DESC LIMIT 1))"

static const struct desk_sort sorts[] = {
    {"due", "CASE WHEN v.due_ms>0 THEN v.due_ms ELSE 9000000000000000 END", "m.name_key"},
    {"name", "m.name_key", "m.member_no"},
    {"grid", "m.grid", "m.name_key"},
    {"at", "coalesce(v.at_ms, 0)", "m.name_key"},
    {NULL, NULL, NULL}};

enum err visits_get(struct desk *desk, struct why *why) {
    static const struct desk_list list = {
        .columns =
            "SELECT m.member_no, m.name, coalesce(g.name, m.grid) AS grid_name,"
            " coalesce(v.at_ms, 0) AS at_ms, coalesce(v.note, '') AS what,"
            " coalesce(u.display, v.who, '') AS by_name, coalesce(v.due_ms, 0) AS next_due_ms",
        .types = "tttitti",
        .from = " FROM member m LEFT JOIN grid g ON g.key=m.grid LEFT JOIN " NEWEST
                " AS v ON v.member_no=m.member_no LEFT JOIN account u ON u.name=v.who",
        .sorts = sorts};
    struct db_ask where = {0};
    const char *which = desk_query(desk, "which");
    db_ask_add(&where, " WHERE m.has_left=0", "");
    if (strcmp(which, "due") == 0)
        db_ask_add(&where, " AND v.due_ms>0 AND v.due_ms<=?", "i", desk->now_ms);
    if (strcmp(which, "never") == 0) db_ask_add(&where, " AND v.id IS NULL", "");
    desk_ask_grid(desk, &where, "m.grid");
    desk_ask_person(&where, desk_query(desk, "q"));
    return desk_page_of(desk, &list, &where, why);
}

struct visit {
    char member_no[KEY_SIZE], note[1600];
    int64_t at_ms, due_ms;
};

static enum err add(struct desk *desk, void *arg, struct why *why) {
    const struct visit *v = arg;
    enum err e = db_run(desk->db, why, NULL,
                        "INSERT INTO home_visit (member_no, at_ms, who, note, due_ms)"
                        " VALUES ($1, $2, $3, $4, $5)",
                        "titti", v->member_no, v->at_ms, desk->account.name, v->note, v->due_ms);
    return e == ERR_NONE ? desk_audit(desk, "home_visit", v->member_no, why) : e;
}

enum err visit_save(struct desk *desk, struct why *why) {
    struct visit v = {.at_ms = desk_int(desk, "at_ms", 0),
                      .due_ms = desk_int(desk, "next_due_ms", 0)};
    int64_t there = 0;
    enum err e = DESK_FIELD(desk, why, "member_no", true, v.member_no);
    if (e == ERR_NONE) e = DESK_FIELD(desk, why, "what", true, v.note);
    if (e == ERR_NONE)
        e = db_one(desk->db, why, &there, "SELECT 1 FROM member WHERE member_no=$1", "t",
                   v.member_no);
    if (e != ERR_NONE) return e;
    if (!there) return desk_refuse(desk, why, 404, "not_found", "member_no");
    if (v.at_ms <= 0 || v.at_ms > desk->now_ms + 86400000)
        return desk_refuse(desk, why, 400, "bad_field", "at");
    if (v.due_ms && v.due_ms < v.at_ms) return desk_refuse(desk, why, 400, "ends_early", "next");
    e = desk_may_see(desk, v.member_no, why);
    return e == ERR_NONE ? desk_transact(desk, add, &v, why) : e;
}
