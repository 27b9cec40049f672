/* upstream_rows: records on their way to the next tier, by their own number at this station.
 * 1. A row leaves the outbox only on the next tier's receipt for a batch that held it. */
#include "ledger/inside.h"
#include "wire/records.h"

#include <stdio.h>

struct rows {
    struct record_up *records;
    int most, count;
    enum err e;
    struct why *why;
};

/* As it came, but numbered by this station, and with whose it was. */
static bool take_row(void *to, const struct db_row *row) {
    struct rows *rows = to;
    struct record_up *r = &rows->records[rows->count];
    const char *raw = db_text(row, 1), *kiosk = db_text(row, 2);
    rows->e = wire_record_read(raw, strlen(raw), rows->why, r);
    if (rows->e != ERR_NONE) return false; /* it was read once: the ledger is damaged */
    char below[ORIGIN_SIZE];
    TEXT_COPY(below, r->origin_kiosk);
    if (!r->origin_seq) r->origin_seq = r->seq;
    int n = snprintf(r->origin_kiosk, sizeof r->origin_kiosk, "%s%s%s", kiosk, below[0] ? "/" : "",
                     below);
    if (n >= (int)sizeof r->origin_kiosk) TEXT_COPY(r->origin_kiosk, kiosk);
    r->seq = db_int(row, 0);
    /* What was asked, and cards, are for the station where they belong. */
    r->sealed_bytes = 0;
    r->has_card = r->has_code = r->has_voice_note = r->has_picture = false;
    return ++rows->count < rows->most;
}

enum err ledger_upstream_batch(struct ledger *ledger, struct record_up *ret_records, int most,
                               struct why *why, int *ret_count) {
    struct rows rows = {.records = ret_records, .most = most, .why = why};
    enum err e = db_query(ledger->db, why, take_row, &rows,
                          "SELECT r.no, r.raw, r.kiosk FROM upstream_outbox o JOIN record r"
                          " ON r.no=o.no ORDER BY o.no LIMIT 256",
                          "");
    if (e == ERR_NONE) e = rows.e;
    if (e == ERR_NONE) *ret_count = rows.count;
    return e;
}

struct receipt {
    const int64_t *nos;
    int count;
};

static enum err drop_rows(struct ledger *ledger, void *arg, struct why *why) {
    const struct receipt *r = arg;
    enum err e = ERR_NONE;
    for (int i = 0; e == ERR_NONE && i < r->count; i++)
        e = db_queue(ledger->db, why, "DELETE FROM upstream_outbox WHERE no=$1", "i", r->nos[i]);
    return e == ERR_NONE ? db_flush(ledger->db, why) : e;
}

enum err ledger_upstream_receipt(struct ledger *ledger, const int64_t *nos, int count,
                                 struct why *why) {
    struct receipt receipt = {nos, count};
    return ledger_transact(ledger, drop_rows, &receipt, why);
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
