/* desk: what every page of the console is made of: fields, rows, lists, deeds. */
#include "console/console_private.h"

#include "content/pinyin.h"
#include "model/tag.h"
#include "wire/changes.h"

#include <stdio.h>
#include <stdlib.h>

#define PAGE_MOST 500
#define PAGE_USUAL 25
#define TRIES 4

const char *desk_query(const struct desk *desk, const char *name) {
    const char *text = http_query(desk->call, name);
    return text && utf8_valid(text, strlen(text)) && strlen(text) < 512 ? text : "";
}

int64_t desk_query_int(const struct desk *desk, const char *name, int64_t otherwise) {
    int64_t n = otherwise;
    return http_query_int(desk->call, name, INT64_MIN / 2, INT64_MAX / 2, &n) ? n : otherwise;
}

const char *desk_text(const struct desk *desk, const char *name) {
    const char *text = json_string_value(json_object_get(desk->body, name));
    return text ? text : "";
}

int64_t desk_int(const struct desk *desk, const char *name, int64_t otherwise) {
    const json_t *value = json_object_get(desk->body, name);
    return json_is_integer(value) ? json_integer_value(value) : otherwise;
}

bool desk_bool(const struct desk *desk, const char *name) {
    return json_is_true(json_object_get(desk->body, name));
}

enum err desk_refuse(struct desk *desk, struct why *why, unsigned status, const char *code,
                     const char *field) {
    desk->status = status;
    desk->code = code;
    desk->field = field;
    return why_set(why, ERR_BAD_INPUT, "%s", code);
}

enum err desk_field(struct desk *desk, struct why *why, const char *name, bool needed,
                    char *ret_field, size_t bytes) {
    const char *text = desk_text(desk, name);
    bool clean = true;
    for (const char *p = text; *p; p++) clean &= (unsigned char)*p >= 0x20 || *p == '\n';
    if ((needed && !text[0]) || !clean || strlen(text) >= bytes)
        return desk_refuse(desk, why, 400, "bad_field", name);
    text_copy(ret_field, bytes, text);
    return ERR_NONE;
}

bool desk_is_hash(const char *hex) {
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

enum err desk_rows(struct desk *desk, const char *types, const struct db_ask *ask, struct why *why,
                   json_t **ret_rows) {
    struct rows rows = {types, json_array()};
    enum err e = db_ask(desk->db, why, take_row, &rows, ask);
    if (e == ERR_NONE)
        *ret_rows = rows.array;
    else
        json_decref(rows.array);
    return e;
}

enum err desk_row(struct desk *desk, const char *types, const struct db_ask *ask, struct why *why,
                  json_t **ret_row) {
    json_t *rows = NULL;
    enum err e = desk_rows(desk, types, ask, why, &rows);
    if (e != ERR_NONE) return e;
    *ret_row = json_array_size(rows) ? json_incref(json_array_get(rows, 0)) : json_object();
    json_decref(rows);
    return ERR_NONE;
}

enum err desk_count(struct desk *desk, const struct db_ask *ask, struct why *why,
                    int64_t *ret_count) {
    *ret_count = 0;
    return db_ask_one(desk->db, why, ret_count, ask);
}

/* --- lists --- */
void desk_order(const struct desk *desk, const struct desk_list *list, struct db_ask *ask) {
    const char *wanted = desk_query(desk, "sort");
    const struct desk_sort *sort = NULL;
    bool down = wanted[0] == '-';
    for (const struct desk_sort *s = list->sorts; s->word; s++)
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

int64_t desk_page_size(const struct desk *desk, int64_t *ret_offset) {
    int64_t size = desk_query_int(desk, "size", PAGE_USUAL), page = desk_query_int(desk, "page", 1);
    if (size < 1 || size > PAGE_MOST) size = PAGE_USUAL;
    if (page < 1 || page > 1000000) page = 1;
    *ret_offset = (page - 1) * size;
    return size;
}

static void ask_page(const struct desk *desk, const struct desk_list *list,
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
    desk_order(desk, list, page);
    db_ask_add(page, list->narrow ? " LIMIT ? OFFSET ?)" : " LIMIT ? OFFSET ?", "ii", size, offset);
    if (list->narrow) desk_order(desk, list, page);
}

enum err desk_page_of(struct desk *desk, const struct desk_list *list, const struct db_ask *where,
                      struct why *why) {
    struct db_ask count = {0}, page = {0};
    int64_t total = 0, offset = 0, size = desk_page_size(desk, &offset);
    json_t *rows = NULL;
    db_ask_add(&count, "SELECT count(*)", "");
    db_ask_add(&count, list->narrow ? list->narrow : list->from, "");
    db_ask_append(&count, where);
    ask_page(desk, list, where, size, offset, &page);
    enum err e = desk_count(desk, &count, why, &total);
    if (e == ERR_NONE) e = desk_rows(desk, list->types, &page, why, &rows);
    if (e == ERR_NONE) desk->reply = json_pack("{so sI}", "rows", rows, "total", (json_int_t)total);
    return e;
}

/* --- parts of questions --- */
void desk_ask_person(struct db_ask *ask, const char *q) {
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

void desk_ask_grid(const struct desk *desk, struct db_ask *ask, const char *column) {
    const char *wanted = desk_query(desk, "grid"), *own = desk->account.grid;
    const char *const grids[] = {wanted, own};
    for (int i = 0; i < 2; i++) {
        if (!grids[i][0]) continue;
        db_ask_add(ask, " AND ", "");
        db_ask_add(ask, column, "");
        db_ask_add(ask, "=?", "t", grids[i]);
    }
}

enum err desk_may_see(struct desk *desk, const char *member_no, struct why *why) {
    int64_t there = 0;
    if (!desk->account.grid[0]) return ERR_NONE;
    enum err e =
        db_one(desk->db, why, &there, "SELECT 1 FROM member WHERE member_no=$1 AND grid=$2", "tt",
               member_no, desk->account.grid);
    return e == ERR_NONE && !there ? desk_refuse(desk, why, 403, "not_yours", NULL) : e;
}

/* --- doing --- */
enum err desk_transact(struct desk *desk, desk_action *action, void *arg, struct why *why) {
    enum err e = ERR_BUSY;
    for (int i = 0; i < TRIES && e == ERR_BUSY; i++) {
        e = db_begin(desk->db, why);
        if (e != ERR_NONE) continue;
        e = action(desk, arg, why);
        if (e == ERR_NONE)
            e = db_commit(desk->db, why);
        else
            db_rollback(desk->db);
    }
    if (e == ERR_NONE) desk->changed = true;
    return e;
}

enum err desk_audit(struct desk *desk, const char *what, const char *detail, struct why *why) {
    return ledger_audit(desk->ledger, desk->now_ms, desk->account.name, what, detail, why);
}

enum err desk_change(struct desk *desk, const json_t *object, struct why *why,
                     struct change **ret_change) {
    char *text = json_dumps(object, JSON_COMPACT);
    struct change *change = malloc(sizeof *change);
    (void)desk;
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

static enum err apply(struct desk *desk, void *arg, struct why *why) {
    const struct applying *a = arg;
    char key[CHANGE_KEY_SIZE];
    bool changed = false;
    wire_change_key(a->change, key);
    enum err e =
        ledger_apply(desk->ledger, a->change, desk->account.name, desk->now_ms, why, &changed);
    return e == ERR_NONE && changed ? desk_audit(desk, a->what, key, why) : e;
}

enum err desk_apply(struct desk *desk, const struct change *change, const char *what,
                    struct why *why) {
    struct applying a = {change, what};
    return desk_transact(desk, apply, &a, why);
}

static bool take_fact(void *to, const struct db_row *row) {
    *(json_t **)to = json_loads(db_text(row, 0), 0, NULL);
    return false;
}

enum err desk_fact(struct desk *desk, const char *kind, const char *key, struct why *why,
                   json_t **ret_object) {
    *ret_object = NULL;
    return db_query(desk->db, why, take_fact, ret_object,
                    "SELECT body FROM fact WHERE kind=$1 AND key=$2", "tt", kind, key);
}

enum err desk_pinyin(struct desk *desk, struct why *why, struct pinyin **ret_pinyin) {
    struct console_kept *kept = files_kept(desk->station);
    pthread_mutex_lock(&desk->station->import_lock);
    enum err e = kept->pinyin ? ERR_NONE : pinyin_open(why, &kept->pinyin);
    if (e != ERR_NONE) pthread_mutex_unlock(&desk->station->import_lock);
    *ret_pinyin = kept->pinyin;
    return e;
}

void desk_pinyin_done(struct desk *desk) {
    pthread_mutex_unlock(&desk->station->import_lock);
}

/* --- small things --- */
json_t *desk_counts(struct desk *desk) {
    struct db_ask ask = {0};
    struct why why;
    int64_t requests = 0, asides = 0;
    db_ask_add(&ask,
               "SELECT count(*) FROM request r LEFT JOIN member m ON m.member_no=r.member_no"
               " WHERE r.site='' AND r.stage<3",
               "");
    if (desk->account.grid[0]) db_ask_add(&ask, " AND " REQUEST_GRID "=?", "t", desk->account.grid);
    if (desk_count(desk, &ask, &why, &requests) != ERR_NONE) requests = 0;
    if (desk->account.role == ROLE_ADMIN &&
        db_one(desk->db, &why, &asides, "SELECT count(*) FROM aside", "") != ERR_NONE)
        asides = 0;
    return json_pack("{sI sI}", "requests", (json_int_t)requests, "asides", (json_int_t)asides);
}
