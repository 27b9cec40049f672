/* ask: queries built from parts. */
#include "db/ask.h"

#include "db/engine.h"

#include <stdio.h>
#include <string.h>

static void add_text(struct db_ask *ask, const char *text) {
    size_t n = strlen(text) + 1;
    if (ask->texts_used + n > ASK_TEXTS) {
        ask->full = true;
        return;
    }
    ask->value[ask->count].kind = 't';
    ask->value[ask->count++].text = ask->texts_used;
    memcpy(ask->texts + ask->texts_used, text, n);
    ask->texts_used += n;
}

static void add_integer(struct db_ask *ask, int64_t integer) {
    ask->value[ask->count].kind = 'i';
    ask->value[ask->count++].integer = integer;
}

/* Each ? becomes the next $n. */
static void add_sql(struct db_ask *ask, const char *sql, int number) {
    for (const char *p = sql; *p && !ask->full; p++) {
        char piece[8] = {*p, 0};
        if (*p == '?') snprintf(piece, sizeof piece, "$%d", ++number);
        size_t n = strlen(piece);
        ask->full = ask->used + n >= ASK_SQL_MAX;
        if (ask->full) return;
        memcpy(ask->sql + ask->used, piece, n + 1);
        ask->used += n;
    }
}

void db_ask_add(struct db_ask *ask, const char *sql, const char *format, ...) {
    va_list args;
    add_sql(ask, sql, ask->count);
    va_start(args, format);
    for (; *format && !ask->full; format++) {
        if (ask->count == ASK_VALUES)
            ask->full = true;
        else if (*format == 't')
            add_text(ask, va_arg(args, const char *));
        else
            add_integer(ask, va_arg(args, int64_t));
    }
    va_end(args);
}

void db_ask_append(struct db_ask *ask, const struct db_ask *more) {
    char sql[ASK_SQL_MAX];
    size_t n = 0;
    for (const char *p = more->sql; *p; p++) { /* its $n become ? and are numbered again */
        sql[n++] = *p == '$' ? '?' : *p;
        if (*p == '$') p += strspn(p + 1, "0123456789");
    }
    sql[n] = 0;
    ask->full |= more->full;
    add_sql(ask, sql, ask->count);
    for (int i = 0; i < more->count && !ask->full; i++) {
        if (ask->count == ASK_VALUES)
            ask->full = true;
        else if (more->value[i].kind == 't')
            add_text(ask, more->texts + more->value[i].text);
        else
            add_integer(ask, more->value[i].integer);
    }
}

void db_ask_like(const char *text, bool begins, char *ret_pattern, size_t bytes) {
    size_t n = 0;
    if (!begins) ret_pattern[n++] = '%';
    for (; *text && n + 4 < bytes; text++) {
        if (*text == '%' || *text == '_' || *text == '!') ret_pattern[n++] = '!';
        ret_pattern[n++] = *text;
    }
    ret_pattern[n++] = '%';
    ret_pattern[n] = 0;
}

enum err db_ask(struct db *db, struct why *why, db_row_fn *each, void *to,
                const struct db_ask *ask) {
    struct db_value values[DB_VALUES];
    if (ask->full) return why_set(why, ERR_BAD_INPUT, "the query is too long");
    for (int i = 0; i < ask->count; i++) {
        const char *text = ask->texts + ask->value[i].text;
        values[i] = (struct db_value){.kind = ask->value[i].kind, .integer = ask->value[i].integer};
        if (values[i].kind != 't') continue;
        values[i].bytes = text;
        values[i].count = strlen(text);
    }
    return db->engine->query(db, why, ask->sql, values, ask->count, each, to, NULL);
}

static bool take_one(void *to, const struct db_row *row) {
    *(int64_t *)to = db_int(row, 0);
    return false;
}

enum err db_ask_one(struct db *db, struct why *why, int64_t *ret_value, const struct db_ask *ask) {
    return db_ask(db, why, take_one, ret_value, ask);
}
