/* up: records, from the outbox to their receipt.
 *
 *   due, nudged --WANT--> desk --BATCH--> attachments first --> POST /v1/records
 *   receipt: of a row of this call, not above and not below what was sent --> desk --MARKED-->
 * 1. Only rows up to the receipt, and only rows of this call, are reported to the desk.
 * 2. Whatever happens in between, the rows are still in the outbox and are sent again. */
#include "forward/up.h"
#include "base/clock.h"
#include "base/log.h"
#include "wire/records.h"

#include <stdlib.h>
#include <string.h>

#define EVERY_MS 30000 /* while rows are pending, without a nudge */
#define DESK_MS 30000  /* the desk is asked again if it did not answer */
#define AGAIN_MS 1000  /* a nudge retries immediately if the last attempt was longer ago */
#define QUIET_S 20     /* a station commits a batch and answers in this time */
#define RECEIPT_MAX 65536

void up_init(struct up *up, struct forward_context *context) {
    up->context = context;
    up->step = UP_IDLE;
    up->attachment = -1;
}

static void drop(struct up *up) {
    free(up->batch);
    free(up->body);
    free(up->attachment_bytes);
    up->batch = NULL;
    up->body = up->attachment_bytes = NULL;
    up->attachment = -1;
    up->step = UP_IDLE;
}

void up_finish(struct up *up) {
    drop(up);
    call_finish(&up->call);
}

void up_stop(struct up *up) {
    forward_stop_call(up->context, &up->call);
    drop(up);
}

static void failed(struct up *up, enum link_trouble trouble) {
    drop(up);
    backoff_failure(up->context, LANE_UP, trouble, "records");
}

void up_nudge(struct up *up, bool by_staff) {
    struct backoff *b = &up->context->backoff[LANE_UP];
    int64_t now_ms = clock_ticks_ms();
    if (!by_staff && link_error_is_permanent(b->trouble)) return;
    bool just_now = b->failures > 0 && now_ms - b->begun_ms < AGAIN_MS;
    b->next_ms = just_now && !by_staff ? b->begun_ms + AGAIN_MS : 1;
}

void up_due(struct up *up, int64_t now_ms) {
    bool silent =
        (up->step == UP_WANTED || up->step == UP_MARKING) && now_ms - up->asked_ms > DESK_MS;
    if (silent) drop(up);
    if (up->step != UP_IDLE || now_ms < up->context->backoff[LANE_UP].next_ms) return;
    struct link_ask ask = {.kind = LINK_WANT};
    up->context->backoff[LANE_UP].begun_ms = up->asked_ms = now_ms;
    up->context->backoff[LANE_UP].next_ms = now_ms + EVERY_MS;
    if (forward_ask(up->context, &ask)) up->step = UP_WANTED;
}

/* A row that cannot be written as JSON (damage on the disk) must not block those behind it: it is
 * sent with its number, a kind and its time only. */
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

static bool send_records(struct up *up) {
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
    return forward_start_call(up->context, &up->call, &q);
}

static void go_on(struct up *up) {
    if (attachment_next(up)) return;
    if (!send_records(up)) failed(up, LINK_STORE);
}

void up_batch(struct up *up, const struct link_tell *tell) {
    up->context->waiting = tell->waiting;
    if (up->step != UP_WANTED || !up->context->paired) {
        free(tell->batch);
        return;
    }
    drop(up);
    if (!tell->batch) {
        up->context->backoff[LANE_UP].failures =
            0; /* nothing is pending, so there is no error to show */
        up->context->backoff[LANE_UP].trouble = LINK_OK;
        return;
    }
    up->batch = tell->batch;
    go_on(up);
}

/* A receipt is accepted only if it names a row of this call. */
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
        receipt->pictures |= up->batch->row[i].has_screenshot;
    }
    return receipt;
}

static void receipted(struct up *up) {
    enum link_trouble trouble;
    struct link_receipt *receipt = read_receipt(up, &trouble);
    if (!receipt) {
        failed(up, trouble);
        return;
    }
    struct link_ask ask = {.kind = LINK_RECEIPT, .u.receipt = receipt};
    drop(up);
    up->step = UP_MARKING;
    up->asked_ms = clock_ticks_ms();
    if (forward_ask(up->context, &ask)) return;
    free(receipt);
    failed(up, LINK_STORE);
}

void up_done(struct up *up, enum link_trouble trouble) {
    if (up->step == UP_ATTACHMENT_ASKED || up->step == UP_ATTACHMENT_SENT) {
        if (trouble == LINK_OK) attachment_done(up);
        if (trouble != LINK_OK)
            failed(up, trouble);
        else if (up->step == UP_IDLE)
            failed(up, LINK_STATION_TROUBLE);
        else if (!up->call.under_way)
            go_on(up);
        return;
    }
    if (trouble == LINK_OK && up->call.status != 200) trouble = LINK_NOT_OURS;
    if (trouble == LINK_OK)
        receipted(up);
    else
        failed(up, trouble);
}

void up_marked(struct up *up, bool ok) {
    if (up->step != UP_MARKING) return;
    drop(up);
    if (!ok) {
        failed(up, LINK_STORE);
        return;
    }
    backoff_success(up->context, LANE_UP);
    up->context->backoff[LANE_UP].next_ms =
        up->context->waiting > 0 ? 1 : clock_ticks_ms() + EVERY_MS;
}
