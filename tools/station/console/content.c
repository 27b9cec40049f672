/* content: lists and editors of stories, guides, notices, request categories, grids, teams and
 * staff. There are at most some hundreds of each, so they are read completely and searched and
 * sorted in memory. */
#include "console/console_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define FACTS_MOST 5000

static const struct kind {
    const char *kind, *const *searched, *const *left_out; /* left_out: not in a list */
    bool editable;                                        /* by content/save and content/remove */
} kinds[] = {
    {"grid", (const char *const[]){"key", "name", NULL}, NULL, true},
    {"team", (const char *const[]){"key", "name", NULL}, NULL, true},
    {"category", (const char *const[]){"key", "title", NULL}, NULL, true},
    {"notice", (const char *const[]){"title", NULL}, (const char *const[]){"text", NULL}, true},
    {"story", (const char *const[]){"name", "title", "initials", "honour", NULL},
     (const char *const[]){"body", NULL}, true},
    {"guide", (const char *const[]){"title", "initials", "category", NULL},
     (const char *const[]){"body", NULL}, true},
    {"occurrence", NULL, NULL, true},
    {"staff", (const char *const[]){"key", "name", NULL},
     (const char *const[]){"pin", "card", NULL}, false},
};

static const struct kind *kind_of(const char *word) {
    for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
        if (strcmp(kinds[i].kind, word) == 0) return &kinds[i];
    return NULL;
}

struct facts {
    const struct kind *kind;
    const char *q, *consent;
    json_t *array;
};

static bool matches(const struct facts *f, const json_t *fact) {
    bool found = !f->q[0];
    for (const char *const *name = f->kind->searched; !found && *name; name++) {
        const char *text = json_string_value(json_object_get(fact, *name));
        found = text && strcasestr(text, f->q);
    }
    bool shown = json_is_true(json_object_get(fact, "consent"));
    if (f->consent[0] && shown != (f->consent[0] == '1')) return false;
    return found;
}

static bool take_fact(void *to, const struct db_row *row) {
    struct facts *f = to;
    json_t *fact = json_loads(db_text(row, 0), 0, NULL);
    if (fact && matches(f, fact)) {
        if (json_object_get(fact, "card")) json_object_set_new(fact, "has_card", json_true());
        for (const char *const *name = f->kind->left_out; name && *name; name++)
            json_object_del(fact, *name);
        json_array_append(f->array, fact);
    }
    json_decref(fact);
    return json_array_size(f->array) < FACTS_MOST;
}

/* --- figures in the lists of grids and teams --- */
struct tally {
    json_t *rows;
    const char *name;
};

static bool take_tally(void *to, const struct db_row *row) {
    struct tally *t = to;
    size_t i;
    json_t *one;
    json_array_foreach(t->rows, i, one) {
        const char *key = json_string_value(json_object_get(one, "key"));
        if (key && strcmp(key, db_text(row, 0)) == 0)
            json_object_set_new(one, t->name, json_integer(db_int(row, 1)));
    }
    return true;
}

static bool take_liaison(void *to, const struct db_row *row) {
    size_t i;
    json_t *one;
    json_array_foreach((json_t *)to, i, one) {
        const char *no = json_string_value(json_object_get(one, "liaison_no"));
        if (no && strcmp(no, db_text(row, 0)) == 0)
            json_object_set_new(one, "liaison_name", json_string(db_text(row, 1)));
    }
    return true;
}

static int64_t year_begin(int64_t now_ms) {
    time_t now = (time_t)(now_ms / 1000);
    struct tm local;
    localtime_r(&now, &local);
    local = (struct tm){.tm_year = local.tm_year, .tm_mday = 1, .tm_isdst = -1};
    return (int64_t)mktime(&local) * 1000;
}

static enum err add_tallies(struct console_call *call, const char *kind, struct why *why) {
    json_t *rows = json_object_get(call->reply, "rows");
    struct tally members = {rows, "members"}, minutes = {rows, "minutes_this_year"};
    if (strcmp(kind, "grid") == 0) {
        enum err e =
            db_query(call->db, why, take_tally, &members,
                     "SELECT grid, count(*) FROM member WHERE has_left=0 GROUP BY grid", "");
        return e == ERR_NONE ? db_query(call->db, why, take_liaison, rows,
                                        "SELECT m.member_no, m.name FROM grid g JOIN member m ON"
                                        " m.member_no=g.liaison_no",
                                        "")
                             : e;
    }
    if (strcmp(kind, "team") != 0) return ERR_NONE;
    enum err e = db_query(call->db, why, take_tally, &members,
                          "SELECT team, count(*) FROM member WHERE has_left=0 GROUP BY team", "");
    return e == ERR_NONE ? db_query(call->db, why, take_tally, &minutes,
                                    "SELECT o.team, sum(a.minutes) FROM occurrence o JOIN"
                                    " attendance a ON a.site='' AND a.uid=o.uid AND"
                                    " a.recurrence_ms=o.recurrence_ms AND a.undone=0 WHERE"
                                    " o.team<>'' AND o.start_ms>=$1 GROUP BY o.team",
                                    "i", year_begin(call->now_ms))
                         : e;
}

enum err content_get(struct console_call *call, struct why *why) {
    struct facts f = {.kind = kind_of(console_query(call, "kind")),
                      .q = console_query(call, "q"),
                      .consent = console_query(call, "consent")};
    if (!f.kind || !f.kind->searched) return console_refuse(call, why, 400, "bad_input", "kind");
    f.array = json_array();
    enum err e = db_query(call->db, why, take_fact, &f, "SELECT body FROM fact WHERE kind=$1", "t",
                          f.kind->kind);
    if (e == ERR_NONE) e = console_sorted_page(call, f.array, "key", "key", why);
    if (e == ERR_NONE) e = add_tallies(call, f.kind->kind, why);
    json_decref(f.array);
    return e;
}

enum err content_one(struct console_call *call, struct why *why) {
    const struct kind *kind = kind_of(console_query(call, "kind"));
    if (!kind || !kind->editable) return console_refuse(call, why, 400, "bad_input", "kind");
    enum err e = console_fact(call, kind->kind, console_query(call, "key"), why, &call->reply);
    return e == ERR_NONE && !call->reply ? why_set(why, ERR_NOT_FOUND, "no such entry") : e;
}

bool content_is_editable(const char *word) {
    const struct kind *kind = kind_of(word);
    return kind && kind->editable;
}
