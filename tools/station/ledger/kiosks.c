/* kiosks: pairing by a one-time code, authentication by a token, revocation.
 * 1. A code works once, for ten minutes; five wrong tries void all codes.
 * 2. Only the hash of a token's secret is stored; it is compared in constant time. */
#include "ledger/ledger_private.h"

#include <stdio.h>

#define SECRET_BYTES 32

static struct hash hash_of(const char *text) {
    return crypto_keyed_hash(NULL, text, strlen(text), NULL, 0);
}

struct pairing {
    const char *name, *who, *code, *kiosk, *version;
    bool is_station;
    int64_t now_ms;
    char made[9];
    struct ledger_kiosk ret;
    char token[96];
    bool found, is_new;
    enum err verdict;
};

static enum err add_code(struct ledger *ledger, void *arg, struct why *why) {
    struct pairing *p = arg;
    struct hash hash = hash_of(p->made);
    char detail[160];
    enum err e =
        db_run(ledger->db, why, NULL, "DELETE FROM pairing WHERE expires_ms<=$1", "i", p->now_ms);
    if (e == ERR_NONE)
        e = db_run(ledger->db, why, NULL,
                   "INSERT INTO pairing (code_hash, name, is_station, expires_ms, made_by)"
                   " VALUES ($1, $2, $3, $4, $5)",
                   "htiit", &hash, p->name, (int64_t)p->is_station,
                   p->now_ms + PAIR_MINUTES * 60000LL, p->who);
    snprintf(detail, sizeof detail, "%s %.100s", p->is_station ? "station" : "kiosk", p->name);
    return e == ERR_NONE ? ledger_audit(ledger, p->now_ms, p->who, "pair_code", detail, why) : e;
}

enum err ledger_pair_code(struct ledger *ledger, const char *name, bool is_station, const char *who,
                          int64_t now_ms, struct why *why, char ret_code[static 9]) {
    struct pairing p = {.name = name, .who = who, .is_station = is_station, .now_ms = now_ms};
    if (!name[0] || strlen(name) >= TITLE_SIZE)
        return why_set(why, ERR_BAD_INPUT, "a kiosk needs a name of at most %d bytes",
                       TITLE_SIZE - 1);
    snprintf(p.made, sizeof p.made, "%08u", (unsigned)crypto_random_below(100000000));
    enum err e = ledger_transact(ledger, add_code, &p, why);
    if (e == ERR_NONE) memcpy(ret_code, p.made, 9);
    return e;
}

static bool take_pairing(void *to, const struct db_row *row) {
    struct pairing *p = to;
    TEXT_COPY(p->ret.name, db_text(row, 0));
    p->ret.is_station = db_int(row, 1) != 0;
    p->found = true;
    return false;
}

/* A wrong code counts against all codes, so that an attacker cannot try each of them. */
static enum err count_wrong(struct ledger *ledger, struct pairing *p, struct why *why) {
    int64_t most = 0;
    enum err e =
        db_run(ledger->db, why, NULL, "DELETE FROM pairing WHERE expires_ms<=$1", "i", p->now_ms);
    if (e == ERR_NONE) e = db_run(ledger->db, why, NULL, "UPDATE pairing SET wrong=wrong+1", "");
    if (e == ERR_NONE)
        e = db_one(ledger->db, why, &most, "SELECT coalesce(max(wrong), 0) FROM pairing", "");
    if (e == ERR_NONE && most >= PAIR_TRIES)
        e = db_run(ledger->db, why, NULL, "DELETE FROM pairing WHERE wrong>=$1", "i",
                   (int64_t)PAIR_TRIES);
    p->verdict = most >= PAIR_TRIES ? ERR_BUSY : ERR_PERMISSION;
    if (e == ERR_NONE && most >= PAIR_TRIES)
        e = ledger_audit(ledger, p->now_ms, "pairing", "pair_codes_void", "five wrong tries", why);
    return e;
}

static bool take_kiosk(void *to, const struct db_row *row) {
    struct ledger_kiosk *k = to;
    k->number = (int32_t)db_int(row, 0);
    TEXT_COPY(k->name, db_text(row, 1));
    k->is_station = db_int(row, 2) != 0;
    k->revoked = db_int(row, 3) != 0;
    return false;
}

/* The smallest free kiosk number; ticket numbers begin with it. */
static enum err free_number(struct ledger *ledger, struct why *why, int32_t *ret_number) {
    int64_t n = 101;
    enum err e = db_one(ledger->db, why, &n,
                        "SELECT min(n) FROM (SELECT 101 AS n UNION ALL SELECT number+1 FROM kiosk)"
                        " AS c WHERE n NOT IN (SELECT number FROM kiosk) AND n BETWEEN 101 AND 999",
                        "");
    if (e == ERR_NONE && n == 0) /* NULL */
        e = why_set(why, ERR_BAD_INPUT, "there are already 899 kiosks; revoke one first");
    *ret_number = (int32_t)n;
    return e;
}

static struct hash make_token(struct pairing *p) {
    uint8_t secret[SECRET_BYTES];
    char hex[2 * SECRET_BYTES + 1];
    crypto_random(secret, sizeof secret);
    hex_from_bytes(secret, sizeof secret, hex);
    snprintf(p->token, sizeof p->token, "%.31s.%.64s", p->kiosk, hex);
    struct hash hash = hash_of(hex);
    crypto_wipe(secret, sizeof secret);
    crypto_wipe(hex, sizeof hex);
    return hash;
}

static enum err give_token(struct ledger *ledger, struct pairing *p, struct why *why) {
    struct ledger_kiosk old = {0};
    struct hash hash = {0};
    char detail[160];
    enum err e =
        db_query(ledger->db, why, take_kiosk, &old,
                 "SELECT number, name, is_station, revoked FROM kiosk WHERE id=$1", "t", p->kiosk);
    p->ret.number = old.number;
    if (e == ERR_NONE && !old.number) e = free_number(ledger, why, &p->ret.number);
    if (e == ERR_NONE) hash = make_token(p);
    if (e == ERR_NONE)
        e = db_run(
            ledger->db, why, NULL,
            "INSERT INTO kiosk (id, number, name, is_station, token_hash, paired_ms, version)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO UPDATE SET"
            " name=excluded.name, is_station=excluded.is_station,"
            " token_hash=excluded.token_hash, paired_ms=excluded.paired_ms, revoked=0,"
            " version=excluded.version, run='', run_before='', twin_ms=0",
            "titihit", p->kiosk, (int64_t)p->ret.number, p->ret.name, (int64_t)p->ret.is_station,
            &hash, p->now_ms, p->version);
    snprintf(detail, sizeof detail, "%.31s number %d", p->kiosk, p->ret.number);
    return e == ERR_NONE ? ledger_audit(ledger, p->now_ms, "pairing", "paired", detail, why) : e;
}

static enum err pair(struct ledger *ledger, void *arg, struct why *why) {
    struct pairing *p = arg;
    struct hash hash = hash_of(p->code);
    p->found = false;
    p->verdict = ERR_NONE;
    enum err e = ledger_lock_order(ledger, why);
    if (e == ERR_NONE)
        e = db_query(ledger->db, why, take_pairing, p,
                     "DELETE FROM pairing WHERE code_hash=$1 AND expires_ms>$2"
                     " RETURNING name, is_station",
                     "hi", &hash, p->now_ms);
    if (e != ERR_NONE) return e;
    return p->found ? give_token(ledger, p, why) : count_wrong(ledger, p, why);
}

static bool id_is_sound(const char *id) {
    size_t n = strspn(id, "0123456789abcdefghijklmnopqrstuvwxyz-");
    return n >= 4 && n < KEY_SIZE && id[n] == 0;
}

enum err ledger_pair(struct ledger *ledger, const char *code, const char *kiosk,
                     const char *version, int64_t now_ms, struct why *why,
                     struct ledger_kiosk *ret_kiosk, char ret_token[static 96]) {
    struct pairing p = {.code = code, .kiosk = kiosk, .version = version, .now_ms = now_ms};
    if (!id_is_sound(kiosk)) return why_set(why, ERR_BAD_INPUT, "kiosk: not a valid id");
    TEXT_COPY(p.ret.id, kiosk);
    enum err e = ledger_transact(ledger, pair, &p, why);
    if (e == ERR_NONE && p.verdict != ERR_NONE)
        e = why_set(why, p.verdict,
                    p.verdict == ERR_BUSY ? "five wrong codes: all codes are void; create a new one"
                                          : "the code is wrong or has expired");
    if (e == ERR_NONE) {
        *ret_kiosk = p.ret;
        memcpy(ret_token, p.token, sizeof p.token);
    }
    crypto_wipe(p.token, sizeof p.token);
    return e;
}

struct token_row {
    struct ledger_kiosk kiosk;
    struct hash hash;
    bool found;
};

static bool take_token(void *to, const struct db_row *row) {
    struct token_row *t = to;
    take_kiosk(&t->kiosk, row);
    t->found = db_hash(row, 4, &t->hash);
    return false;
}

enum err ledger_kiosk_of_token(struct ledger *ledger, const char *token, struct why *why,
                               struct ledger_kiosk *ret_kiosk) {
    struct token_row t = {0};
    const char *dot = strchr(token, '.');
    if (!dot || (size_t)(dot - token) >= KEY_SIZE)
        return why_set(why, ERR_NOT_FOUND, "unknown token");
    snprintf(t.kiosk.id, sizeof t.kiosk.id, "%.*s", (int)(dot - token), token);
    enum err e =
        db_query(ledger->db, why, take_token, &t,
                 "SELECT number, name, is_station, revoked, token_hash FROM kiosk WHERE id=$1", "t",
                 t.kiosk.id);
    if (e != ERR_NONE) return e;
    struct hash hash = hash_of(dot + 1); /* also computed without a dot, so that it takes as long */
    bool right = crypto_equal(hash.bytes, t.hash.bytes, HASH_BYTES) && t.found;
    if (!right) return why_set(why, ERR_NOT_FOUND, "unknown token");
    if (t.kiosk.revoked) return why_set(why, ERR_PERMISSION, "this kiosk was revoked");
    *ret_kiosk = t.kiosk;
    return ERR_NONE;
}

struct revocation {
    const char *kiosk, *who;
    int64_t now_ms;
};

static enum err revoke(struct ledger *ledger, void *arg, struct why *why) {
    const struct revocation *r = arg;
    int64_t changed = 0;
    enum err e = db_run(ledger->db, why, &changed,
                        "UPDATE kiosk SET revoked=1 WHERE id=$1 AND revoked=0", "t", r->kiosk);
    if (e == ERR_NONE && changed == 0) e = why_set(why, ERR_NOT_FOUND, "no such kiosk");
    if (e == ERR_NONE) e = ledger_audit(ledger, r->now_ms, r->who, "revoked", r->kiosk, why);
    return e == ERR_NONE ? db_notify(ledger->db, why, "muster_change") : e;
}

enum err ledger_revoke(struct ledger *ledger, const char *kiosk, const char *who, int64_t now_ms,
                       struct why *why) {
    struct revocation r = {kiosk, who, now_ms};
    return ledger_transact(ledger, revoke, &r, why);
}

enum err ledger_kiosk_seen(struct ledger *ledger, const char *kiosk, const char *run,
                           int64_t waiting, int64_t now_ms, struct why *why) {
    return db_run(
        ledger->db, why, NULL,
        "UPDATE kiosk SET last_seen_ms=$2, waiting=CASE WHEN CAST($3 AS BIGINT)<0 THEN"
        " waiting ELSE CAST($3 AS BIGINT) END,"
        " twin_ms=CASE WHEN $4<>'' AND run<>$4 AND run_before=$4 THEN $2 ELSE twin_ms END,"
        " run_before=CASE WHEN $4<>'' AND run<>$4 THEN run ELSE run_before END,"
        " run=CASE WHEN $4<>'' THEN $4 ELSE run END WHERE id=$1",
        "tiit", kiosk, now_ms, waiting, run);
}
