/* accounts: the accounts of the console and their sessions.
 * 1. A password is hashed before any row is locked, and also if there is no such account.
 * 2. Five wrong passwords lock the account for 15 minutes, even for the right password.
 * 3. The ledger has only the hash of a session id: a copy of the ledger opens no session. */
#include "ledger/ledger_private.h"

#include <stdio.h>

#define SESSION_BYTES 32

bool role_named(const char *word, enum role *ret_role) {
    for (int r = ROLE_VIEWER; r <= ROLE_ADMIN; r++)
        if (strcmp(role_word((enum role)r), word) == 0) {
            *ret_role = (enum role)r;
            return true;
        }
    return false;
}

const char *role_word(enum role role) {
    static const char *const words[] = {"viewer", "staff", "admin"};
    return words[role];
}

struct account_action {
    const struct ledger_account *account;
    const char *hash, *who;
    bool disabled;
    int64_t now_ms;
};

enum err ledger_end_sessions(struct ledger *ledger, const char *account, struct why *why) {
    return db_run(ledger->db, why, NULL, "DELETE FROM session WHERE account=$1", "t", account);
}

static enum err set_account(struct ledger *ledger, void *arg, struct why *why) {
    const struct account_action *d = arg;
    const struct ledger_account *a = d->account;
    char detail[160];
    int64_t there = 0;
    enum err e =
        db_one(ledger->db, why, &there, "SELECT 1 FROM account WHERE name=$1", "t", a->name);
    if (e == ERR_NONE && !there && !d->hash)
        e = why_set(why, ERR_BAD_INPUT, "a new account needs a password");
    if (e == ERR_NONE)
        e = db_run(
            ledger->db, why, NULL,
            "INSERT INTO account (name, display, role, grid, password, disabled, must_change)"
            " VALUES ($1, $2, $3, $4, coalesce($5, ''), $6, $7) ON CONFLICT (name) DO UPDATE"
            " SET display=excluded.display, role=excluded.role, grid=excluded.grid,"
            " password=CASE WHEN excluded.password='' THEN account.password ELSE"
            " excluded.password END, disabled=excluded.disabled,"
            " must_change=excluded.must_change, wrong=0, locked_ms=0",
            "tttttii", a->name, a->display, role_word(a->role), a->grid, d->hash,
            (int64_t)d->disabled, (int64_t)a->must_change);
    if (e == ERR_NONE) e = ledger_end_sessions(ledger, a->name, why);
    snprintf(detail, sizeof detail, "%s %s%s%s", a->name, role_word(a->role),
             d->hash ? " password" : "", d->disabled ? " disabled" : "");
    return e == ERR_NONE ? ledger_audit(ledger, d->now_ms, d->who, "account", detail, why) : e;
}

static bool name_is_sound(const char *name) {
    size_t n = strspn(name, "0123456789abcdefghijklmnopqrstuvwxyz._-");
    return n >= 2 && n < KEY_SIZE && name[n] == 0;
}

enum err ledger_account_set(struct ledger *ledger, const struct ledger_account *account,
                            const char *password, bool disabled, const char *who, int64_t now_ms,
                            struct why *why) {
    char hash[PIN_HASH_BYTES];
    struct account_action d = {account, password ? hash : NULL, who, disabled, now_ms};
    if (!name_is_sound(account->name))
        return why_set(why, ERR_BAD_INPUT,
                       "an account name has 2 to 31 characters of a-z 0-9 . _ -");
    if (!account->display[0])
        return why_set(why, ERR_BAD_INPUT, "an account needs a person's name");
    if (password && utf8_length(password) < PASSWORD_LEAST)
        return why_set(why, ERR_BAD_INPUT, "a password has at least %d characters", PASSWORD_LEAST);
    enum err e = password ? crypto_pin_hash(password, why, hash) : ERR_NONE;
    return e == ERR_NONE ? ledger_transact(ledger, set_account, &d, why) : e;
}

struct login {
    const char *name, *password;
    int64_t now_ms, left_ms;
    struct ledger_account account;
    char hash[PIN_HASH_BYTES];
    bool found, disabled, right;
    char session[SESSION_SIZE], csrf[SESSION_SIZE];
};

static bool take_account(void *to, const struct db_row *row) {
    struct ledger_account *a = to;
    TEXT_COPY(a->name, db_text(row, 0));
    TEXT_COPY(a->display, db_text(row, 1));
    if (!role_named(db_text(row, 2), &a->role)) a->role = ROLE_VIEWER;
    TEXT_COPY(a->grid, db_text(row, 3));
    a->must_change = db_int(row, 4) != 0;
    return false;
}

#define ACCOUNT_COLUMNS "a.name, a.display, a.role, a.grid, a.must_change"

static bool take_login(void *to, const struct db_row *row) {
    struct login *l = to;
    take_account(&l->account, row);
    TEXT_COPY(l->hash, db_text(row, 5));
    l->left_ms = db_int(row, 6) - l->now_ms;
    l->disabled = db_int(row, 7) != 0;
    l->found = true;
    return false;
}

static enum err count_wrong(struct ledger *ledger, struct login *l, struct why *why) {
    int64_t wrong = 0;
    enum err e =
        db_one(ledger->db, why, &wrong,
               "UPDATE account SET wrong=wrong+1 WHERE name=$1 RETURNING wrong", "t", l->name);
    if (e == ERR_NONE && wrong >= LOGIN_TRIES) {
        e = db_run(ledger->db, why, NULL, "UPDATE account SET wrong=0, locked_ms=$2 WHERE name=$1",
                   "ti", l->name, l->now_ms + LOGIN_LOCK_MS);
        if (e == ERR_NONE) e = ledger_audit(ledger, l->now_ms, l->name, "locked", "", why);
    }
    return e;
}

static void random_word(char ret_word[static SESSION_SIZE]) {
    uint8_t bytes[SESSION_BYTES];
    crypto_random(bytes, sizeof bytes);
    hex_from_bytes(bytes, sizeof bytes, ret_word);
    crypto_wipe(bytes, sizeof bytes);
}

static struct hash session_hash(const char *session) {
    return crypto_keyed_hash(NULL, session, strlen(session), NULL, 0);
}

static enum err begin_session(struct ledger *ledger, struct login *l, struct why *why) {
    random_word(l->session);
    random_word(l->csrf);
    struct hash hash = session_hash(l->session);
    enum err e = db_run(ledger->db, why, NULL, "DELETE FROM session WHERE seen_ms<$1 OR made_ms<$2",
                        "ii", l->now_ms - SESSION_IDLE_MS, l->now_ms - SESSION_MOST_MS);
    if (e == ERR_NONE)
        e = db_run(ledger->db, why, NULL,
                   "INSERT INTO session (id_hash, account, csrf, made_ms, seen_ms)"
                   " VALUES ($1, $2, $3, $4, $4)",
                   "htti", &hash, l->account.name, l->csrf, l->now_ms);
    if (e == ERR_NONE)
        e = db_run(ledger->db, why, NULL, "UPDATE account SET wrong=0, locked_ms=0 WHERE name=$1",
                   "t", l->account.name);
    return e == ERR_NONE ? ledger_audit(ledger, l->now_ms, l->account.name, "sign_in", "", why) : e;
}

static enum err end_login(struct ledger *ledger, void *arg, struct why *why) {
    struct login *l = arg;
    if (l->right) return begin_session(ledger, l, why);
    return l->found ? count_wrong(ledger, l, why) : ERR_NONE;
}

/* The hash of no password, so that an unknown name takes as long as a wrong password. */
static const char no_password[] = "$argon2id$v=19$m=65536,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
                                  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

enum err ledger_sign_in(struct ledger *ledger, const char *name, const char *password,
                        int64_t now_ms, struct why *why, struct ledger_account *ret_account,
                        char ret_session[static SESSION_SIZE], char ret_csrf[static SESSION_SIZE],
                        int64_t *ret_left_ms) {
    struct login l = {.name = name, .password = password, .now_ms = now_ms};
    enum err e = db_query(ledger->db, why, take_login, &l,
                          "SELECT " ACCOUNT_COLUMNS ", a.password, a.locked_ms, a.disabled"
                          " FROM account a WHERE a.name=$1",
                          "t", name);
    if (e != ERR_NONE) return e;
    if (l.found && l.left_ms > 0) {
        *ret_left_ms = l.left_ms;
        return why_set(why, ERR_BUSY, "locked after %d wrong passwords", LOGIN_TRIES);
    }
    l.right = crypto_pin_verify(l.found ? l.hash : no_password, password) && l.found && !l.disabled;
    e = ledger_transact(ledger, end_login, &l, why);
    if (e == ERR_NONE && !l.right)
        e = why_set(why, ERR_PERMISSION, "the name or the password is wrong");
    if (e == ERR_NONE) {
        *ret_account = l.account;
        memcpy(ret_session, l.session, SESSION_SIZE);
        memcpy(ret_csrf, l.csrf, SESSION_SIZE);
    }
    crypto_wipe(&l, sizeof l);
    return e;
}

struct session_row {
    struct ledger_account account;
    char csrf[SESSION_SIZE];
    int64_t seen_ms;
    bool found;
};

static bool take_session(void *to, const struct db_row *row) {
    struct session_row *s = to;
    take_account(&s->account, row);
    TEXT_COPY(s->csrf, db_text(row, 5));
    s->seen_ms = db_int(row, 6);
    s->found = true;
    return false;
}

enum err ledger_session(struct ledger *ledger, const char *session, int64_t now_ms, struct why *why,
                        struct ledger_account *ret_account, char ret_csrf[static SESSION_SIZE]) {
    struct session_row s = {0};
    struct hash hash = session_hash(session);
    enum err e = db_query(ledger->db, why, take_session, &s,
                          "SELECT " ACCOUNT_COLUMNS ", s.csrf, s.seen_ms FROM session s"
                          " JOIN account a ON a.name=s.account"
                          " WHERE s.id_hash=$1 AND s.seen_ms>$2 AND s.made_ms>$3 AND a.disabled=0",
                          "hii", &hash, now_ms - SESSION_IDLE_MS, now_ms - SESSION_MOST_MS);
    if (e == ERR_NONE && !s.found) e = why_set(why, ERR_PERMISSION, "not signed in");
    /* Not at every request: a page sends ten per minute. */
    if (e == ERR_NONE && now_ms - s.seen_ms > 60000)
        e = db_run(ledger->db, why, NULL, "UPDATE session SET seen_ms=$2 WHERE id_hash=$1", "hi",
                   &hash, now_ms);
    if (e != ERR_NONE) return e;
    *ret_account = s.account;
    memcpy(ret_csrf, s.csrf, SESSION_SIZE);
    return ERR_NONE;
}

enum err ledger_sign_out(struct ledger *ledger, const char *session, struct why *why) {
    struct hash hash = session_hash(session);
    return db_run(ledger->db, why, NULL, "DELETE FROM session WHERE id_hash=$1", "h", &hash);
}
