/* members: the roster, the page of one member, and changes to both. */
#include "console/console_private.h"

#include "content/pinyin.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const struct console_sort sorts[] = {{"name", "m.name_key", "m.member_no"},
                                            {"member_no", "m.member_no", "m.name_key"},
                                            {"grid", "m.grid", "m.name_key"},
                                            {"last", "last_ms", "m.name_key"},
                                            {NULL, NULL, NULL}};
#define MEMBER_COLUMNS                                                                             \
    "SELECT m.member_no, m.name, m.name_key, m.initials, m.grid, coalesce(g.name, m.grid) AS"      \
    " grid_name, m.team, coalesce(t.name, m.team) AS team_name, m.phone, m.branch, m.joined_year," \
    " m.province, m.has_left AS \"left\", (SELECT count(*) FROM card c WHERE"                      \
    " c.member_no=m.member_no AND c.state=0) AS cards, (SELECT coalesce(max(a.shown_ms), 0) FROM"  \
    " attendance a WHERE a.member_no=m.member_no AND a.site='' AND a.undone=0) AS last_ms"
#define MEMBER_TYPES "ttttttttttiibii"
#define MEMBER_FROM                                                                                \
    " FROM member m LEFT JOIN grid g ON g.key=m.grid LEFT JOIN team t ON t.key=m.team"

enum err members_get(struct console_call *call, struct why *why) {
    static const struct console_list list = {
        .columns = MEMBER_COLUMNS, .types = MEMBER_TYPES, .from = MEMBER_FROM, .sorts = sorts};
    struct db_ask where = {0};
    const char *team = console_query(call, "team"), *card = console_query(call, "card");
    db_ask_add(&where, " WHERE m.has_left=?", "i", console_query_int(call, "left", 0));
    console_ask_grid(call, &where, "m.grid");
    if (team[0]) db_ask_add(&where, " AND m.team=?", "t", team);
    if (card[0])
        db_ask_add(
            &where,
            strcmp(card, "none") == 0
                ? " AND NOT EXISTS (SELECT 1 FROM card x WHERE x.member_no=m.member_no AND "
                  "x.state=0)"
                : " AND EXISTS (SELECT 1 FROM card x WHERE x.member_no=m.member_no AND x.state=0)",
            "");
    console_ask_person(&where, console_query(call, "q"));
    return console_page_of(call, &list, &where, why);
}

/* --- one member --- */
static enum err add_rows(struct console_call *call, const char *name, const char *types,
                         const struct db_ask *ask, struct why *why) {
    json_t *rows = NULL;
    enum err e = console_rows(call, types, ask, why, &rows);
    if (e == ERR_NONE) json_object_set_new(call->reply, name, rows);
    return e;
}

static enum err add_cards(struct console_call *call, const char *no, struct why *why) {
    struct db_ask ask = {0};
    db_ask_add(&ask,
               "SELECT identity, identity AS number, state, at_ms FROM card WHERE member_no=?"
               " ORDER BY state, at_ms DESC LIMIT 50",
               "t", no);
    return add_rows(call, "cards", "xeii", &ask, why);
}

static enum err add_attendance(struct console_call *call, const char *no, struct why *why) {
    struct db_ask ask = {0};
    db_ask_add(&ask, attendance_list.columns, "");
    db_ask_add(&ask, attendance_list.from, "");
    db_ask_add(&ask, " WHERE a.site='' AND a.member_no=? ORDER BY a.shown_ms DESC LIMIT 12", "t",
               no);
    return add_rows(call, "attendance", attendance_list.types, &ask, why);
}

static enum err add_requests(struct console_call *call, const char *no, struct why *why) {
    struct db_ask ask = {0};
    db_ask_add(&ask,
               "SELECT r.number, r.category, c.body AS category_title, r.stage, r.at_ms, "
               "r.rating" REQUEST_FROM
               " WHERE r.site='' AND r.member_no=? ORDER BY r.at_ms DESC LIMIT 20",
               "t", no);
    return add_rows(call, "requests", "ttciii", &ask, why);
}

static enum err add_visits(struct console_call *call, const char *no, struct why *why) {
    struct db_ask ask = {0};
    db_ask_add(
        &ask,
        "SELECT v.at_ms, v.note AS what, coalesce(u.display, v.who) AS by_name, v.due_ms FROM"
        " home_visit v LEFT JOIN account u ON u.name=v.who WHERE v.member_no=?"
        " ORDER BY v.at_ms DESC, v.id DESC LIMIT 20",
        "t", no);
    enum err e = add_rows(call, "visits", "itti", &ask, why);
    return e;
}

/* The beginning of this year and of this month in the station's time zone. */
static void spans(int64_t now_ms, int64_t *ret_year, int64_t *ret_month) {
    time_t now = (time_t)(now_ms / 1000);
    struct tm local;
    localtime_r(&now, &local);
    local.tm_mday = 1;
    local.tm_hour = local.tm_min = local.tm_sec = 0;
    local.tm_isdst = -1;
    *ret_month = (int64_t)mktime(&local) * 1000;
    local.tm_mon = 0;
    *ret_year = (int64_t)mktime(&local) * 1000;
}

static enum err add_tallies(struct console_call *call, const char *no, struct why *why) {
    struct db_ask ask = {0};
    int64_t year = 0, month = 0;
    json_t *tallies = NULL;
    spans(call->now_ms, &year, &month);
    db_ask_add(
        &ask,
        "SELECT count(*) AS times_this_year, coalesce(sum(CASE WHEN shown_ms>=? THEN 1 ELSE 0"
        " END), 0) AS times_this_month, coalesce(sum(minutes), 0) AS minutes_this_year FROM"
        " attendance WHERE member_no=? AND site='' AND uid<>'' AND undone=0 AND shown_ms>=?",
        "iti", month, no, year);
    enum err e = console_row(call, "iii", &ask, why, &tallies);
    if (e == ERR_NONE) json_object_update(call->reply, tallies);
    json_decref(tallies);
    return e;
}

enum err member_get(struct console_call *call, struct why *why) {
    struct db_ask ask = {0};
    const char *no = console_query(call, "member_no");
    db_ask_add(&ask, MEMBER_COLUMNS MEMBER_FROM " WHERE m.member_no=?", "t", no);
    enum err e = console_may_see(call, no, why);
    if (e == ERR_NONE) e = console_row(call, MEMBER_TYPES, &ask, why, &call->reply);
    if (e == ERR_NONE && !json_object_get(call->reply, "member_no"))
        return why_set(why, ERR_NOT_FOUND, "no such member");
    if (e == ERR_NONE) e = add_cards(call, no, why);
    if (e == ERR_NONE) e = add_attendance(call, no, why);
    if (e == ERR_NONE) e = add_requests(call, no, why);
    if (e == ERR_NONE) e = add_visits(call, no, why);
    if (e == ERR_NONE) e = add_tallies(call, no, why);
    if (e != ERR_NONE) return e;
    json_t *newest = json_array_get(json_object_get(call->reply, "visits"), 0);
    json_object_set_new(call->reply, "next_due_ms",
                        json_incref(newest ? json_object_get(newest, "due_ms") : json_false()));
    return e;
}

/* --- saving --- */
/* An identity-card number (17 digits and a digit or X) cannot be a member number. */
static bool is_identity_number(const char *no) {
    return strlen(no) == 18 && strspn(no, "0123456789") >= 17;
}

static enum err name_keys(struct console_call *call, json_t *change, struct why *why) {
    char key[128] = "", initials[32] = "";
    struct pinyin *pinyin = NULL;
    const char *name = json_string_value(json_object_get(change, "name"));
    enum err e = console_pinyin(call, why, &pinyin);
    if (e != ERR_NONE) return e;
    e = pinyin_name(pinyin, name, why, key, sizeof key);
    if (e == ERR_NONE) e = pinyin_initials(pinyin, name, why, initials, sizeof initials);
    console_pinyin_done(call);
    json_object_set_new(change, "name_key", json_string(key));
    const char *own = json_string_value(json_object_get(change, "initials"));
    if (!own || !own[0]) json_object_set_new(change, "initials", json_string(initials));
    return e;
}

static json_t *member_change(struct console_call *call) {
    static const char *const texts[] = {"member_no", "name",   "grid",    "team",
                                        "phone",     "branch", "initials"};
    json_t *change = json_pack("{ss sI sI sb}", "kind", "member", "joined_year",
                               (json_int_t)console_int(call, "joined_year", 0), "province",
                               (json_int_t)console_int(call, "province", -1), "left",
                               console_bool(call, "left"));
    for (size_t i = 0; i < ARRAY_LENGTH(texts); i++)
        json_object_set_new(change, texts[i], json_string(console_text(call, texts[i])));
    return change;
}

static enum err check_member(struct console_call *call, const char *no, struct why *why) {
    json_t *had = NULL;
    enum err e = console_fact(call, "member", no, why, &had);
    bool there = had != NULL;
    json_decref(had);
    if (e != ERR_NONE) return e;
    if (!no[0] || is_identity_number(no))
        return console_refuse(call, why, 400, "bad_field", "member_no");
    if (!console_text(call, "name")[0]) return console_refuse(call, why, 400, "bad_field", "name");
    if (there && console_bool(call, "is_new"))
        return console_refuse(call, why, 409, "exists", "member_no");
    if (there) e = console_may_see(call, no, why);
    const char *own = call->account.grid;
    if (e == ERR_NONE && own[0] && strcmp(own, console_text(call, "grid")) != 0)
        return console_refuse(call, why, 403, "not_yours", "grid");
    return e;
}

enum err member_save(struct console_call *call, struct why *why) {
    const char *no = console_text(call, "member_no");
    struct change *change = NULL;
    enum err e = check_member(call, no, why);
    if (e != ERR_NONE) return e;
    json_t *object = member_change(call);
    e = name_keys(call, object, why);
    if (e == ERR_NONE) e = console_change(call, object, why, &change);
    if (e == ERR_NONE) e = console_apply(call, change, "member", why);
    free(change);
    json_decref(object);
    return e;
}
