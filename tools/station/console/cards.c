/* cards: their owners and states. */
#include "console/console_private.h"

#include "model/tag.h"

#include <stdio.h>
#include <stdlib.h>

static const struct console_sort sorts[] = {{"name", "m.name_key", "c.at_ms"},
                                            {"member_no", "c.member_no", "c.at_ms"},
                                            {"state", "c.state", "m.name_key"},
                                            {NULL, NULL, NULL}};

struct numbered {
    const char *digits;
    struct hash hash[8];
    int count;
};

static bool take_numbered(void *to, const struct db_row *row) {
    struct numbered *n = to;
    struct hash hash;
    char digits[ENROL_NUMBER_SIZE];
    if (!db_hash(row, 0, &hash)) return true;
    tag_enrol_number(&hash, digits);
    if (strcmp(digits, n->digits) == 0) n->hash[n->count++] = hash;
    return n->count < (int)ARRAY_LENGTH(n->hash);
}

/* The six digits are computed from the identity, so this checks all cards. */
static enum err where_number(struct console_call *call, struct db_ask *where, const char *digits,
                             struct why *why) {
    struct numbered n = {.digits = digits};
    enum err e = db_query(call->db, why, take_numbered, &n, "SELECT identity FROM card", "");
    db_ask_add(where, " AND (1=0", "");
    for (int i = 0; i < n.count; i++) {
        char hex[2 * HASH_BYTES + 1];
        hex_from_bytes(n.hash[i].bytes, HASH_BYTES, hex);
        db_ask_add(where,
                   db_is_postgres(call->db) ? " OR encode(c.identity, 'hex')=?"
                                            : " OR lower(hex(c.identity))=?",
                   "t", hex);
    }
    db_ask_add(where, ")", "");
    return e;
}

enum err cards_get(struct console_call *call, struct why *why) {
    static const struct console_list list = {
        .columns = "SELECT c.identity, c.identity AS number, c.member_no, coalesce(m.name,"
                   " c.member_no) AS name, coalesce(g.name, m.grid, '') AS grid_name, c.state,"
                   " c.at_ms, (SELECT coalesce(max(a.shown_ms), 0) FROM attendance a WHERE"
                   " a.member_no=c.member_no AND a.site='' AND a.staff='') AS last_ms",
        .types = "xett"
                 "tiii",
        .from = " FROM card c LEFT JOIN member m ON m.member_no=c.member_no"
                " LEFT JOIN grid g ON g.key=m.grid",
        .sorts = sorts};
    struct db_ask where = {0};
    const char *state = console_query(call, "state"), *q = console_query(call, "q");
    enum err e = ERR_NONE;
    db_ask_add(&where, " WHERE 1=1", "");
    if (state[0]) db_ask_add(&where, " AND c.state=?", "i", console_query_int(call, "state", 0));
    console_ask_grid(call, &where, "m.grid");
    if (strlen(q) == 6 && strspn(q, "0123456789") == 6)
        e = where_number(call, &where, q, why);
    else
        console_ask_person(&where, q);
    return e == ERR_NONE ? console_page_of(call, &list, &where, why) : e;
}

/* --- actions --- */
struct card_action {
    struct hash identity;
    char member_no[KEY_SIZE];
    enum card_state state;
    bool replaces;
};

static enum err set_state(struct console_call *call, void *arg, struct why *why) {
    const struct card_action *d = arg;
    return ledger_card_state(call->ledger, &d->identity, d->state, call->account.name, call->now_ms,
                             why);
}

static bool take_owner(void *to, const struct db_row *row) {
    struct card_action *d = to;
    TEXT_COPY(d->member_no, db_text(row, 0));
    d->state = (enum card_state)db_int(row, 1);
    return false;
}

enum err card_state(struct console_call *call, struct why *why) {
    struct card_action d = {0};
    const char *hex = console_text(call, "identity");
    int64_t state = console_int(call, "state", -1);
    size_t count = 0;
    if (!console_is_hash(hex) || state < CARD_ACTIVE || state > CARD_REVOKED)
        return console_refuse(call, why, 400, "bad_input", NULL);
    enum err e = bytes_from_hex(hex, d.identity.bytes, HASH_BYTES, &count);
    if (e == ERR_NONE)
        e = db_query(call->db, why, take_owner, &d,
                     "SELECT member_no, state FROM card WHERE identity=$1", "h", &d.identity);
    if (e == ERR_NONE && !d.member_no[0]) e = why_set(why, ERR_NOT_FOUND, "no such card");
    if (e == ERR_NONE) e = console_may_see(call, d.member_no, why);
    if (e == ERR_NONE && d.state == CARD_REVOKED)
        return console_refuse(call, why, 409, "already", NULL); /* cannot be undone */
    d.state = (enum card_state)state;
    return e == ERR_NONE ? console_transact(call, set_state, &d, why) : e;
}

/* The card for which a kiosk showed these six digits within the last days. */
#define SEEN_WITHIN_MS (INT64_C(14) * 86400000)

struct unknown {
    const char *digits;
    struct hash *ret;
    bool found;
};

static bool take_unknown(void *to, const struct db_row *row) {
    struct unknown *u = to;
    struct hash hash;
    char digits[ENROL_NUMBER_SIZE];
    size_t count = 0;
    json_t *raw = json_loads(db_text(row, 0), 0, NULL);
    json_t *body = json_object_get(raw, "body");
    const char *hex = json_string_value(json_object_get(body ? body : raw, "card"));
    if (hex && console_is_hash(hex) &&
        bytes_from_hex(hex, hash.bytes, HASH_BYTES, &count) == ERR_NONE) {
        tag_enrol_number(&hash, digits);
        u->found = strcmp(digits, u->digits) == 0;
        if (u->found) *u->ret = hash;
    }
    json_decref(raw);
    return !u->found;
}

enum err console_unknown_card(struct console_call *call, const char *digits, struct why *why,
                              struct hash *ret_identity) {
    struct unknown u = {digits, ret_identity, false};
    int64_t there = 0;
    enum err e = db_query(call->db, why, take_unknown, &u,
                          "SELECT raw FROM record WHERE at_ms>$1 AND outcome IN ('unknown_card',"
                          " 'card_seen') ORDER BY at_ms DESC LIMIT 2000",
                          "i", call->now_ms - SEEN_WITHIN_MS);
    if (e == ERR_NONE && !u.found) return console_refuse(call, why, 404, "no_such_card", "number");
    if (e == ERR_NONE)
        e = db_one(call->db, why, &there, "SELECT 1 FROM card WHERE identity=$1", "h",
                   ret_identity);
    return e == ERR_NONE && there ? console_refuse(call, why, 409, "exists", "number") : e;
}

static bool take_hash(void *to, const struct db_row *row) {
    struct numbered *n = to;
    if (db_hash(row, 0, &n->hash[n->count])) n->count++;
    return n->count < (int)ARRAY_LENGTH(n->hash);
}

static enum err end_others(struct console_call *call, const struct card_action *d,
                           struct why *why) {
    struct numbered n = {0};
    enum err e = db_query(call->db, why, take_hash, &n,
                          "SELECT identity FROM card WHERE member_no=$1 AND state<>2 AND"
                          " identity<>$2",
                          "th", d->member_no, &d->identity);
    for (int i = 0; e == ERR_NONE && i < n.count; i++)
        e = ledger_card_state(call->ledger, &n.hash[i], CARD_REVOKED, call->account.name,
                              call->now_ms, why);
    return e;
}

static enum err enrol(struct console_call *call, void *arg, struct why *why) {
    const struct card_action *d = arg;
    struct change change = {.kind = CHANGE_CARD, .u.card = {.identity = d->identity}};
    TEXT_COPY(change.u.card.member_no, d->member_no);
    enum err e = ledger_apply(call->ledger, &change, call->account.name, call->now_ms, why, NULL);
    if (e == ERR_NONE) e = console_audit(call, "card_enrolled", d->member_no, why);
    return e == ERR_NONE && d->replaces ? end_others(call, d, why) : e;
}

enum err card_enrol(struct console_call *call, struct why *why) {
    struct card_action d = {.replaces = console_bool(call, "replaces")};
    char number[ENROL_NUMBER_SIZE];
    int64_t there = 0;
    enum err e = CONSOLE_FIELD(call, why, "member_no", true, d.member_no);
    if (e == ERR_NONE) e = CONSOLE_FIELD(call, why, "number", true, number);
    if (e == ERR_NONE)
        e = db_one(call->db, why, &there, "SELECT 1 FROM member WHERE member_no=$1 AND has_left=0",
                   "t", d.member_no);
    if (e == ERR_NONE && !there) return console_refuse(call, why, 404, "not_found", "member_no");
    if (e == ERR_NONE) e = console_may_see(call, d.member_no, why);
    if (e == ERR_NONE) e = console_unknown_card(call, number, why, &d.identity);
    return e == ERR_NONE ? console_transact(call, enrol, &d, why) : e;
}
