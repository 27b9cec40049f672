/* audit: the station's audit log, a chain of hashes. */
#include "model/audit.h"

#include "ledger/ledger_private.h"

struct last {
    int64_t id;
    struct hash hash;
};

static bool take_last(void *to, const struct db_row *row) {
    struct last *last = to;
    last->id = db_int(row, 0);
    db_hash(row, 1, &last->hash);
    return false;
}

enum err ledger_audit(struct ledger *ledger, int64_t at_ms, const char *who, const char *what,
                      const char *detail, struct why *why) {
    struct last last = {0};
    enum err e = ledger_lock_order(ledger, why);
    if (e == ERR_NONE)
        e = db_query(ledger->db, why, take_last, &last,
                     "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1", "");
    if (e != ERR_NONE) return e;
    struct hash hash = audit_row_hash(&last.hash, last.id + 1, at_ms, who, what, detail);
    return db_run(ledger->db, why, NULL,
                  "INSERT INTO audit (id, at_ms, who, what, detail, hash)"
                  " VALUES ($1, $2, $3, $4, $5, $6)",
                  "iittth", last.id + 1, at_ms, who, what, detail, &hash);
}

struct walk {
    struct hash before;
    int64_t broken, rows, next_id;
};

static bool check_row(void *to, const struct db_row *row) {
    struct walk *w = to;
    struct hash stored = {0};
    int64_t id = db_int(row, 0);
    struct hash expected = audit_row_hash(&w->before, id, db_int(row, 1), db_text(row, 2),
                                          db_text(row, 3), db_text(row, 4));
    bool fits = db_hash(row, 5, &stored) && id == w->next_id &&
                memcmp(stored.bytes, expected.bytes, HASH_BYTES) == 0;
    if (!fits && !w->broken) w->broken = id;
    w->before = stored;
    w->next_id = id + 1;
    w->rows++;
    return true;
}

enum err ledger_audit_check(struct ledger *ledger, struct why *why, int64_t *ret_broken,
                            int64_t *ret_rows) {
    struct walk w = {.next_id = 1};
    enum err e = db_query(ledger->db, why, check_row, &w,
                          "SELECT id, at_ms, who, what, detail, hash FROM audit ORDER BY id", "");
    if (e != ERR_NONE) return e;
    *ret_broken = w.broken;
    if (ret_rows) *ret_rows = w.rows;
    return ERR_NONE;
}
