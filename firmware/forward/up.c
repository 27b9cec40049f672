/* up: records, from the outbox to their receipt.
 *
 *   due, nudged --WANT--> desk --BATCH--> notes first --> POST /v1/records
 *   receipt: of a row of this call, not above and not below what was sent --> desk --MARKED-->
 * 1. Only rows up to the receipt, of this very call, are told to the desk.
 * 2. Whatever happens in between, the rows are still in the outbox and go again. */
#include "base/clock.h"
#include "base/log.h"
#include "forward/forward_private.h"
#include "wire/records.h"

#include <stdlib.h>
#include <string.h>

#define EVERY_MS 30000 /* while rows wait, without a nudge */
#define DESK_MS 30000  /* the desk is asked again where it said nothing */
#define AGAIN_MS 1000  /* a nudge tries again at once where the last attempt was longer ago */
#define QUIET_S 20     /* a station that commits a batch says something by then */
#define RECEIPT_MAX 65536

void up_init(struct up *up) {
    up->step = UP_IDLE;
    up->note = -1;
}

static void drop(struct up *up) {
    free(up->batch);
    free(up->body);
    free(up->note_bytes);
    up->batch = NULL;
    up->body = up->note_bytes = NULL;
    up->note = -1;
    up->step = UP_IDLE;
}

void up_finish(struct up *up) {
    drop(up);
    call_finish(&up->call);
}

void up_stop(struct forward *forward) {
    struct up *up = &forward->up;
    if (up->call.under_way) curl_multi_remove_handle(forward->multi, up->call.easy);
    up->call.under_way = false;
    drop(up);
}

static void failed(struct forward *forward, enum link_trouble trouble) {
    drop(&forward->up);
    patience_trouble(forward, &forward->up.patience, trouble, "records");
}

void up_nudge(struct forward *forward, bool by_staff) {
    struct patience *p = &forward->up.patience;
    int64_t now_ms = clock_ticks_ms();
    if (by_staff) forward->down.patience.next_ms = 1;
    if (!by_staff && link_is_hard(p->trouble)) return;
    bool just_now = p->failures > 0 && now_ms - p->begun_ms < AGAIN_MS;
    p->next_ms = just_now && !by_staff ? p->begun_ms + AGAIN_MS : 1;
}

void up_due(struct forward *forward, int64_t now_ms) {
    struct up *up = &forward->up;
    bool silent =
        (up->step == UP_WANTED || up->step == UP_MARKING) && now_ms - up->asked_ms > DESK_MS;
    if (silent) drop(up);
    if (up->step != UP_IDLE || now_ms < up->patience.next_ms) return;
    struct link_ask ask = {.kind = LINK_WANT};
    up->patience.begun_ms = up->asked_ms = now_ms;
    up->patience.next_ms = now_ms + EVERY_MS;
    if (forward_ask(forward, &ask)) up->step = UP_WANTED;
}

/* A row that no JSON can hold (damage on the disk) must not hold up those behind it: it goes with
 * its number, its kind and its time. */
static void mend_rows(struct up *up) {
    for (int i = 0; i < up->batch->count; i++) {
        struct record_up *r = &up->batch->row[i];
        struct why why = {0};
        char *text = NULL;
        size_t taken = 0;
        if (wire_records_write(r, 1, &why, &text, &taken) != ERR_NONE) {
            log_error("forward", "record %lld is damaged: %s", (long long)r->seq, why.text);
            struct record_up bare = {.seq = r->seq, .at_ms = r->at_ms, .mono_ms = r->mono_ms};
            TEXT_COPY(bare.kind, "staff_action");
            TEXT_COPY(bare.boot, "unknown");
            TEXT_COPY(bare.outcome, "damaged");
            *r = bare;
        }
        free(text);
    }
}

static bool write_rows(struct up *up, struct why *why) {
    return wire_records_write(up->batch->row, (size_t)up->batch->count, why, &up->body,
                              &up->taken) == ERR_NONE;
}

static bool send_records(struct forward *forward) {
    struct up *up = &forward->up;
    struct why why = {0};
    free(up->body);
    up->body = NULL;
    if (!write_rows(up, &why)) {
        mend_rows(up);
        if (!write_rows(up, &why)) return false;
    }
    struct question q = {.method = METHOD_POST,
                         .path = "/v1/records",
                         .body = up->body,
                         .body_bytes = strlen(up->body),
                         .limit = RECEIPT_MAX,
                         .into = -1,
                         .quiet_s = QUIET_S};
    up->step = UP_RECORDS;
    return forward_start_call(forward, &up->call, &q);
}

static void go_on(struct forward *forward) {
    if (note_next(forward)) return;
    if (!send_records(forward)) failed(forward, LINK_STORE);
}

void up_batch(struct forward *forward, const struct link_tell *tell) {
    struct up *up = &forward->up;
    forward->waiting = tell->waiting;
    if (up->step != UP_WANTED || !forward->paired) {
        free(tell->batch);
        return;
    }
    drop(up);
    if (!tell->batch) {
        up->patience.failures = 0; /* nothing waits: nothing can be in trouble */
        up->patience.trouble = LINK_WELL;
        return;
    }
    up->batch = tell->batch;
    go_on(forward);
}

/* The receipt is one of the rows of this call, or it is not believed. */
static struct link_receipt *read_receipt(struct up *up, enum link_trouble *trouble) {
    struct why why = {0};
    int64_t seq = 0;
    *trouble = LINK_BAD_REPLY;
    if (wire_receipt_read(up->call.bytes ? up->call.bytes : "", up->call.count, &why, &seq) !=
        ERR_NONE)
        return NULL;
    *trouble = LINK_BAD_RECEIPT;
    int32_t count = 0;
    for (size_t i = 0; i < up->taken; i++)
        if (up->batch->row[i].seq == seq) count = (int32_t)i + 1;
    if (count == 0) return NULL;
    struct link_receipt *receipt = calloc(1, sizeof *receipt);
    *trouble = LINK_STORE;
    if (!receipt) return NULL;
    TEXT_COPY(receipt->kiosk, up->batch->kiosk);
    receipt->count = count;
    for (int32_t i = 0; i < count; i++) {
        receipt->seq[i] = up->batch->row[i].seq;
        receipt->notes |= up->batch->row[i].has_voice_note;
        receipt->pictures |= up->batch->row[i].has_picture;
    }
    return receipt;
}

static void receipted(struct forward *forward) {
    struct up *up = &forward->up;
    enum link_trouble trouble;
    struct link_receipt *receipt = read_receipt(up, &trouble);
    if (!receipt) {
        failed(forward, trouble);
        return;
    }
    struct link_ask ask = {.kind = LINK_RECEIPT, .u.receipt = receipt};
    drop(up);
    up->step = UP_MARKING;
    up->asked_ms = clock_ticks_ms();
    if (forward_ask(forward, &ask)) return;
    free(receipt);
    failed(forward, LINK_STORE);
}

void up_done(struct forward *forward, enum link_trouble trouble) {
    struct up *up = &forward->up;
    if (up->step == UP_NOTE_ASKED || up->step == UP_NOTE_SENT) {
        if (trouble == LINK_WELL) note_done(forward);
        if (trouble != LINK_WELL)
            failed(forward, trouble);
        else if (up->step == UP_IDLE)
            failed(forward, LINK_STATION_TROUBLE);
        else if (!up->call.under_way)
            go_on(forward);
        return;
    }
    if (trouble == LINK_WELL && up->call.status != 200) trouble = LINK_NOT_OURS;
    if (trouble == LINK_WELL)
        receipted(forward);
    else
        failed(forward, trouble);
}

void up_marked(struct forward *forward, bool ok) {
    struct up *up = &forward->up;
    if (up->step != UP_MARKING) return;
    drop(up);
    if (!ok) {
        failed(forward, LINK_STORE);
        return;
    }
    patience_well(forward, &up->patience);
    up->patience.next_ms = forward->waiting > 0 ? 1 : clock_ticks_ms() + EVERY_MS;
}
