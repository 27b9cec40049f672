/* requests: the work list, by the five stages. */
#include "console/console_private.h"

#include <stdlib.h>

static const struct console_sort sorts[] = {
    {"due",
     "CASE WHEN r.stage<3 THEN 0 ELSE 1 END, CASE WHEN r.due_ms>0 THEN r.due_ms ELSE r.at_ms END",
     "r.number"},
    {"number", "r.number", "r.at_ms"},
    {"filed", "r.at_ms", "r.number"},
    {"stage", "r.stage", "r.at_ms"},
    {NULL, NULL, NULL}};

static void stage_where(struct db_ask *where, const char *stage) {
    if (strcmp(stage, "open") == 0)
        db_ask_add(where, " AND r.stage<3", "");
    else if (stage[0] >= '0' && stage[0] <= '4' && !stage[1])
        db_ask_add(where, " AND r.stage=?", "i", (int64_t)(stage[0] - '0'));
}

/* All filters except the stage, because the requests are counted by stage. */
static void filters(struct console_call *call, struct db_ask *where) {
    const char *category = console_query(call, "category"), *who = console_query(call, "assignee"),
               *q = console_query(call, "q");
    char like[256];
    db_ask_add(where, " WHERE r.site=''", "");
    if (category[0]) db_ask_add(where, " AND r.category=?", "t", category);
    if (who[0]) db_ask_add(where, " AND r.assignee=?", "t", strcmp(who, "-") == 0 ? "" : who);
    if (strcmp(console_query(call, "overdue"), "1") == 0)
        db_ask_add(where, " AND r.stage<3 AND r.due_ms BETWEEN 1 AND ?", "i", call->now_ms);
    if (q[0]) {
        db_ask_like(q, false, like, sizeof like);
        db_ask_add(where, " AND (r.number LIKE ? ESCAPE '!' OR (1=1", "t", like);
        console_ask_person(where, q);
        db_ask_add(where, "))", "");
    }
    console_ask_grid(call, where, REQUEST_GRID);
}

static bool take_stage(void *to, const struct db_row *row) {
    json_t *one = json_array_get(to, (size_t)db_int(row, 0));
    json_object_set_new(one, "count", json_integer(db_int(row, 1)));
    json_object_set_new(one, "overdue", json_integer(db_int(row, 2)));
    return true;
}

static enum err stages(struct console_call *call, struct why *why) {
    struct db_ask ask = {0};
    json_t *array = json_array();
    for (int i = 0; i < REQUEST_STAGES; i++)
        json_array_append_new(array, json_pack("{si si}", "count", 0, "overdue", 0));
    db_ask_add(&ask,
               "SELECT r.stage, count(*), sum(CASE WHEN r.stage<3 AND r.due_ms BETWEEN"
               " 1 AND ? THEN 1 ELSE 0 END)" REQUEST_FROM,
               "i", call->now_ms);
    filters(call, &ask);
    db_ask_add(&ask, " GROUP BY r.stage", "");
    enum err e = db_ask(call->db, why, take_stage, array, &ask);
    json_object_set_new(call->reply, "stages", array);
    return e;
}

enum err requests_get(struct console_call *call, struct why *why) {
    static const struct console_list list = {
        .columns = "SELECT r.number, r.category, c.body AS category_title, r.member_no,"
                   " coalesce(m.name, r.member_no) AS name, r.at_ms, r.stage, r.assignee,"
                   " coalesce(u.display, r.assignee) AS assignee_name, r.due_ms, r.rating,"
                   " CASE WHEN r.voice_note<>'' THEN 1 ELSE 0 END AS voice_note, r.kiosk,"
                   " coalesce(k.name, r.kiosk) AS kiosk_name, rg.name AS grid_name",
        .types = "ttcttiitt"
                 "iibttt",
        .from = REQUEST_FROM,
        .sorts = sorts};
    struct db_ask where = {0};
    filters(call, &where);
    stage_where(&where, console_query(call, "stage"));
    enum err e = console_page_of(call, &list, &where, why);
    if (e == ERR_NONE) e = stages(call, why);
    return e;
}
