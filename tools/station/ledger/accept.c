/* accept: stores each record of a batch once.
 *
 *   read --> lock the kiosk's row --> find the new ones --> store, project --> COMMIT --> receipt
 *                                        `-- on an error: row by row; a bad row is rejected
 * 1. The receipt is given after COMMIT. It covers rows that were stored now, stored before, or
 *    rejected.
 * 2. A rejected row never blocks the others. It is stored unchanged with the reason.
 * 3. A record that is sent again is skipped. A different record under the same number, which two
 *    machines with one identity would produce, is rejected. */
#include "ledger/ledger_private.h"
#include "wire/records.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct row {
    int64_t seq;
    bool had;  /* stored or rejected before */
    bool twin; /* the stored row under this number is different */
    char *raw;
    char refusal[160];
    struct record_up *record; /* NULL: rejected */
};
struct batch {
    const char *kiosk;
    bool is_station, careful;
    int64_t now_ms;
    int count;
    struct row rows[WIRE_RECORDS_MAX];
    struct ledger_batch done;
};

static bool kind_is_known(const char *kind) {
    static const char *const kinds[] = {
        "checkin", "signout",       "visit",        "refused_tap",   "signup",      "request",
        "rating",  "card_enrolled", "staff_action", "device_status", "request_step"};
    for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
        if (strcmp(kinds[i], kind) == 0) return true;
    return false;
}

static enum err take_row(void *to, const struct wire_row *in, struct why *why) {
    struct batch *b = to;
    struct row *row = &b->rows[b->count++];
    row->seq = in->seq;
    row->raw = strdup(in->raw);
    row->record = in->record ? malloc(sizeof *row->record) : NULL;
    if (!row->raw || (in->record && !row->record))
        return why_set(why, ERR_NO_MEMORY, "no memory for a batch");
    if (in->record) *row->record = *in->record;
    TEXT_COPY(row->refusal, in->refusal ? in->refusal : "");
    if (!row->record || kind_is_known(row->record->kind)) return ERR_NONE;
    snprintf(row->refusal, sizeof row->refusal, "kind: unknown kind %s", row->record->kind);
    free(row->record);
    row->record = NULL;
    return ERR_NONE;
}

static void batch_free(struct batch *b) {
    for (int i = 0; i < b->count; i++) {
        free(b->rows[i].raw);
        free(b->rows[i].record);
    }
    free(b);
}

/* Compares what a kiosk never changes in a record. There is nothing to compare if retention has
 * emptied the stored record or the kind is unknown. */
static bool says_another(const struct record_up *r, const char *stored) {
    struct record_up s;
    struct why why;
    bool damaged = !r || strcmp(r->outcome, "damaged") == 0;
    if (damaged || wire_record_read(stored, strlen(stored), &why, &s) != ERR_NONE) return false;
    return r->at_ms != s.at_ms || r->mono_ms != s.mono_ms || strcmp(r->kind, s.kind) != 0 ||
           strcmp(r->boot, s.boot) != 0;
}

static bool mark_had(void *to, const struct db_row *row) {
    struct batch *b = to;
    int64_t seq = db_int(row, 0);
    for (int i = 0; i < b->count; i++) {
        if (b->rows[i].seq != seq) continue;
        b->rows[i].had = true;
        b->rows[i].twin = says_another(b->rows[i].record, db_text(row, 1));
    }
    return true;
}

static enum err find_had(struct ledger *ledger, struct batch *b, struct why *why) {
    int64_t first = b->rows[0].seq, last = b->rows[b->count - 1].seq;
    enum err e = db_query(ledger->db, why, mark_had, b,
                          "SELECT seq, raw FROM record WHERE kiosk=$1 AND seq BETWEEN $2 AND $3",
                          "tii", b->kiosk, first, last);
    return e == ERR_NONE
               ? db_query(ledger->db, why, mark_had, b,
                          "SELECT seq, raw FROM aside WHERE kiosk=$1 AND seq BETWEEN $2 AND $3 AND"
                          " twin=''",
                          "tii", b->kiosk, first, last)
               : e;
}

static enum err reject(struct ledger *ledger, struct batch *b, const struct row *row,
                       struct why *why) {
    char twin[TWIN_SIZE] = "";
    b->done.rejected++;
    if (row->twin) snprintf(twin, sizeof twin, "%s", row->record->boot);
    return db_queue(ledger->db, why,
                    "INSERT INTO aside (kiosk, seq, twin, raw, reason, received_ms)"
                    " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
                    "tittti", b->kiosk, row->seq, twin, row->raw, row->refusal, b->now_ms);
}

static enum err reject_twin(struct ledger *ledger, struct batch *b, struct row *row,
                            struct why *why) {
    TEXT_COPY(row->refusal, "seq: another record has this number; two machines use one identity, "
                            "or a disk was copied");
    b->done.twins++;
    return reject(ledger, b, row, why);
}

static enum err store_row(struct ledger *ledger, const char *kiosk, bool is_station, int64_t now_ms,
                          const char *raw, const struct record_up *r, struct why *why) {
    enum err e = db_queue(
        ledger->db, why,
        "INSERT INTO record (kiosk, seq, kind, at_ms, received_ms, member_no, outcome, reason, raw)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (kiosk, seq) DO NOTHING",
        "titiitttt", kiosk, r->seq, r->kind, r->at_ms, now_ms, r->member_no, r->outcome, r->reason,
        raw);
    if (e == ERR_NONE && ledger->forwards)
        e = db_queue(ledger->db, why,
                     "INSERT INTO upstream_outbox (no) SELECT no FROM record WHERE kiosk=$1 AND"
                     " seq=$2 ON CONFLICT DO NOTHING",
                     "ti", kiosk, r->seq);
    return e == ERR_NONE ? ledger_project(ledger, kiosk, is_station, r, now_ms, why) : e;
}

enum err ledger_store_one(struct ledger *ledger, const char *kiosk, bool is_station, int64_t now_ms,
                          const char *raw, const struct record_up *record, struct why *why) {
    ledger->came_count = 0;
    enum err e = store_row(ledger, kiosk, is_station, now_ms, raw, record, why);
    if (e == ERR_NONE) e = ledger_saw_who_came(ledger, why);
    return e == ERR_NONE ? db_flush(ledger->db, why) : e;
}

/* One row inside a savepoint. If the database refuses it, it is rejected. */
static enum err store_carefully(struct ledger *ledger, struct batch *b, struct row *row,
                                struct why *why) {
    struct why reason = {0};
    int came = ledger->came_count;
    enum err e = db_script(ledger->db, why, "SAVEPOINT row");
    if (e != ERR_NONE) return e;
    e = store_row(ledger, b->kiosk, b->is_station, b->now_ms, row->raw, row->record, &reason);
    if (e == ERR_NONE) e = db_flush(ledger->db, &reason);
    if (e == ERR_NONE) {
        b->done.stored++;
        return db_script(ledger->db, why, "RELEASE SAVEPOINT row");
    }
    if (e != ERR_BAD_INPUT && e != ERR_NOT_FOUND) {
        if (why) *why = reason;
        return e;
    }
    TEXT_COPY(row->refusal, reason.text);
    ledger->came_count = came;
    e = db_script(ledger->db, why, "ROLLBACK TO SAVEPOINT row; RELEASE SAVEPOINT row");
    return e == ERR_NONE ? reject(ledger, b, row, why) : e;
}

static enum err store_rows(struct ledger *ledger, struct batch *b, struct why *why) {
    enum err e = ERR_NONE;
    ledger->came_count = 0;
    for (int i = 0; e == ERR_NONE && i < b->count; i++) {
        struct row *row = &b->rows[i];
        if (row->twin) {
            e = reject_twin(ledger, b, row, why);
        } else if (row->had) {
            b->done.again++;
        } else if (!row->record) {
            e = reject(ledger, b, row, why);
        } else if (b->careful) {
            e = store_carefully(ledger, b, row, why);
        } else {
            e = store_row(ledger, b->kiosk, b->is_station, b->now_ms, row->raw, row->record, why);
            if (e == ERR_NONE) b->done.stored++;
        }
    }
    if (e == ERR_NONE) e = ledger_saw_who_came(ledger, why);
    return e == ERR_NONE ? db_flush(ledger->db, why) : e;
}

/* The clock of a boot is known from now on: correct the times of its earlier rows. */
static enum err know_clock(struct ledger *ledger, struct batch *b, const struct record_up *r,
                           struct why *why) {
    int64_t added = 0;
    enum err e = db_run(ledger->db, why, &added,
                        "INSERT INTO boot_clock (kiosk, boot, origin_ms) VALUES ($1, $2, $3)"
                        " ON CONFLICT DO NOTHING",
                        "tti", b->kiosk, r->boot, r->at_ms - r->mono_ms);
    if (e != ERR_NONE || added == 0) return e;
    e = db_run(ledger->db, why, NULL,
               "UPDATE attendance SET shown_ms=$3+mono_ms WHERE kiosk=$1 AND boot=$2", "tti",
               b->kiosk, r->boot, r->at_ms - r->mono_ms);
    return e == ERR_NONE ? ledger_saw_boot(ledger, b->kiosk, r->boot, why) : e;
}

static enum err know_clocks(struct ledger *ledger, struct batch *b, struct why *why) {
    const char *last = "";
    enum err e = ERR_NONE;
    for (int i = 0; e == ERR_NONE && i < b->count; i++) {
        const struct record_up *r = b->rows[i].record;
        if (!r || !r->synced || b->rows[i].had || strcmp(r->boot, last) == 0) continue;
        last = r->boot;
        e = know_clock(ledger, b, r, why);
    }
    return e;
}

static enum err accept(struct ledger *ledger, void *arg, struct why *why) {
    struct batch *b = arg;
    b->done = (struct ledger_batch){0};
    for (int i = 0; i < b->count; i++) b->rows[i].had = b->rows[i].twin = false;
    /* Locks the kiosk's row: the same batch sent through two instances is processed one after the
     * other. */
    enum err e = db_run(ledger->db, why, NULL,
                        "UPDATE kiosk SET last_seen_ms=$2, last_record_ms=$2,"
                        " last_seq=CASE WHEN last_seq<$3 THEN $3 ELSE last_seq END WHERE id=$1",
                        "tii", b->kiosk, b->now_ms, b->rows[b->count - 1].seq);
    if (e == ERR_NONE) e = find_had(ledger, b, why);
    if (e == ERR_NONE) e = store_rows(ledger, b, why);
    if (e == ERR_NONE) e = know_clocks(ledger, b, why);
    if (e == ERR_NONE && b->done.twins)
        e = db_run(ledger->db, why, NULL, "UPDATE kiosk SET twin_ms=$2 WHERE id=$1", "ti", b->kiosk,
                   b->now_ms);
    if (e == ERR_NONE && b->done.stored) e = db_notify(ledger->db, why, "muster_record");
    b->done.receipt = b->rows[b->count - 1].seq;
    return e;
}

enum err ledger_accept(struct ledger *ledger, const char *kiosk, bool is_station, const char *text,
                       size_t bytes, int64_t now_ms, struct why *why,
                       struct ledger_batch *ret_batch) {
    struct batch *b = calloc(1, sizeof *b);
    if (!b) return why_set(why, ERR_NO_MEMORY, "no memory for a batch");
    *b = (struct batch){.kiosk = kiosk, .is_station = is_station, .now_ms = now_ms};
    enum err e = wire_records_read(text, bytes, take_row, b, why);
    if (e == ERR_NONE && b->count > 0) {
        e = ledger_transact(ledger, accept, b, why);
        if (e == ERR_BAD_INPUT || e == ERR_NOT_FOUND) {
            b->careful = true;
            e = ledger_transact(ledger, accept, b, why);
            if (e == ERR_BAD_INPUT || e == ERR_NOT_FOUND)
                e = ERR_IO; /* not the fault of the batch */
        }
    }
    if (e == ERR_NONE) *ret_batch = b->done;
    batch_free(b);
    return e;
}

/* --- retry of a rejected row --- */
struct retry {
    const struct ledger_rejected *rejected;
    int64_t now_ms;
    bool is_station;
    char *raw;
    struct record_up record;
};

static bool take_raw(void *to, const struct db_row *row) {
    struct retry *r = to;
    r->raw = strdup(db_text(row, 0));
    r->is_station = db_int(row, 1) != 0;
    return false;
}

static enum err read_rejected(struct ledger *ledger, struct retry *r, struct why *why) {
    const struct ledger_rejected *a = r->rejected;
    free(r->raw);
    r->raw = NULL;
    enum err e =
        db_query(ledger->db, why, take_raw, r,
                 "SELECT a.raw, coalesce(k.is_station, 0) FROM aside a LEFT JOIN kiosk k ON"
                 " k.id=a.kiosk WHERE a.kiosk=$1 AND a.seq=$2 AND a.twin=$3",
                 "tit", a->kiosk, a->seq, a->twin);
    if (e == ERR_NONE && !r->raw) e = why_set(why, ERR_NOT_FOUND, "no such rejected row");
    if (e == ERR_NONE) e = wire_record_read(r->raw, strlen(r->raw), why, &r->record);
    if (e == ERR_NONE && !kind_is_known(r->record.kind))
        e = why_set(why, ERR_BAD_INPUT, "kind: unknown kind %s", r->record.kind);
    return e;
}

static enum err retry(struct ledger *ledger, void *arg, struct why *why) {
    struct retry *r = arg;
    const struct ledger_rejected *a = r->rejected;
    char kiosk[KEY_SIZE];
    enum err e = read_rejected(ledger, r, why);
    if (a->twin[0])
        snprintf(kiosk, sizeof kiosk, "%.*s~%s", KEY_SIZE - TWIN_SIZE - 1, a->kiosk, a->twin);
    else
        TEXT_COPY(kiosk, a->kiosk);
    if (e == ERR_NONE)
        e = ledger_store_one(ledger, kiosk, r->is_station, r->now_ms, r->raw, &r->record, why);
    if (e == ERR_NONE)
        e = db_run(ledger->db, why, NULL, "DELETE FROM aside WHERE kiosk=$1 AND seq=$2 AND twin=$3",
                   "tit", a->kiosk, a->seq, a->twin);
    return e;
}

enum err ledger_retry_rejected(struct ledger *ledger, const struct ledger_rejected *rejected,
                               int64_t now_ms, struct why *why) {
    struct retry r = {.rejected = rejected, .now_ms = now_ms};
    enum err e = ledger_transact(ledger, retry, &r, why);
    free(r.raw);
    return e;
}
