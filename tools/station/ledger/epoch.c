/* epoch: detects that a ledger was restored from a backup.
 *
 *   no row (new or restored ledger) --> new epoch, cursors far above any that was given out
 *   a kiosk's cursor above the newest one (set back while the station ran) --> the same, once a day
 *
 * 1. A cursor is never used again for other changes.
 * 2. A number under which a record was forwarded is never used for another record: the numbers also
 *    continue far above.
 * 3. A new epoch makes kiosks read everything from the start and send all their records again. */
#include "ledger/ledger_private.h"

#include <stdio.h>

/* More than the number of changes that any station makes between a backup and its restore. */
#define CURSOR_GAP INT64_C(1000000000)
#define BELIEVED_EVERY_MS INT64_C(86400000)

static bool take_epoch(void *to, const struct db_row *row) {
    struct ledger_epoch *e = to;
    TEXT_COPY(e->word, db_text(row, 0));
    e->at_ms = db_int(row, 1);
    e->cursor = db_int(row, 2);
    return false;
}

enum err ledger_epoch(struct ledger *ledger, struct why *why, struct ledger_epoch *ret_epoch) {
    *ret_epoch = (struct ledger_epoch){0};
    return db_query(
        ledger->db, why, take_epoch, ret_epoch,
        "SELECT coalesce(e.word, ''), coalesce(e.at_ms, 0), CAST(m.value AS BIGINT) FROM"
        " meta m LEFT JOIN epoch e ON e.one=1 WHERE m.key='cursor'",
        "");
}

static enum err renew(struct ledger *ledger, const char *reason, int64_t now_ms, struct why *why) {
    uint8_t bytes[16];
    char word[2 * sizeof bytes + 1];
    crypto_random(bytes, sizeof bytes);
    hex_from_bytes(bytes, sizeof bytes, word);
    enum err e = db_run(ledger->db, why, NULL,
                        "INSERT INTO epoch (one, word, at_ms) VALUES (1, $1, $2) ON CONFLICT (one)"
                        " DO UPDATE SET word=excluded.word, at_ms=excluded.at_ms",
                        "ti", word, now_ms);
    if (e == ERR_NONE)
        e = db_run(ledger->db, why, NULL, "UPDATE fact SET cursor=cursor+$1", "i", CURSOR_GAP);
    if (e == ERR_NONE)
        e = db_run(
            ledger->db, why, NULL,
            "UPDATE meta SET value=CAST(CAST(value AS BIGINT)+$1 AS TEXT) WHERE key='cursor'", "i",
            CURSOR_GAP);
    if (e == ERR_NONE)
        e = db_run(
            ledger->db, why, NULL,
            "INSERT INTO meta (key, value) SELECT 'upstream.offset', CAST(CAST($1 AS BIGINT) AS"
            " TEXT) WHERE EXISTS (SELECT 1 FROM record) ON CONFLICT (key) DO UPDATE SET"
            " value=CAST(CAST(meta.value AS BIGINT)+CAST($1 AS BIGINT) AS TEXT)",
            "i", CURSOR_GAP);
    return e == ERR_NONE ? ledger_audit(ledger, now_ms, "station", "epoch", reason, why) : e;
}

struct keeping {
    int64_t after, now_ms;
    bool renewed;
};

/* Checked again under the lock, because another instance may have renewed the epoch. */
static enum err keep(struct ledger *ledger, void *arg, struct why *why) {
    struct keeping *k = arg;
    struct ledger_epoch now;
    enum err e = ledger_lock_order(ledger, why);
    if (e == ERR_NONE) e = ledger_epoch(ledger, why, &now);
    if (e != ERR_NONE) return e;
    bool set_back = k->after > now.cursor && now.at_ms < k->now_ms - BELIEVED_EVERY_MS;
    k->renewed = !now.word[0] || set_back;
    if (!now.word[0]) return renew(ledger, "created or restored", k->now_ms, why);
    return set_back ? renew(ledger, "set back: a kiosk has a newer cursor", k->now_ms, why) : e;
}

enum err ledger_epoch_begin(struct ledger *ledger, int64_t now_ms, struct why *why) {
    struct keeping k = {.now_ms = now_ms};
    struct ledger_epoch now;
    enum err e = ledger_epoch(ledger, why, &now);
    return e == ERR_NONE && !now.word[0] ? ledger_transact(ledger, keep, &k, why) : e;
}

enum err ledger_epoch_for(struct ledger *ledger, int64_t after, int64_t now_ms, struct why *why,
                          struct ledger_epoch *ret_epoch) {
    struct keeping k = {.after = after, .now_ms = now_ms};
    enum err e = ledger_epoch(ledger, why, ret_epoch);
    if (e != ERR_NONE || after <= ret_epoch->cursor) return e;
    e = ledger_transact(ledger, keep, &k, why);
    return e == ERR_NONE ? ledger_epoch(ledger, why, ret_epoch) : e;
}
