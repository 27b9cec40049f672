/* facts: the content that kiosks pull: the newest row for each key, numbered in the order of
 * COMMIT.
 * 1. A change that does not alter the fact gets no new cursor.
 * 2. A member's cards follow the member, so that a kiosk that starts at 0 can apply every card. */
#include "ledger/ledger_private.h"
#include "wire/changes.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum err ledger_cursor(struct ledger *ledger, struct why *why, int64_t *ret_cursor) {
    return db_one(ledger->db, why, ret_cursor,
                  "SELECT CAST(value AS BIGINT) FROM meta WHERE key='cursor'", "");
}

static enum err next_cursor(struct ledger *ledger, struct why *why, int64_t *ret_cursor) {
    return db_one(ledger->db, why, ret_cursor,
                  "UPDATE meta SET value=CAST(CAST(value AS BIGINT)+1 AS TEXT) WHERE key='cursor'"
                  " RETURNING CAST(value AS BIGINT)",
                  "");
}

struct same {
    const char *body;
    bool is;
};

static bool compare(void *to, const struct db_row *row) {
    struct same *same = to;
    same->is = strcmp(db_text(row, 0), same->body) == 0;
    return false;
}

static enum err write_fact(struct ledger *ledger, const char *kind, const char *key,
                           const char *body, const char *who, int64_t now_ms, struct why *why) {
    int64_t cursor = 0;
    enum err e = next_cursor(ledger, why, &cursor);
    if (e == ERR_NONE)
        e = db_run(ledger->db, why, NULL,
                   "INSERT INTO fact (kind, key, cursor, body, at_ms, who) VALUES ($1, $2, $3, $4,"
                   " $5, $6) ON CONFLICT (kind, key) DO UPDATE SET cursor=excluded.cursor,"
                   " body=excluded.body, at_ms=excluded.at_ms, who=excluded.who",
                   "ttitit", kind, key, cursor, body, now_ms, who);
    return e == ERR_NONE ? db_notify(ledger->db, why, "muster_change") : e;
}

/* A removed key is stored separately from the same key that exists. */
static void fact_key(const struct change *change, char ret_key[static CHANGE_KEY_SIZE + KEY_SIZE]) {
    char key[CHANGE_KEY_SIZE];
    wire_change_key(change, key);
    if (change->kind == CHANGE_REMOVE)
        snprintf(ret_key, CHANGE_KEY_SIZE + KEY_SIZE, "%s %s",
                 wire_change_kind(change->u.remove.of), key);
    else
        snprintf(ret_key, CHANGE_KEY_SIZE + KEY_SIZE, "%s", key);
}

enum err ledger_put_fact(struct ledger *ledger, const struct change *change, const char *who,
                         int64_t now_ms, struct why *why, bool *ret_changed) {
    char key[CHANGE_KEY_SIZE + KEY_SIZE], *body = NULL, gone[CHANGE_KEY_SIZE + 2 * KEY_SIZE];
    const char *kind = wire_change_kind(change->kind);
    enum err e = wire_change_write(change, why, &body);
    if (e != ERR_NONE) return e;
    struct same same = {.body = body};
    fact_key(change, key);
    e = db_query(ledger->db, why, compare, &same, "SELECT body FROM fact WHERE kind=$1 AND key=$2",
                 "tt", kind, key);
    if (e == ERR_NONE && !same.is) e = write_fact(ledger, kind, key, body, who, now_ms, why);
    if (e == ERR_NONE && !same.is && change->kind != CHANGE_REMOVE) {
        snprintf(gone, sizeof gone, "%s %s", kind, key);
        e = db_run(ledger->db, why, NULL, "DELETE FROM fact WHERE kind='remove' AND key=$1", "t",
                   gone);
    }
    free(body);
    if (e == ERR_NONE && ret_changed) *ret_changed = !same.is;
    return e;
}

struct key_to {
    char key[KEY_SIZE];
};

static bool take_key(void *to, const struct db_row *row) {
    TEXT_COPY(((struct key_to *)to)->key, db_text(row, 0));
    return false;
}

/* A grid or team that a roster refers to by key or name is created if it does not exist. */
static enum err resolve(struct ledger *ledger, enum change_kind kind, char name[static KEY_SIZE],
                        const char *who, int64_t now_ms, struct why *why) {
    struct key_to found = {""};
    struct change made = {.kind = kind};
    if (!name[0]) return ERR_NONE;
    const char *sql =
        kind == CHANGE_GRID
            ? "SELECT key FROM grid WHERE key=$1 OR name=$1 ORDER BY CASE WHEN key=$1 THEN 0 ELSE"
              " 1 END LIMIT 1"
            : "SELECT key FROM team WHERE key=$1 OR name=$1 ORDER BY CASE WHEN key=$1 THEN 0 ELSE"
              " 1 END LIMIT 1";
    enum err e = db_query(ledger->db, why, take_key, &found, sql, "t", name);
    if (e != ERR_NONE) return e;
    if (found.key[0]) {
        text_copy(name, KEY_SIZE, found.key);
        return ERR_NONE;
    }
    if (kind == CHANGE_GRID) {
        TEXT_COPY(made.u.grid.key, name);
        TEXT_COPY(made.u.grid.name, name);
    } else {
        TEXT_COPY(made.u.team.key, name);
        TEXT_COPY(made.u.team.name, name);
    }
    return ledger_apply(ledger, &made, who, now_ms, why, NULL);
}

/* --- send a member's cards again, after the member --- */
struct keys {
    int count;
    char key[64][2 * HASH_BYTES + 1];
};

static bool take_identity(void *to, const struct db_row *row) {
    struct keys *keys = to;
    struct hash identity;
    if (db_hash(row, 0, &identity))
        hex_from_bytes(identity.bytes, HASH_BYTES, keys->key[keys->count++]);
    return keys->count < 64;
}

static enum err cards_again(struct ledger *ledger, const char *member_no, struct why *why) {
    struct keys keys = {0};
    enum err e = db_query(ledger->db, why, take_identity, &keys,
                          "SELECT identity FROM card WHERE member_no=$1", "t", member_no);
    for (int i = 0; e == ERR_NONE && i < keys.count; i++) {
        int64_t cursor = 0;
        e = next_cursor(ledger, why, &cursor);
        if (e == ERR_NONE)
            e = db_run(ledger->db, why, NULL,
                       "UPDATE fact SET cursor=$1 WHERE kind='card' AND key=$2", "it", cursor,
                       keys.key[i]);
    }
    return e;
}

static enum err card_has_member(struct ledger *ledger, const struct change_card *c,
                                struct why *why) {
    int64_t there = 0;
    enum err e = db_one(ledger->db, why, &there, "SELECT 1 FROM member WHERE member_no=$1", "t",
                        c->member_no);
    if (e == ERR_NONE && !there)
        e = why_set(why, ERR_BAD_INPUT, "没有编号为 %s 的人员 (no member has this number)",
                    c->member_no);
    return e;
}

/* --- importers: files that contain all of a kind --- */
struct others {
    struct ledger *ledger;
    enum change_kind of;
    int count, room;
    char (*keys)[CHANGE_KEY_SIZE];
    bool out_of_memory;
};

static bool take_other(void *to, const struct db_row *row) {
    struct others *o = to;
    const char *key = db_text(row, 0);
    if (ledger_seen_has(o->ledger, o->of, key)) return true;
    if (o->count == o->room) {
        int room = o->room ? 2 * o->room : 64;
        void *keys = realloc(o->keys, (size_t)room * sizeof *o->keys);
        o->out_of_memory = !keys;
        if (!keys) return false;
        o->keys = keys;
        o->room = room;
    }
    TEXT_COPY(o->keys[o->count], key);
    o->count++;
    return true;
}

/* Removed; or cancelled if a member is signed up or has attended. */
static enum err drop_occurrence(struct ledger *ledger, const char *key, const char *who,
                                int64_t now_ms, struct why *why);

static enum err drop_others(struct ledger *ledger, enum change_kind of, const char *who,
                            int64_t now_ms, struct why *why) {
    struct others o = {.ledger = ledger, .of = of};
    enum err e =
        of == CHANGE_OCCURRENCE
            ? db_query(ledger->db, why, take_other, &o,
                       "SELECT uid || ' ' || CAST(recurrence_ms AS TEXT) FROM occurrence WHERE"
                       " source=$1 AND start_ms>$2 AND cancelled=0",
                       "ti", ledger->source, now_ms)
            : db_query(ledger->db, why, take_other, &o, "SELECT key FROM fact WHERE kind=$1", "t",
                       wire_change_kind(of));
    if (o.out_of_memory) e = why_set(why, ERR_NO_MEMORY, "no memory for what is dropped");
    for (int i = 0; e == ERR_NONE && i < o.count; i++) {
        struct change gone = {.kind = CHANGE_REMOVE, .u.remove.of = of};
        TEXT_COPY(gone.u.remove.key, o.keys[i]);
        e = of == CHANGE_OCCURRENCE ? drop_occurrence(ledger, o.keys[i], who, now_ms, why)
                                    : ledger_apply(ledger, &gone, who, now_ms, why, NULL);
    }
    free(o.keys);
    return e;
}

struct body_to {
    char *body;
};

static bool take_body(void *to, const struct db_row *row) {
    ((struct body_to *)to)->body = strdup(db_text(row, 0));
    return false;
}

static enum err drop_occurrence(struct ledger *ledger, const char *key, const char *who,
                                int64_t now_ms, struct why *why) {
    struct body_to to = {NULL};
    struct change *change = calloc(1, sizeof *change);
    int64_t people = 0;
    enum err e = change ? ERR_NONE : why_set(why, ERR_NO_MEMORY, "no memory for a change");
    if (e == ERR_NONE)
        e = db_one(ledger->db, why, &people,
                   "SELECT (SELECT count(*) FROM attendance WHERE site='' AND uid || ' ' ||"
                   " CAST(recurrence_ms AS TEXT)=$1) + (SELECT count(*) FROM sign_up WHERE"
                   " site='' AND uid || ' ' || CAST(recurrence_ms AS TEXT)=$1)",
                   "t", key);
    if (e == ERR_NONE && people == 0) {
        *change = (struct change){.kind = CHANGE_REMOVE, .u.remove.of = CHANGE_OCCURRENCE};
        TEXT_COPY(change->u.remove.key, key);
    } else if (e == ERR_NONE) {
        e = db_query(ledger->db, why, take_body, &to,
                     "SELECT body FROM fact WHERE kind='occurrence' AND key=$1", "t", key);
        if (e == ERR_NONE && !to.body) e = why_set(why, ERR_NOT_FOUND, "no such occurrence");
        if (e == ERR_NONE) e = wire_change_read(to.body, strlen(to.body), why, change);
        change->u.occurrence.occurrence.cancelled = true;
    }
    if (e == ERR_NONE) e = ledger_apply(ledger, change, who, now_ms, why, NULL);
    free(to.body);
    free(change);
    return e;
}

void ledger_begin_source(struct ledger *ledger, const char *source) {
    TEXT_COPY(ledger->source, source);
    ledger_seen_clear(ledger);
}

static enum err apply_kept(struct ledger *ledger, struct change *change, const char *who,
                           int64_t now_ms, struct why *why, bool *ret_changed) {
    char key[CHANGE_KEY_SIZE];
    enum err e = ERR_NONE;
    if (change->kind == CHANGE_MEMBER) {
        e = resolve(ledger, CHANGE_GRID, change->u.member.grid, who, now_ms, why);
        if (e == ERR_NONE)
            e = resolve(ledger, CHANGE_TEAM, change->u.member.team, who, now_ms, why);
    }
    if (e == ERR_NONE && change->kind == CHANGE_CARD)
        e = card_has_member(ledger, &change->u.card, why);
    if (e == ERR_NONE && change->kind == CHANGE_OCCURRENCE) {
        wire_change_key(change, key);
        e = ledger_seen_add(ledger, CHANGE_OCCURRENCE, key, why);
    }
    if (e == ERR_NONE) e = ledger_put_fact(ledger, change, who, now_ms, why, ret_changed);
    if (e == ERR_NONE && *ret_changed) e = ledger_put_row(ledger, change, who, now_ms, why);
    if (e == ERR_NONE && *ret_changed && change->kind == CHANGE_MEMBER)
        e = cards_again(ledger, change->u.member.member_no, why);
    return e;
}

enum err ledger_apply(struct ledger *ledger, const struct change *change, const char *who,
                      int64_t now_ms, struct why *why, bool *ret_changed) {
    bool changed = false;
    if (change->kind == CHANGE_KEEP)
        return ledger_seen_add(ledger, change->u.keep.of, change->u.keep.key, why);
    if (change->kind == CHANGE_DROP_OTHERS)
        return drop_others(ledger, change->u.drop_others.of, who, now_ms, why);
    struct change *own = malloc(sizeof *own); /* names of grids are replaced by their keys */
    if (!own) return why_set(why, ERR_NO_MEMORY, "no memory for a change");
    *own = *change;
    enum err e = apply_kept(ledger, own, who, now_ms, why, &changed);
    free(own);
    if (e == ERR_NONE && ret_changed) *ret_changed = changed;
    return e;
}

/* --- the changes that kiosks pull --- */
struct reply {
    char *text;
    size_t used;
    int32_t count;
    int64_t cursor;
    bool full;
};
#define REPLY_TAIL 96 /* "]}" and the members around it */

static bool take_fact(void *to, const struct db_row *row) {
    struct reply *r = to;
    const char *body = db_text(row, 1);
    size_t n = strlen(body);
    if (r->used + n + REPLY_TAIL > WIRE_REPLY_MAX) {
        r->full = true;
        return false;
    }
    if (r->count++) r->text[r->used++] = ',';
    memcpy(r->text + r->used, body, n);
    r->used += n;
    r->cursor = db_int(row, 0);
    return true;
}

/* The cursor is known last, so it is written after the changes. */
enum err ledger_changes(struct ledger *ledger, int64_t after, const char *epoch, struct why *why,
                        char **ret_text, int64_t *ret_cursor, int32_t *ret_count) {
    static const char head[] = "{\"changes\":[";
    struct reply r = {.cursor = after, .text = malloc(WIRE_REPLY_MAX)};
    if (!r.text) return why_set(why, ERR_NO_MEMORY, "no memory for changes");
    memcpy(r.text, head, sizeof head - 1);
    r.used = sizeof head - 1;
    enum err e = db_query(ledger->db, why, take_fact, &r,
                          "SELECT cursor, body FROM fact WHERE cursor>$1 ORDER BY cursor LIMIT 256",
                          "i", after);
    if (e != ERR_NONE) {
        free(r.text);
        return e;
    }
    r.used += (size_t)snprintf(r.text + r.used, WIRE_REPLY_MAX - r.used,
                               "],\"cursor\":%" PRId64 "%s%s%s}", r.cursor,
                               epoch[0] ? ",\"epoch\":\"" : "", epoch, epoch[0] ? "\"" : "");
    char *text = realloc(r.text, r.used + 1);
    *ret_text = text ? text : r.text;
    *ret_cursor = r.cursor;
    *ret_count = r.count;
    return ERR_NONE;
}
