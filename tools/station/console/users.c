/* users: accounts of the console, and staff accounts of the kiosks (with a card and a PIN). */
#include "console/console_private.h"

#include "model/staff.h"

#include <stdio.h>
#include <stdlib.h>

static const struct console_sort sorts[] = {{"login", "a.name", "a.display"},
                                            {"name", "a.display", "a.name"},
                                            {"role", "a.role", "a.name"},
                                            {NULL, NULL, NULL}};

enum err users_get(struct console_call *call, struct why *why) {
    static const struct console_list list = {
        .columns = "SELECT a.name AS login, a.display AS name, a.role, a.grid, coalesce(g.name,"
                   " a.grid) AS grid_name, a.disabled AS off, a.locked_ms,"
                   " (SELECT coalesce(max(s.seen_ms), 0) FROM session s WHERE s.account=a.name) AS"
                   " last_ms",
        .types = "tttttbii",
        .from = " FROM account a LEFT JOIN grid g ON g.key=a.grid",
        .sorts = sorts};
    struct db_ask where = {0};
    const char *q = console_query(call, "q");
    char like[256];
    size_t i;
    json_t *row;
    db_ask_like(q, false, like, sizeof like);
    db_ask_add(&where, " WHERE (a.name LIKE ? ESCAPE '!' OR a.display LIKE ? ESCAPE '!')", "tt",
               like, like);
    enum err e = console_page_of(call, &list, &where, why);
    json_array_foreach(json_object_get(call->reply, "rows"), i, row) {
        int64_t until = json_integer_value(json_object_get(row, "locked_ms"));
        json_object_set_new(row, "locked", json_boolean(until > call->now_ms));
    }
    return e;
}

/* At least one administrator must remain who can create accounts. */
static enum err check_admins(struct console_call *call, const struct ledger_account *account,
                             bool off, struct why *why) {
    int64_t others = 0;
    if (account->role == ROLE_ADMIN && !off) return ERR_NONE;
    enum err e =
        db_one(call->db, why, &others,
               "SELECT count(*) FROM account WHERE role='admin' AND disabled=0 AND name<>$1", "t",
               account->name);
    return e == ERR_NONE && !others ? console_refuse(call, why, 409, "last_admin", "role") : e;
}

static enum err check_new(struct console_call *call, const char *name, struct why *why) {
    int64_t there = 0;
    enum err e =
        db_one(call->db, why, &there, "SELECT count(*) FROM account WHERE name=$1", "t", name);
    bool is_new = console_bool(call, "is_new");
    if (e == ERR_NONE && is_new && there) return console_refuse(call, why, 409, "exists", "login");
    if (e == ERR_NONE && !is_new && !there)
        return console_refuse(call, why, 404, "not_found", "login");
    return e;
}

enum err user_save(struct console_call *call, struct why *why) {
    struct ledger_account a = {0};
    char password[160];
    bool off = console_bool(call, "off");
    if (!role_named(console_text(call, "role"), &a.role))
        return console_refuse(call, why, 400, "bad_field", "role");
    enum err e = CONSOLE_FIELD(call, why, "login", true, a.name);
    if (e == ERR_NONE) e = CONSOLE_FIELD(call, why, "name", true, a.display);
    if (e == ERR_NONE) e = CONSOLE_FIELD(call, why, "grid", false, a.grid);
    if (e == ERR_NONE) e = CONSOLE_FIELD(call, why, "password", false, password);
    if (e == ERR_NONE) e = check_new(call, a.name, why);
    if (e == ERR_NONE) e = check_admins(call, &a, off, why);
    if (e != ERR_NONE) return e;
    bool is_new = console_bool(call, "is_new");
    if ((is_new || password[0]) && utf8_length(password) < PASSWORD_LEAST)
        return console_refuse(call, why, 400, "weak_password", "password");
    a.must_change = password[0] != 0;
    e = ledger_account_set(call->ledger, &a, password[0] ? password : NULL, off, call->account.name,
                           call->now_ms, why);
    crypto_wipe(password, sizeof password);
    return e == ERR_BAD_INPUT ? console_refuse(call, why, 400, "bad_field", "login") : e;
}

/* --- staff at the kiosks --- */
/* The PIN and the card remain in the fact: a kiosk that is paired later needs them. */
static enum err add_pin(struct console_call *call, json_t *change, struct why *why) {
    const char *pin = console_text(call, "pin");
    char hash[PIN_HASH_BYTES];
    if (!pin[0] && json_object_get(change, "pin")) return ERR_NONE;
    if (!staff_pin_is_sound(pin)) return console_refuse(call, why, 400, "weak_pin", "pin");
    enum err e = crypto_pin_hash(pin, why, hash);
    if (e == ERR_NONE) json_object_set_new(change, "pin", json_string(hash));
    return e;
}

static enum err add_card(struct console_call *call, json_t *change, struct why *why) {
    const char *number = console_text(call, "number");
    char hex[2 * HASH_BYTES + 1];
    struct hash identity;
    if (!number[0]) return ERR_NONE;
    enum err e = console_unknown_card(call, number, why, &identity);
    if (e != ERR_NONE) return e;
    hex_from_bytes(identity.bytes, HASH_BYTES, hex);
    json_object_set_new(change, "card", json_string(hex));
    return e;
}

enum err staff_save(struct console_call *call, struct why *why) {
    const char *key = console_text(call, "key");
    struct change *change = NULL;
    json_t *object = NULL;
    enum err e = console_fact(call, "staff", key, why, &object);
    if (e != ERR_NONE) return e;
    if (object && console_bool(call, "is_new")) e = console_refuse(call, why, 409, "exists", "key");
    if (!object) object = json_pack("{ss ss}", "kind", "staff", "key", key);
    json_object_set_new(object, "name", json_string(console_text(call, "name")));
    if (e == ERR_NONE) e = add_pin(call, object, why);
    if (e == ERR_NONE) e = add_card(call, object, why);
    if (e == ERR_NONE) e = console_change(call, object, why, &change);
    if (e == ERR_NONE) e = console_apply(call, change, "staff", why);
    free(change);
    json_decref(object);
    return e;
}
