/* tiers: the next one up, and the stations below. */
#include "console/inside.h"

static const struct desk_sort sorts[] = {{"seen", "k.last_seen_ms", "k.id"},
                                         {"name", "k.name", "k.id"},
                                         {"activities", "activities", "k.id"},
                                         {"attendance", "attendance", "k.id"},
                                         {NULL, NULL, NULL}};

enum err upstream_see(struct desk *desk, struct why *why) {
    struct upstream_state state = {0};
    (void)why;
    if (desk->station->upstream) upstream_look(desk->station->upstream, &state);
    desk->reply = json_pack("{ss sb sI sI sI ss}", "url", desk->station->config.upstream, "paired",
                            state.paired, "waiting", (json_int_t)state.waiting, "oldest_ms",
                            (json_int_t)state.oldest_ms, "last_ok_ms", (json_int_t)state.last_ms,
                            "trouble", state.trouble);
    return ERR_NONE;
}

/* What is of a station: what it sent of its own kiosks, and of those below it. */
#define OF_SITE(site) "(" site "=k.id OR " site " LIKE k.id || '/%')"

/* Overdue in a stage: no stage should take longer than the station's own term for the whole. */
static enum err add_overdue(struct desk *desk, json_t *row, struct why *why) {
    const char *site = json_string_value(json_object_get(row, "site"));
    int64_t term = desk_due_days(desk) * 86400000;
    json_t *overdue = json_array();
    enum err e = ERR_NONE;
    for (int64_t stage = 0; e == ERR_NONE && stage < REQUEST_STAGES; stage++) {
        int64_t n = 0;
        if (stage < 3 && term > 0)
            e = db_one(desk->db, why, &n,
                       "SELECT count(*) FROM request WHERE stage=$1 AND (site=$2 OR site LIKE $2 ||"
                       " '/%') AND at_ms+$3<$4",
                       "itii", stage, site, term, desk->now_ms);
        json_array_append_new(overdue, json_integer(n));
    }
    json_object_set_new(row, "overdue", overdue);
    return e;
}

enum err tiers_see(struct desk *desk, struct why *why) {
    struct db_ask ask = {0}, count = {0};
    struct desk_list list = {.sorts = sorts};
    const char *q = desk_query(desk, "q");
    int64_t days = desk_query_int(desk, "days", 30), total = 0, offset = 0;
    int64_t size = desk_page_size(desk, &offset), since = 0;
    char like[256];
    size_t i;
    json_t *rows = NULL, *row;
    since = desk->now_ms - (days < 1 || days > 3660 ? 30 : days) * 86400000;
    db_ask_like(q, false, like, sizeof like);
    db_ask_add(&count,
               "SELECT count(*) FROM kiosk k WHERE k.is_station=1 AND k.name LIKE ? ESCAPE '!'",
               "t", like);
    db_ask_add(
        &ask,
        "SELECT k.id AS site, k.name, k.last_seen_ms AS seen_ms,"
        " (SELECT count(DISTINCT a.kiosk) FROM attendance a WHERE " OF_SITE(
            "a.site") " AND a.shown_ms>=?) AS kiosks,"
                      " (SELECT count(*) FROM (SELECT DISTINCT a.uid, a.recurrence_ms FROM "
                      "attendance a"
                      " WHERE " OF_SITE(
                          "a.site") " AND a.uid<>'' AND a.shown_ms>=?) AS d) AS activities,"
                                    " (SELECT count(*) FROM attendance a WHERE " OF_SITE(
                                        "a.site") " AND a.undone=0 AND a.shown_ms>=?) AS attendance"
                                                  " FROM kiosk k WHERE k.is_station=1 AND k.name "
                                                  "LIKE ? ESCAPE '!'",
        "iiit", since, since, since, like);
    desk_order(desk, &list, &ask);
    db_ask_add(&ask, " LIMIT ? OFFSET ?", "ii", size, offset);
    enum err e = desk_count(desk, &count, why, &total);
    if (e == ERR_NONE) e = desk_rows(desk, "ttiiii", &ask, why, &rows);
    json_array_foreach(rows, i, row) if (e == ERR_NONE) e = add_overdue(desk, row, why);
    if (e == ERR_NONE)
        desk->reply = json_pack("{so sI}", "rows", rows, "total", (json_int_t)total);
    else
        json_decref(rows);
    return e;
}
