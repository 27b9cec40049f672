/* call: what the pages of the console are made of: fields, rows, lists, actions. */
#include "console/console_private.h"

#include "content/pinyin.h"
#include "model/tag.h"
#include "wire/changes.h"

#include <stdio.h>
#include <stdlib.h>

#define PAGE_MOST 500
#define PAGE_USUAL 25
#define TRIES 4

const char *console_query(const struct console_call *call, const char *name) {
    const char *text = http_query(call->http, name);
    return text && utf8_valid(text, strlen(text)) && strlen(text) < 512 ? text : "";
}

int64_t console_query_int(const struct console_call *call, const char *name, int64_t otherwise) {
    int64_t n = otherwise;
    return http_query_int(call->http, name, INT64_MIN / 2, INT64_MAX / 2, &n) ? n : otherwise;
}

const char *console_text(const struct console_call *call, const char *name) {
    const char *text = json_string_value(json_object_get(call->body, name));
    return text ? text : "";
}

int64_t console_int(const struct console_call *call, const char *name, int64_t otherwise) {
    const json_t *value = json_object_get(call->body, name);
    return json_is_integer(value) ? json_integer_value(value) : otherwise;
}

bool console_bool(const struct console_call *call, const char *name) {
    return json_is_true(json_object_get(call->body, name));
}

enum err console_refuse(struct console_call *call, struct why *why, unsigned status,
                        const char *code, const char *field) {
    call->status = status;
    call->code = code;
    call->field = field;
    return why_set(why, ERR_BAD_INPUT, "%s", code);
}

enum err console_field(struct console_call *call, struct why *why, const char *name, bool needed,
                       char *ret_field, size_t bytes) {
    const char *text = console_text(call, name);
    bool clean = true;
    for (const char *p = text; *p; p++) clean &= (unsigned char)*p >= 0x20 || *p == '\n';
    if ((needed && !text[0]) || !clean || strlen(text) >= bytes)
        return console_refuse(call, why, 400, "bad_field", name);
    text_copy(ret_field, bytes, text);
    return ERR_NONE;
}

bool console_is_hash(const char *hex) {
    return strlen(hex) == 64 && strspn(hex, "0123456789abcdef") == 64;
}

/* --- rows --- */
struct rows {
    const char *types;
    json_t *array;
};

static json_t *title_of(const char *body) {
    json_t *fact = json_loads(body, 0, NULL);
    const char *title = json_string_value(json_object_get(fact, "title"));
    if (!title) title = json_string_value(json_object_get(fact, "name"));
    json_t *word = json_string(title ? title : "");
    json_decref(fact);
    return word;
}

static json_t *cell(char type, const struct db_row *row, int column) {
    struct hash hash;
    char hex[2 * HASH_BYTES + 1], digits[ENROL_NUMBER_SIZE];
    switch (type) {
    case 't':
        return json_string(db_text(row, column));
    case 'i':
        return json_integer(db_int(row, column));
    case 'b':
        return json_boolean(db_int(row, column) != 0);
    case 'c':
        return title_of(db_text(row, column));
    case 'x':
    case 'e':
        if (!db_hash(row, column, &hash)) return json_string("");
        hex_from_bytes(hash.bytes, HASH_BYTES, hex);
        tag_enrol_number(&hash, digits);
        return json_string(type == 'x' ? hex : digits);
    default:
        return NULL;
    }
}

static bool take_row(void *to, const struct db_row *row) {
    struct rows *rows = to;
    json_t *object = json_object();
    for (int c = 0; c < db_columns(row) && rows->types[c]; c++)
        if (rows->types[c] != '-')
            json_object_set_new(object, db_column_name(row, c), cell(rows->types[c], row, c));
    json_array_append_new(rows->array, object);
    return true;
}

enum err console_rows(struct console_call *call, const char *types, const struct db_ask *ask,
                      struct why *why, json_t **ret_rows) {
    struct rows rows = {types, json_array()};
    enum err e = db_ask(call->db, why, take_row, &rows, ask);
    if (e == ERR_NONE)
        *ret_rows = rows.array;
    else
        json_decref(rows.array);
    return e;
}

enum err console_row(struct console_call *call, const char *types, const struct db_ask *ask,
                     struct why *why, json_t **ret_row) {
    json_t *rows = NULL;
    enum err e = console_rows(call, types, ask, why, &rows);
    if (e != ERR_NONE) return e;
    *ret_row = json_array_size(rows) ? json_incref(json_array_get(rows, 0)) : json_object();
    json_decref(rows);
    return ERR_NONE;
}

enum err console_count(struct console_call *call, const struct db_ask *ask, struct why *why,
                       int64_t *ret_count) {
    *ret_count = 0;
    return db_ask_one(call->db, why, ret_count, ask);
}

/* --- lists --- */
void console_order(const struct console_call *call, const struct console_list *list,
                   struct db_ask *ask) {
    const char *wanted = console_query(call, "sort");
    const struct console_sort *sort = NULL;
    bool down = wanted[0] == '-';
    for (const struct console_sort *s = list->sorts; s->word; s++)
        if (strcmp(s->word, wanted + down) == 0) sort = s;
    if (!sort) {
        sort = list->sorts;
        down = list->newest_first;
    }
    db_ask_add(ask, " ORDER BY ", "");
    db_ask_add(ask, sort->by, "");
    db_ask_add(ask, down ? " DESC, " : ", ", "");
    db_ask_add(ask, sort->then, "");
    db_ask_add(ask, down ? " DESC" : "", "");
}

int64_t console_page_size(const struct console_call *call, int64_t *ret_offset) {
    int64_t size = console_query_int(call, "size", PAGE_USUAL),
            page = console_query_int(call, "page", 1);
    if (size < 1 || size > PAGE_MOST) size = PAGE_USUAL;
    if (page < 1 || page > 1000000) page = 1;
    *ret_offset = (page - 1) * size;
    return size;
}

static void ask_page(const struct console_call *call, const struct console_list *list,
                     const struct db_ask *where, int64_t size, int64_t offset,
                     struct db_ask *page) {
    db_ask_add(page, list->columns, "");
    db_ask_add(page, list->from, "");
    if (list->narrow) {
        db_ask_add(page, " WHERE (", "");
        db_ask_add(page, list->key, "");
        db_ask_add(page, ") IN (SELECT ", "");
        db_ask_add(page, list->key, "");
        db_ask_add(page, list->narrow, "");
    }
    db_ask_append(page, where);
    console_order(call, list, page);
    db_ask_add(page, list->narrow ? " LIMIT ? OFFSET ?)" : " LIMIT ? OFFSET ?", "ii", size, offset);
    if (list->narrow) console_order(call, list, page);
}

enum err console_page_of(struct console_call *call, const struct console_list *list,
                         const struct db_ask *where, struct why *why) {
    struct db_ask count = {0}, page = {0};
    int64_t total = 0, offset = 0, size = console_page_size(call, &offset);
    json_t *rows = NULL;
    db_ask_add(&count, "SELECT count(*)", "");
    db_ask_add(&count, list->narrow ? list->narrow : list->from, "");
    db_ask_append(&count, where);
    ask_page(call, list, where, size, offset, &page);
    enum err e = console_count(call, &count, why, &total);
    if (e == ERR_NONE) e = console_rows(call, list->types, &page, why, &rows);
    if (e == ERR_NONE) call->reply = json_pack("{so sI}", "rows", rows, "total", (json_int_t)total);
    return e;
}

/* --- parts of queries --- */
void console_ask_person(struct db_ask *ask, const char *q) {
    char like[256], begins[256], lower[128];
    size_t n = 0;
    if (!q[0]) return;
    for (; q[n] && n < sizeof lower - 1; n++)
        lower[n] = q[n] >= 'A' && q[n] <= 'Z' ? (char)(q[n] + 32) : q[n];
    lower[n] = 0;
    db_ask_like(q, false, like, sizeof like);
    db_ask_like(lower, true, begins, sizeof begins);
    db_ask_add(ask,
               " AND (m.name LIKE ? ESCAPE '!' OR m.member_no=? OR m.member_no IN (SELECT"
               " i.member_no FROM member_initials i WHERE i.initials LIKE ? ESCAPE '!'))",
               "ttt", like, q, begins);
}

void console_ask_grid(const struct console_call *call, struct db_ask *ask, const char *column) {
    const char *wanted = console_query(call, "grid"), *own = call->account.grid;
    const char *const grids[] = {wanted, own};
    for (int i = 0; i < 2; i++) {
        if (!grids[i][0]) continue;
        db_ask_add(ask, " AND ", "");
        db_ask_add(ask, column, "");
        db_ask_add(ask, "=?", "t", grids[i]);
    }
}

enum err console_may_see(struct console_call *call, const char *member_no, struct why *why) {
    int64_t there = 0;
    if (!call->account.grid[0]) return ERR_NONE;
    enum err e =
        db_one(call->db, why, &there, "SELECT 1 FROM member WHERE member_no=$1 AND grid=$2", "tt",
               member_no, call->account.grid);
    return e == ERR_NONE && !there ? console_refuse(call, why, 403, "not_yours", NULL) : e;
}

/* --- actions --- */
enum err console_transact(struct console_call *call, console_action *action, void *arg,
                          struct why *why) {
    enum err e = ERR_BUSY;
    for (int i = 0; i < TRIES && e == ERR_BUSY; i++) {
        e = db_begin(call->db, why);
        if (e != ERR_NONE) continue;
        e = action(call, arg, why);
        if (e == ERR_NONE)
            e = db_commit(call->db, why);
        else
            db_rollback(call->db);
    }
    if (e == ERR_NONE) call->changed = true;
    return e;
}

enum err console_audit(struct console_call *call, const char *what, const char *detail,
                       struct why *why) {
    return ledger_audit(call->ledger, call->now_ms, call->account.name, what, detail, why);
}

enum err console_change(struct console_call *call, const json_t *object, struct why *why,
                        struct change **ret_change) {
    char *text = json_dumps(object, JSON_COMPACT);
    struct change *change = malloc(sizeof *change);
    (void)call;
    enum err e = text && change ? wire_change_read(text, strlen(text), why, change)
                                : why_set(why, ERR_NO_MEMORY, "no memory for a change");
    free(text);
    if (e == ERR_NONE)
        *ret_change = change;
    else
        free(change);
    return e;
}

struct applying {
    const struct change *change;
    const char *what;
};

static enum err apply(struct console_call *call, void *arg, struct why *why) {
    const struct applying *a = arg;
    char key[CHANGE_KEY_SIZE];
    bool changed = false;
    wire_change_key(a->change, key);
    enum err e =
        ledger_apply(call->ledger, a->change, call->account.name, call->now_ms, why, &changed);
    return e == ERR_NONE && changed ? console_audit(call, a->what, key, why) : e;
}

enum err console_apply(struct console_call *call, const struct change *change, const char *what,
                       struct why *why) {
    struct applying a = {change, what};
    return console_transact(call, apply, &a, why);
}

static bool take_fact(void *to, const struct db_row *row) {
    *(json_t **)to = json_loads(db_text(row, 0), 0, NULL);
    return false;
}

enum err console_fact(struct console_call *call, const char *kind, const char *key, struct why *why,
                      json_t **ret_object) {
    *ret_object = NULL;
    return db_query(call->db, why, take_fact, ret_object,
                    "SELECT body FROM fact WHERE kind=$1 AND key=$2", "tt", kind, key);
}

enum err console_pinyin(struct console_call *call, struct why *why, struct pinyin **ret_pinyin) {
    struct console_kept *kept = files_kept(call->station);
    pthread_mutex_lock(&call->station->import_lock);
    enum err e = kept->pinyin ? ERR_NONE : pinyin_open(why, &kept->pinyin);
    if (e != ERR_NONE) pthread_mutex_unlock(&call->station->import_lock);
    *ret_pinyin = kept->pinyin;
    return e;
}

void console_pinyin_done(struct console_call *call) {
    pthread_mutex_unlock(&call->station->import_lock);
}

/* --- shared by several pages --- */
json_t *console_counts(struct console_call *call) {
    struct db_ask ask = {0};
    struct why why;
    int64_t requests = 0, asides = 0;
    db_ask_add(&ask,
               "SELECT count(*) FROM request r LEFT JOIN member m ON m.member_no=r.member_no"
               " WHERE r.site='' AND r.stage<3",
               "");
    if (call->account.grid[0]) db_ask_add(&ask, " AND " REQUEST_GRID "=?", "t", call->account.grid);
    if (console_count(call, &ask, &why, &requests) != ERR_NONE) requests = 0;
    if (call->account.role == ROLE_ADMIN &&
        db_one(call->db, &why, &asides, "SELECT count(*) FROM aside", "") != ERR_NONE)
        asides = 0;
    return json_pack("{sI sI}", "requests", (json_int_t)requests, "asides", (json_int_t)asides);
}
