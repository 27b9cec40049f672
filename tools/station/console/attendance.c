/* attendance: the log, its figures and its chart; manual check-in and undo. */
#include "console/console_private.h"

#define BAR_MS INT64_C(300000)
#define BARS_MOST 48

static const struct console_sort sorts[] = {{"time", "a.shown_ms", "a.member_no"},
                                            {"name", "m.name_key", "a.shown_ms"},
                                            {"grid", "m.grid", "a.shown_ms"},
                                            {NULL, NULL, NULL}};
#define ATTENDANCE_PERSON " FROM attendance a LEFT JOIN member m ON m.member_no=a.member_no"
const struct console_list attendance_list = {
    .columns =
        "SELECT a.uid AS activity, a.recurrence_ms, coalesce(o.title, '') AS title, a.member_no,"
        " coalesce(m.name, a.member_no) AS name, coalesce(m.grid, '') AS grid,"
        " coalesce(g.name, m.grid, '') AS grid_name, a.at_ms, a.shown_ms,"
        " CASE WHEN a.shown_ms<>a.at_ms THEN 1 ELSE 0 END AS corrected,"
        " CASE WHEN a.staff<>'' THEN 'manual' ELSE 'tap' END AS how, a.staff,"
        " coalesce(u.display, s.name, a.staff) AS staff_name, a.reason, a.late, a.out_ms,"
        " a.minutes, a.kiosk, coalesce(k.name, '') AS kiosk_name, a.undone, a.undone_by,"
        " a.undone_reason",
    .types = "titttttiibtttt"
             "biittbtt",
    .from = ATTENDANCE_PERSON
    " LEFT JOIN grid g ON g.key=m.grid"
    " LEFT JOIN occurrence o ON o.uid=a.uid AND o.recurrence_ms=a.recurrence_ms"
    " LEFT JOIN kiosk k ON k.id=a.kiosk LEFT JOIN staff s ON s.key=a.staff"
    " LEFT JOIN account u ON u.name=a.staff",
    .sorts = sorts,
    .key = "a.site, a.uid, a.recurrence_ms, a.member_no",
    .narrow = ATTENDANCE_PERSON,
    .newest_first = true};

/* One activity, one member or one day: each has an index in that order. */
static void scope(const struct console_call *call, struct db_ask *where) {
    const char *member = console_query(call, "member"), *uid = console_query(call, "activity");
    db_ask_add(where, " WHERE a.site=''", "");
    if (member[0])
        db_ask_add(where, " AND a.member_no=?", "t", member);
    else if (uid[0])
        db_ask_add(where, " AND a.uid=? AND a.recurrence_ms=?", "ti", uid,
                   console_query_int(call, "recurrence_ms", 0));
    else
        db_ask_add(where, " AND a.shown_ms>=? AND a.shown_ms<?", "ii",
                   console_query_int(call, "from_ms", call->now_ms - 86400000),
                   console_query_int(call, "to_ms", call->now_ms));
    console_ask_grid(call, where, "m.grid");
}

void attendance_where(const struct console_call *call, struct db_ask *where) {
    scope(call, where);
    console_ask_person(where, console_query(call, "q"));
}

static enum err summary(struct console_call *call, struct why *why, json_t **ret_summary) {
    struct db_ask arrived = {0}, expected = {0}, away = {0};
    struct console_occurrence o;
    int64_t in = 0, of = 0, missed = 0;
    db_ask_add(&arrived, "SELECT count(*)", "");
    db_ask_add(&arrived, attendance_list.narrow, "");
    scope(call, &arrived);
    db_ask_add(&arrived, " AND a.undone=0 AND a.uid<>''", "");
    enum err e = console_count(call, &arrived, why, &in);
    if (e == ERR_NONE) e = console_occurrence(call, true, why, &o);
    bool about_one = e == ERR_NONE && o.uid[0] && !console_query(call, "member")[0];
    if (about_one && console_query(call, "activity")[0]) {
        db_ask_add(&expected, "SELECT count(*)", "");
        console_ask_expected(call, &expected, &o);
        e = console_count(call, &expected, why, &of);
    }
    if (e == ERR_NONE && about_one) {
        db_ask_add(&away, "SELECT count(*)", "");
        console_ask_away(call, &away, &o);
        e = console_count(call, &away, why, &missed);
    }
    *ret_summary = json_pack("{sI sI sI}", "arrived", (json_int_t)in, "expected", (json_int_t)of,
                             "absent_three", (json_int_t)missed);
    return e;
}

struct bars {
    int count;
    int64_t at[BARS_MOST], n[BARS_MOST]; /* newest first */
};

static bool take_bar(void *to, const struct db_row *row) {
    struct bars *b = to;
    b->at[b->count] = db_int(row, 0);
    b->n[b->count++] = db_int(row, 1);
    return b->count < BARS_MOST;
}

/* The newest BARS_MOST periods of five minutes at most. */
static enum err bars(struct console_call *call, struct why *why, json_t **ret_bars) {
    struct db_ask ask = {0};
    struct bars b = {0};
    json_t *counts = json_array();
    int64_t first = 0;
    db_ask_add(&ask, "SELECT a.shown_ms-a.shown_ms%300000 AS bar, count(*)", "");
    db_ask_add(&ask, attendance_list.narrow, "");
    scope(call, &ask);
    db_ask_add(&ask,
               " AND a.undone=0 GROUP BY a.shown_ms-a.shown_ms%300000 ORDER BY bar DESC LIMIT ?",
               "i", (int64_t)BARS_MOST);
    enum err e =
        console_query(call, "member")[0] ? ERR_NONE : db_ask(call->db, why, take_bar, &b, &ask);
    if (b.count > 0) {
        first = b.at[b.count - 1];
        while (b.at[0] - first >= BARS_MOST * BAR_MS) first = b.at[--b.count - 1];
        for (int64_t at = first; at <= b.at[0]; at += BAR_MS) {
            bool has = b.count > 0 && b.at[b.count - 1] == at;
            json_array_append_new(counts, json_integer(has ? b.n[b.count - 1] : 0));
            b.count -= has;
        }
    }
    *ret_bars = json_pack("{sI so}", "first_ms", (json_int_t)first, "counts", counts);
    return e;
}

enum err attendance_get(struct console_call *call, struct why *why) {
    struct db_ask where = {0};
    json_t *sum = NULL, *chart = NULL, *day = NULL;
    int64_t last = 0;
    attendance_where(call, &where);
    enum err e = console_page_of(call, &attendance_list, &where, why);
    if (e == ERR_NONE) e = summary(call, why, &sum);
    if (e == ERR_NONE) e = bars(call, why, &chart);
    if (e == ERR_NONE) e = console_day(call, why, &day);
    if (e == ERR_NONE)
        e = db_one(call->db, why, &last, "SELECT coalesce(max(last_record_ms), 0) FROM kiosk", "");
    json_object_set_new(call->reply, "summary", sum);
    json_object_set_new(call->reply, "bars", chart);
    json_object_set_new(call->reply, "occurrences", day);
    json_object_set_new(call->reply, "chain", console_chain(call));
    json_object_set_new(call->reply, "last_record_ms", json_integer(last));
    return e;
}

/* --- manual check-in --- */
struct by_hand {
    char uid[UID_SIZE], member_no[KEY_SIZE], reason[KEY_SIZE];
    struct ledger_check_in action;
};

static enum err read_action(struct console_call *call, struct by_hand *b, struct why *why) {
    enum err e = CONSOLE_FIELD(call, why, "activity", true, b->uid);
    if (e == ERR_NONE) e = CONSOLE_FIELD(call, why, "member_no", true, b->member_no);
    if (e == ERR_NONE) e = CONSOLE_FIELD(call, why, "reason", true, b->reason);
    if (e == ERR_NONE) e = console_may_see(call, b->member_no, why);
    b->action = (struct ledger_check_in){.uid = b->uid,
                                         .recurrence_ms = console_int(call, "recurrence_ms", 0),
                                         .member_no = b->member_no,
                                         .who = call->account.name,
                                         .reason = b->reason,
                                         .at_ms = call->now_ms};
    return e;
}

static enum err check_in(struct console_call *call, void *arg, struct why *why) {
    return ledger_check_in(call->ledger, arg, call->now_ms, why);
}

static enum err undo(struct console_call *call, void *arg, struct why *why) {
    return ledger_undo_check_in(call->ledger, arg, call->now_ms, why);
}

enum err attendance_check_in(struct console_call *call, struct why *why) {
    struct by_hand b;
    enum err e = read_action(call, &b, why);
    if (e != ERR_NONE) return e;
    e = console_transact(call, check_in, &b.action, why);
    return e == ERR_BAD_INPUT ? console_refuse(call, why, 409, "already", NULL) : e;
}

enum err attendance_undo(struct console_call *call, struct why *why) {
    struct by_hand b;
    enum err e = read_action(call, &b, why);
    return e == ERR_NONE ? console_transact(call, undo, &b.action, why) : e;
}
