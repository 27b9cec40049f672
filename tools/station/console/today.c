/* today: current activities and open work, and the stream of events about what has changed. */
#include "console/console_private.h"

#include "base/clock.h"

#include <stdlib.h>

static enum err activities(struct console_call *call, int64_t from, int64_t to, struct why *why,
                           json_t **ret) {
    struct db_ask ask = {0};
    db_ask_add(&ask,
               "SELECT o.uid AS activity, o.recurrence_ms, o.title, o.place, o.start_ms, o.end_ms,"
               " o.kind AS activity_kind, o.cancelled,"
               " CASE WHEN o.start_ms-1800000<=? AND o.end_ms+1800000>? THEN 1 ELSE 0 END AS open,"
               " CASE WHEN o.end_ms+1800000<=? THEN 1 ELSE 0 END AS over,"
               " (SELECT count(*) FROM attendance a WHERE a.site='' AND a.uid=o.uid AND"
               " a.recurrence_ms=o.recurrence_ms AND a.undone=0) AS arrived,"
               " CASE WHEN o.needs_sign_up=0 AND o.capacity=0 THEN (SELECT count(*) FROM member m"
               " WHERE m.has_left=0) ELSE (SELECT count(*) FROM sign_up s WHERE s.site='' AND"
               " s.uid=o.uid AND s.recurrence_ms=o.recurrence_ms AND s.cancelled=0) END AS expected"
               " FROM occurrence o WHERE o.start_ms>=? AND o.start_ms<? ORDER BY o.start_ms, o.uid"
               " LIMIT 30",
               "iiiii", call->now_ms, call->now_ms, call->now_ms, from, to);
    return console_rows(call,
                        "titt"
                        "iiib"
                        "bbii",
                        &ask, why, ret);
}

static enum err latest(struct console_call *call, int64_t from, int64_t to, struct why *why,
                       json_t **ret) {
    struct db_ask ask = {0};
    db_ask_add(&ask, attendance_list.columns, "");
    db_ask_add(&ask, attendance_list.from, "");
    db_ask_add(&ask, " WHERE a.site='' AND a.undone=0 AND a.shown_ms>=? AND a.shown_ms<?", "ii",
               from, to);
    console_ask_grid(call, &ask, "m.grid");
    db_ask_add(&ask, " ORDER BY a.shown_ms DESC, a.member_no LIMIT 9", "");
    return console_rows(call, attendance_list.types, &ask, why, ret);
}

static enum err requests(struct console_call *call, struct why *why, json_t **ret) {
    struct db_ask ask = {0};
    db_ask_add(
        &ask,
        "SELECT r.number, r.category, c.body AS category_title, r.stage, r.at_ms" REQUEST_FROM
        " WHERE r.site='' AND r.stage<3",
        "");
    console_ask_grid(call, &ask, "m.grid");
    db_ask_add(&ask, " ORDER BY r.at_ms DESC LIMIT 5", "");
    return console_rows(call, "ttcii", &ask, why, ret);
}

static enum err count_people(struct console_call *call, int64_t from, int64_t to, bool visits,
                             struct why *why, int64_t *ret) {
    struct db_ask ask = {0};
    db_ask_add(&ask, "SELECT count(*)", "");
    db_ask_add(&ask, attendance_list.from, "");
    db_ask_add(&ask, " WHERE a.site='' AND a.undone=0 AND a.shown_ms>=? AND a.shown_ms<?", "ii",
               from, to);
    db_ask_add(&ask, visits ? " AND a.uid=''" : " AND a.uid<>''", "");
    console_ask_grid(call, &ask, "m.grid");
    return console_count(call, &ask, why, ret);
}

static enum err overdue(struct console_call *call, struct why *why, int64_t *ret) {
    struct db_ask ask = {0};
    db_ask_add(&ask,
               "SELECT count(*) FROM request r LEFT JOIN member m ON m.member_no=r.member_no WHERE"
               " r.site='' AND r.stage<3 AND r.due_ms>0 AND r.due_ms<?",
               "i", call->now_ms);
    console_ask_grid(call, &ask, REQUEST_GRID);
    return console_count(call, &ask, why, ret);
}

static enum err kiosks(struct console_call *call, struct why *why, json_t **ret) {
    struct db_ask ask = {0};
    db_ask_add(&ask,
               "SELECT count(*) AS total, coalesce(sum(CASE WHEN last_seen_ms>? THEN 1 ELSE 0 END),"
               " 0) AS online, coalesce(sum(waiting), 0) AS waiting FROM kiosk WHERE revoked=0 AND"
               " is_station=0",
               "i", call->now_ms - ONLINE_MS);
    return console_row(call, "iii", &ask, why, ret);
}

struct notices {
    json_t *array;
    int64_t now_ms;
};

static bool take_notice(void *to, const struct db_row *row) {
    struct notices *n = to;
    json_t *one = json_loads(db_text(row, 0), 0, NULL);
    int64_t from = json_integer_value(json_object_get(one, "from_ms"));
    if (from <= n->now_ms && json_integer_value(json_object_get(one, "to_ms")) > n->now_ms)
        json_array_append_new(n->array, json_pack("{sO}", "title", json_object_get(one, "title")));
    json_decref(one);
    return json_array_size(n->array) < 8;
}

static enum err notices(struct console_call *call, struct why *why, json_t **ret) {
    struct notices n = {json_array(), call->now_ms};
    *ret = n.array;
    return db_query(call->db, why, take_notice, &n,
                    "SELECT body FROM fact WHERE kind='notice' ORDER BY cursor DESC LIMIT 100", "");
}

static enum err add(struct console_call *call, const char *name, enum err e, json_t **value) {
    if (e == ERR_NONE) json_object_set_new(call->reply, name, *value);
    return e;
}

enum err today_get(struct console_call *call, struct why *why) {
    int64_t day = call->now_ms - call->now_ms % 86400000;
    int64_t from = console_query_int(call, "from_ms", day),
            to = console_query_int(call, "to_ms", day + 86400000);
    int64_t n = 0;
    json_t *v = NULL;
    call->reply = console_counts(call);
    json_object_set_new(call->reply, "requests_open",
                        json_incref(json_object_get(call->reply, "requests")));
    enum err e = add(call, "activities", activities(call, from, to, why, &v), &v);
    if (e == ERR_NONE) e = add(call, "latest", latest(call, from, to, why, &v), &v);
    if (e == ERR_NONE) e = add(call, "requests", requests(call, why, &v), &v);
    if (e == ERR_NONE) e = add(call, "kiosks", kiosks(call, why, &v), &v);
    if (e == ERR_NONE) e = add(call, "notices", notices(call, why, &v), &v);
    if (e == ERR_NONE) e = count_people(call, from, to, false, why, &n);
    json_object_set_new(call->reply, "arrived", json_integer(n));
    if (e == ERR_NONE) e = count_people(call, from, to, true, why, &n);
    json_object_set_new(call->reply, "visits", json_integer(n));
    if (e == ERR_NONE) e = overdue(call, why, &n);
    json_object_set_new(call->reply, "requests_overdue", json_integer(n));
    return e;
}

/* --- events --- */
struct following {
    char session[SESSION_SIZE];
    int64_t no, cursor; /* newest record and fact seen */
    bool begun;
};

static void add_topic(json_t *topics, const char *topic) {
    size_t i;
    json_t *one;
    json_array_foreach(topics, i, one) if (strcmp(json_string_value(one), topic) == 0) return;
    json_array_append_new(topics, json_string(topic));
}

static bool take_kind(void *to, const struct db_row *row) {
    static const char *const topics[][2] = {
        {"checkin", "attendance"},    {"signout", "attendance"},  {"visit", "attendance"},
        {"attendance", "attendance"}, {"request", "request"},     {"rating", "request"},
        {"request_step", "request"},  {"device_status", "kiosk"}, {"staff_action", "attendance"}};
    for (size_t i = 0; i < ARRAY_LENGTH(topics); i++)
        if (strcmp(db_text(row, 0), topics[i][0]) == 0) {
            add_topic(to, topics[i][1]);
            return true;
        }
    add_topic(to, "content");
    return true;
}

static enum err look(struct console_call *call, struct following *f, json_t *topics,
                     struct why *why) {
    int64_t no = 0, cursor = 0;
    enum err e = db_one(call->db, why, &no, "SELECT coalesce(max(no), 0) FROM record", "");
    if (e == ERR_NONE) e = ledger_cursor(call->ledger, why, &cursor);
    if (e == ERR_NONE && f->begun && no > f->no)
        e = db_query(call->db, why, take_kind, topics,
                     "SELECT DISTINCT kind FROM record WHERE no>$1", "i", f->no);
    if (e == ERR_NONE && f->begun && cursor > f->cursor)
        e = db_query(call->db, why, take_kind, topics,
                     "SELECT DISTINCT kind FROM fact WHERE cursor>$1", "i", f->cursor);
    f->no = no;
    f->cursor = cursor;
    return e;
}

static bool next(struct station *station, void *kept, char **ret_text) {
    struct following *f = kept;
    struct console_call call = {.station = station, .now_ms = clock_now().utc_ms};
    struct why why = {0};
    json_t *topics = json_array();
    if (ledger_take(station->pool, &why, &call.ledger) != ERR_NONE) {
        json_decref(topics);
        return true; /* the ledger has an error: try again later */
    }
    call.db = ledger_db(call.ledger);
    enum err e =
        ledger_session(call.ledger, f->session, call.now_ms, &why, &call.account, call.csrf);
    bool signed_in = e != ERR_PERMISSION;
    if (e == ERR_NONE) e = look(&call, f, topics, &why);
    if (e == ERR_NONE && (json_array_size(topics) || !f->begun)) {
        json_t *news = json_pack("{sO so}", "topics", topics, "counts", console_counts(&call));
        *ret_text = json_dumps(news, JSON_COMPACT);
        json_decref(news);
        f->begun = true;
    }
    json_decref(topics);
    ledger_give(station->pool, call.ledger);
    return signed_in;
}

enum err today_events(struct console_call *call, struct why *why) {
    struct following *f = calloc(1, sizeof *f);
    if (!f) return why_set(why, ERR_NO_MEMORY, "no memory for events");
    TEXT_COPY(f->session, http_cookie(call->http, "muster"));
    http_reply_events(call->http, next, f);
    call->replied = true;
    return ERR_NONE;
}
