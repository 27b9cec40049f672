/* users: accounts of the console; and staff at the glass, who have a card and a PIN. */
#include "console/console_private.h"

#include "model/staff.h"

#include <stdio.h>
#include <stdlib.h>

static const struct desk_sort sorts[] = {{"login", "a.name", "a.display"},
                                         {"name", "a.display", "a.name"},
                                         {"role", "a.role", "a.name"},
                                         {NULL, NULL, NULL}};

enum err users_get(struct desk *desk, struct why *why) {
    static const struct desk_list list = {
        .columns = "SELECT a.name AS login, a.display AS name, a.role, a.grid, coalesce(g.name,"
                   " a.grid) AS grid_name, a.disabled AS off, a.locked_ms,"
                   " (SELECT coalesce(max(s.seen_ms), 0) FROM session s WHERE s.account=a.name) AS"
                   " last_ms",
        .types = "tttttbii",
        .from = " FROM account a LEFT JOIN grid g ON g.key=a.grid",
        .sorts = sorts};
    struct db_ask where = {0};
    const char *q = desk_query(desk, "q");
    char like[256];
    size_t i;
    json_t *row;
    db_ask_like(q, false, like, sizeof like);
    db_ask_add(&where, " WHERE (a.name LIKE ? ESCAPE '!' OR a.display LIKE ? ESCAPE '!')", "tt",
               like, like);
    enum err e = desk_page_of(desk, &list, &where, why);
    json_array_foreach(json_object_get(desk->reply, "rows"), i, row) {
        int64_t until = json_integer_value(json_object_get(row, "locked_ms"));
        json_object_set_new(row, "locked", json_boolean(until > desk->now_ms));
    }
    return e;
}

/* Somebody must be able to make the next account. */
static enum err check_admins(struct desk *desk, const struct ledger_account *account, bool off,
                             struct why *why) {
    int64_t others = 0;
    if (account->role == ROLE_ADMIN && !off) return ERR_NONE;
    enum err e =
        db_one(desk->db, why, &others,
               "SELECT count(*) FROM account WHERE role='admin' AND disabled=0 AND name<>$1", "t",
               account->name);
    return e == ERR_NONE && !others ? desk_refuse(desk, why, 409, "last_admin", "role") : e;
}

static enum err check_new(struct desk *desk, const char *name, struct why *why) {
    int64_t there = 0;
    enum err e =
        db_one(desk->db, why, &there, "SELECT count(*) FROM account WHERE name=$1", "t", name);
    bool is_new = desk_bool(desk, "is_new");
    if (e == ERR_NONE && is_new && there) return desk_refuse(desk, why, 409, "exists", "login");
    if (e == ERR_NONE && !is_new && !there)
        return desk_refuse(desk, why, 404, "not_found", "login");
    return e;
}

enum err user_save(struct desk *desk, struct why *why) {
    struct ledger_account a = {0};
    char password[160];
    bool off = desk_bool(desk, "off");
    if (!role_named(desk_text(desk, "role"), &a.role))
        return desk_refuse(desk, why, 400, "bad_field", "role");
    enum err e = DESK_FIELD(desk, why, "login", true, a.name);
    if (e == ERR_NONE) e = DESK_FIELD(desk, why, "name", true, a.display);
    if (e == ERR_NONE) e = DESK_FIELD(desk, why, "grid", false, a.grid);
    if (e == ERR_NONE) e = DESK_FIELD(desk, why, "password", false, password);
    if (e == ERR_NONE) e = check_new(desk, a.name, why);
    if (e == ERR_NONE) e = check_admins(desk, &a, off, why);
    if (e != ERR_NONE) return e;
    bool is_new = desk_bool(desk, "is_new");
    if ((is_new || password[0]) && utf8_length(password) < PASSWORD_LEAST)
        return desk_refuse(desk, why, 400, "weak_password", "password");
    a.must_change = password[0] != 0;
    e = ledger_account_set(desk->ledger, &a, password[0] ? password : NULL, off, desk->account.name,
                           desk->now_ms, why);
    crypto_wipe(password, sizeof password);
    return e == ERR_BAD_INPUT ? desk_refuse(desk, why, 400, "bad_field", "login") : e;
}

/* --- staff at the glass --- */
/* The PIN and the card that are kept stay in the fact: a kiosk that is paired later needs them. */
static enum err add_pin(struct desk *desk, json_t *change, struct why *why) {
    const char *pin = desk_text(desk, "pin");
    char hash[PIN_HASH_BYTES];
    if (!pin[0] && json_object_get(change, "pin")) return ERR_NONE;
    if (!staff_pin_is_sound(pin)) return desk_refuse(desk, why, 400, "weak_pin", "pin");
    enum err e = crypto_pin_hash(pin, why, hash);
    if (e == ERR_NONE) json_object_set_new(change, "pin", json_string(hash));
    return e;
}

static enum err add_card(struct desk *desk, json_t *change, struct why *why) {
    const char *number = desk_text(desk, "number");
    char hex[2 * HASH_BYTES + 1];
    struct hash identity;
    if (!number[0]) return ERR_NONE;
    enum err e = desk_unknown_card(desk, number, why, &identity);
    if (e != ERR_NONE) return e;
    hex_from_bytes(identity.bytes, HASH_BYTES, hex);
    json_object_set_new(change, "card", json_string(hex));
    return e;
}

enum err staff_save(struct desk *desk, struct why *why) {
    const char *key = desk_text(desk, "key");
    struct change *change = NULL;
    json_t *object = NULL;
    enum err e = desk_fact(desk, "staff", key, why, &object);
    if (e != ERR_NONE) return e;
    if (object && desk_bool(desk, "is_new")) e = desk_refuse(desk, why, 409, "exists", "key");
    if (!object) object = json_pack("{ss ss}", "kind", "staff", "key", key);
    json_object_set_new(object, "name", json_string(desk_text(desk, "name")));
    if (e == ERR_NONE) e = add_pin(desk, object, why);
    if (e == ERR_NONE) e = add_card(desk, object, why);
    if (e == ERR_NONE) e = desk_change(desk, object, why, &change);
    if (e == ERR_NONE) e = desk_apply(desk, change, "staff", why);
    free(change);
    json_decref(object);
    return e;
}
