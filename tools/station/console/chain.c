/* chain: the state of the audit log's hash chain, shown below every list of the log. The whole
 * chain is checked at the first request; then new rows are checked once a minute. "verify" checks
 * everything again. */
#include "console/console_private.h"

#include "base/clock.h"
#include "model/audit.h"

#define EVERY_MS 60000

struct walk {
    struct hash before;
    int64_t id, broken;
};

static bool check(void *to, const struct db_row *row) {
    struct walk *w = to;
    struct hash stored = {0};
    struct hash expected = audit_row_hash(&w->before, db_int(row, 0), db_int(row, 1),
                                          db_text(row, 2), db_text(row, 3), db_text(row, 4));
    bool fits = db_hash(row, 5, &stored) && db_int(row, 0) == w->id + 1 &&
                crypto_equal(stored.bytes, expected.bytes, HASH_BYTES);
    if (!fits) w->broken = db_int(row, 0);
    w->id = db_int(row, 0);
    w->before = stored;
    return fits;
}

/* With the lock held: other threads wait for the result instead of computing it too. */
static void look(struct console_call *call, struct console_kept *kept) {
    struct walk w = {kept->chain_hash, kept->chain_id, 0};
    struct why why;
    if (db_query(call->db, &why, check, &w,
                 "SELECT id, at_ms, who, what, detail, hash FROM audit WHERE id>$1 ORDER BY id",
                 "i", kept->chain_id) != ERR_NONE)
        return;
    kept->chain_broken = w.broken;
    kept->chain_ms = clock_ticks_ms();
    if (w.broken) return;
    kept->chain_id = w.id;
    kept->chain_hash = w.before;
}

json_t *console_chain(struct console_call *call) {
    struct console_kept *kept = files_kept(call->station);
    pthread_mutex_lock(&kept->lock);
    if (kept->chain_ms == 0 || clock_ticks_ms() - kept->chain_ms > EVERY_MS) look(call, kept);
    int64_t broken = kept->chain_broken;
    pthread_mutex_unlock(&kept->lock);
    return json_pack("{sb sI}", "ok", broken == 0, "broken", (json_int_t)broken);
}
