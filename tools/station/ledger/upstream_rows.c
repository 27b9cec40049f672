/* upstream_rows: records queued for the next tier, under this station's own numbers.
 * 1. A row leaves the outbox only on the next tier's receipt for a batch that held it. */
#include "ledger/ledger_private.h"
#include "wire/records.h"

#include <inttypes.h>
#include <stdio.h>

struct rows {
    struct record_up *records;
    int64_t offset;
    int most, count;
    enum err e;
    struct why *why;
};

/* As received, but with this station's number and with the origin. */
static bool take_row(void *to, const struct db_row *row) {
    struct rows *rows = to;
    struct record_up *r = &rows->records[rows->count];
    const char *raw = db_text(row, 1), *kiosk = db_text(row, 2);
    rows->e = wire_record_read(raw, strlen(raw), rows->why, r);
    if (rows->e != ERR_NONE) return false; /* it was valid before: the ledger is damaged */
    char below[ORIGIN_SIZE];
    TEXT_COPY(below, r->origin_kiosk);
    if (!r->origin_seq) r->origin_seq = r->seq;
    int n = snprintf(r->origin_kiosk, sizeof r->origin_kiosk, "%s%s%s", kiosk, below[0] ? "/" : "",
                     below);
    if (n >= (int)sizeof r->origin_kiosk) TEXT_COPY(r->origin_kiosk, kiosk);
    r->seq = rows->offset + db_int(row, 0);
    /* The request's text and cards stay at the station where they belong. */
    r->sealed_bytes = 0;
    r->has_card = r->has_code = r->has_voice_note = r->has_screenshot = false;
    return ++rows->count < rows->most;
}

/* A restored ledger would use numbers again that the next tier may know, so it continues far above
 * (epoch.c). */
static enum err offset_of(struct ledger *ledger, struct why *why, int64_t *ret_offset) {
    *ret_offset = 0;
    return db_one(ledger->db, why, ret_offset,
                  "SELECT CAST(value AS BIGINT) FROM meta WHERE key='upstream.offset'", "");
}

enum err ledger_upstream_batch(struct ledger *ledger, struct record_up *ret_records, int most,
                               struct why *why, int *ret_count) {
    struct rows rows = {.records = ret_records, .most = most, .why = why};
    enum err e = offset_of(ledger, why, &rows.offset);
    if (e == ERR_NONE)
        e = db_query(ledger->db, why, take_row, &rows,
                     "SELECT r.no, r.raw, r.kiosk FROM upstream_outbox o JOIN record r"
                     " ON r.no=o.no ORDER BY o.no LIMIT 256",
                     "");
    if (e == ERR_NONE) e = rows.e;
    if (e == ERR_NONE) *ret_count = rows.count;
    return e;
}

struct receipt {
    const int64_t *seqs;
    int count;
    int64_t now_ms;
};

static enum err drop_rows(struct ledger *ledger, void *arg, struct why *why) {
    const struct receipt *r = arg;
    int64_t offset = 0;
    char text[48];
    enum err e = offset_of(ledger, why, &offset);
    for (int i = 0; e == ERR_NONE && i < r->count; i++)
        e = db_queue(ledger->db, why, "DELETE FROM upstream_outbox WHERE no=$1", "i",
                     r->seqs[i] - offset);
    if (e == ERR_NONE) e = db_flush(ledger->db, why);
    if (e != ERR_NONE || r->count == 0) return e;
    snprintf(text, sizeof text, "%" PRId64 " %" PRId64, r->seqs[r->count - 1], r->now_ms);
    return ledger_meta_set(ledger, "upstream.receipt", text, why);
}

enum err ledger_upstream_receipt(struct ledger *ledger, const int64_t *seqs, int count,
                                 int64_t now_ms, struct why *why) {
    struct receipt receipt = {seqs, count, now_ms};
    return ledger_transact(ledger, drop_rows, &receipt, why);
}

struct epoch_change {
    const char *epoch;
    int64_t now_ms;
    bool again;
};

static enum err take_epoch(struct ledger *ledger, void *arg, struct why *why) {
    struct epoch_change *t = arg;
    char before[EPOCH_SIZE], detail[64];
    int64_t rows = 0;
    t->again = false;
    enum err e = ledger_lock_order(ledger, why);
    if (e == ERR_NONE) e = ledger_meta_get(ledger, "upstream.epoch", why, before, sizeof before);
    if (e != ERR_NONE || strcmp(before, t->epoch) == 0) return e;
    e = ledger_meta_set(ledger, "upstream.epoch", t->epoch, why);
    if (e != ERR_NONE || !before[0]) return e;
    e = db_run(ledger->db, why, &rows,
               "INSERT INTO upstream_outbox (no) SELECT no FROM record WHERE raw<>''"
               " ON CONFLICT DO NOTHING",
               "");
    t->again = rows > 0;
    snprintf(detail, sizeof detail, "%" PRId64 " records queued again", rows);
    return e == ERR_NONE
               ? ledger_audit(ledger, t->now_ms, "station", "upstream_restored", detail, why)
               : e;
}

enum err ledger_upstream_epoch(struct ledger *ledger, const char *epoch, int64_t now_ms,
                               struct why *why, bool *ret_again) {
    struct epoch_change t = {.epoch = epoch, .now_ms = now_ms};
    char before[EPOCH_SIZE];
    *ret_again = false;
    enum err e = ledger_meta_get(ledger, "upstream.epoch", why, before, sizeof before);
    if (e != ERR_NONE || !epoch[0] || strcmp(before, epoch) == 0) return e;
    e = ledger_transact(ledger, take_epoch, &t, why);
    *ret_again = e == ERR_NONE && t.again;
    return e;
}

enum err ledger_upstream_trouble(struct ledger *ledger, const char *trouble, struct why *why) {
    return ledger_meta_set(ledger, "upstream.trouble", trouble, why);
}

enum err ledger_upstream_state(struct ledger *ledger, struct why *why,
                               struct ledger_upstream *ret_state) {
    struct ledger_upstream s = {0};
    char receipt[48] = "";
    enum err e = ledger_upstream_waiting(ledger, why, &s.waiting, &s.oldest_ms);
    if (e == ERR_NONE)
        e = ledger_meta_get(ledger, "upstream.receipt", why, receipt, sizeof receipt);
    if (e == ERR_NONE)
        e = ledger_meta_get(ledger, "upstream.trouble", why, s.trouble, sizeof s.trouble);
    sscanf(receipt, "%" SCNd64 " %" SCNd64, &s.receipt, &s.receipt_ms);
    if (e == ERR_NONE) *ret_state = s;
    return e;
}

struct waiting {
    int64_t rows, oldest_ms;
};

static bool take_waiting(void *to, const struct db_row *row) {
    struct waiting *w = to;
    w->rows = db_int(row, 0);
    w->oldest_ms = db_int(row, 1);
    return false;
}

enum err ledger_upstream_waiting(struct ledger *ledger, struct why *why, int64_t *ret_rows,
                                 int64_t *ret_oldest_ms) {
    struct waiting w = {0};
    enum err e =
        db_query(ledger->db, why, take_waiting, &w,
                 "SELECT (SELECT count(*) FROM upstream_outbox), (SELECT r.received_ms"
                 " FROM upstream_outbox o JOIN record r ON r.no=o.no ORDER BY o.no LIMIT 1)",
                 "");
    if (e != ERR_NONE) return e;
    *ret_rows = w.rows;
    *ret_oldest_ms = w.oldest_ms;
    return ERR_NONE;
}
