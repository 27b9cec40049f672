/* today: what is on and what waits; and the stream that says what moved. */
#include "console/console_private.h"

#include "base/clock.h"

#include <stdlib.h>

static enum err activities(struct desk *desk, int64_t from, int64_t to, struct why *why,
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
               "iiiii", desk->now_ms, desk->now_ms, desk->now_ms, from, to);
    return desk_rows(desk,
                     "titt"
                     "iiib"
                     "bbii",
                     &ask, why, ret);
}

static enum err latest(struct desk *desk, int64_t from, int64_t to, struct why *why, json_t **ret) {
    struct db_ask ask = {0};
    db_ask_add(&ask, attendance_list.columns, "");
    db_ask_add(&ask, attendance_list.from, "");
    db_ask_add(&ask, " WHERE a.site='' AND a.undone=0 AND a.shown_ms>=? AND a.shown_ms<?", "ii",
               from, to);
    desk_ask_grid(desk, &ask, "m.grid");
    db_ask_add(&ask, " ORDER BY a.shown_ms DESC, a.member_no LIMIT 9", "");
    return desk_rows(desk, attendance_list.types, &ask, why, ret);
}

static enum err requests(struct desk *desk, struct why *why, json_t **ret) {
    struct db_ask ask = {0};
    db_ask_add(
        &ask,
        "SELECT r.number, r.category, c.body AS category_title, r.stage, r.at_ms" REQUEST_FROM
        " WHERE r.site='' AND r.stage<3",
        "");
    desk_ask_grid(desk, &ask, "m.grid");
    db_ask_add(&ask, " ORDER BY r.at_ms DESC LIMIT 5", "");
    return desk_rows(desk, "ttcii", &ask, why, ret);
}

static enum err count_people(struct desk *desk, int64_t from, int64_t to, bool visits,
                             struct why *why, int64_t *ret) {
    struct db_ask ask = {0};
    db_ask_add(&ask, "SELECT count(*)", "");
    db_ask_add(&ask, attendance_list.from, "");
    db_ask_add(&ask, " WHERE a.site='' AND a.undone=0 AND a.shown_ms>=? AND a.shown_ms<?", "ii",
               from, to);
    db_ask_add(&ask, visits ? " AND a.uid=''" : " AND a.uid<>''", "");
    desk_ask_grid(desk, &ask, "m.grid");
    return desk_count(desk, &ask, why, ret);
}

static enum err overdue(struct desk *desk, struct why *why, int64_t *ret) {
    struct db_ask ask = {0};
    db_ask_add(&ask,
               "SELECT count(*) FROM request r LEFT JOIN member m ON m.member_no=r.member_no WHERE"
               " r.site='' AND r.stage<3 AND r.due_ms>0 AND r.due_ms<?",
               "i", desk->now_ms);
    desk_ask_grid(desk, &ask, REQUEST_GRID);
    return desk_count(desk, &ask, why, ret);
}

static enum err kiosks(struct desk *desk, struct why *why, json_t **ret) {
    struct db_ask ask = {0};
    db_ask_add(&ask,
               "SELECT count(*) AS total, coalesce(sum(CASE WHEN last_seen_ms>? THEN 1 ELSE 0 END),"
               " 0) AS online, coalesce(sum(waiting), 0) AS waiting FROM kiosk WHERE revoked=0 AND"
               " is_station=0",
               "i", desk->now_ms - ONLINE_MS);
    return desk_row(desk, "iii", &ask, why, ret);
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

static enum err notices(struct desk *desk, struct why *why, json_t **ret) {
    struct notices n = {json_array(), desk->now_ms};
    *ret = n.array;
    return db_query(desk->db, why, take_notice, &n,
                    "SELECT body FROM fact WHERE kind='notice' ORDER BY cursor DESC LIMIT 100", "");
}

static enum err add(struct desk *desk, const char *name, enum err e, json_t **value) {
    if (e == ERR_NONE) json_object_set_new(desk->reply, name, *value);
    return e;
}

enum err today_get(struct desk *desk, struct why *why) {
    int64_t day = desk->now_ms - desk->now_ms % 86400000;
    int64_t from = desk_query_int(desk, "from_ms", day),
            to = desk_query_int(desk, "to_ms", day + 86400000);
    int64_t n = 0;
    json_t *v = NULL;
    desk->reply = desk_counts(desk);
    json_object_set_new(desk->reply, "requests_open",
                        json_incref(json_object_get(desk->reply, "requests")));
    enum err e = add(desk, "activities", activities(desk, from, to, why, &v), &v);
    if (e == ERR_NONE) e = add(desk, "latest", latest(desk, from, to, why, &v), &v);
    if (e == ERR_NONE) e = add(desk, "requests", requests(desk, why, &v), &v);
    if (e == ERR_NONE) e = add(desk, "kiosks", kiosks(desk, why, &v), &v);
    if (e == ERR_NONE) e = add(desk, "notices", notices(desk, why, &v), &v);
    if (e == ERR_NONE) e = count_people(desk, from, to, false, why, &n);
    json_object_set_new(desk->reply, "arrived", json_integer(n));
    if (e == ERR_NONE) e = count_people(desk, from, to, true, why, &n);
    json_object_set_new(desk->reply, "visits", json_integer(n));
    if (e == ERR_NONE) e = overdue(desk, why, &n);
    json_object_set_new(desk->reply, "requests_overdue", json_integer(n));
    return e;
}

/* --- what moved --- */
struct following {
    char session[SESSION_SIZE];
    int64_t no, cursor; /* seen of records and facts */
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

static enum err look(struct desk *desk, struct following *f, json_t *topics, struct why *why) {
    int64_t no = 0, cursor = 0;
    enum err e = db_one(desk->db, why, &no, "SELECT coalesce(max(no), 0) FROM record", "");
    if (e == ERR_NONE) e = ledger_cursor(desk->ledger, why, &cursor);
    if (e == ERR_NONE && f->begun && no > f->no)
        e = db_query(desk->db, why, take_kind, topics,
                     "SELECT DISTINCT kind FROM record WHERE no>$1", "i", f->no);
    if (e == ERR_NONE && f->begun && cursor > f->cursor)
        e = db_query(desk->db, why, take_kind, topics,
                     "SELECT DISTINCT kind FROM fact WHERE cursor>$1", "i", f->cursor);
    f->no = no;
    f->cursor = cursor;
    return e;
}

static bool next(struct station *station, void *kept, char **ret_text) {
    struct following *f = kept;
    struct desk desk = {.station = station, .now_ms = clock_now().utc_ms};
    struct why why = {0};
    json_t *topics = json_array();
    if (ledger_take(station->pool, &why, &desk.ledger) != ERR_NONE) {
        json_decref(topics);
        return true; /* the ledger has trouble: later */
    }
    desk.db = ledger_db(desk.ledger);
    enum err e =
        ledger_session(desk.ledger, f->session, desk.now_ms, &why, &desk.account, desk.csrf);
    bool signed_in = e != ERR_PERMISSION;
    if (e == ERR_NONE) e = look(&desk, f, topics, &why);
    if (e == ERR_NONE && (json_array_size(topics) || !f->begun)) {
        json_t *news = json_pack("{sO so}", "topics", topics, "counts", desk_counts(&desk));
        *ret_text = json_dumps(news, JSON_COMPACT);
        json_decref(news);
        f->begun = true;
    }
    json_decref(topics);
    ledger_give(station->pool, desk.ledger);
    return signed_in;
}

enum err today_events(struct desk *desk, struct why *why) {
    struct following *f = calloc(1, sizeof *f);
    if (!f) return why_set(why, ERR_NO_MEMORY, "no memory for events");
    TEXT_COPY(f->session, http_cookie(desk->call, "muster"));
    http_reply_events(desk->call, next, f);
    desk->replied = true;
    return ERR_NONE;
}
