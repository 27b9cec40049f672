/* reset: a member of staff who lost their PIN chooses a new one; no data is lost.
 *
 *   a colleague, signed in, allows it ---------\
 *   a file on the stick, signed by the station -> hash on the worker -> one transaction
 * 1. The PIN, the nonce of the file and the audit row commit together or not at all.
 * 2. The wrong tries and the lock are cleared with the old PIN; those of other staff stay. */
#include "base/log.h"
#include "desk/staff/staff.h"

#include <string.h>

static bool ask_worker(struct desk_staff *staff, const struct intent *intent, struct pin_job *job,
                       struct staff_done *done) {
    struct why why = {0};
    enum err e = ERR_NONE;
    job->action = intent->u.staff_do.action;
    job->ticket = intent->ticket;
    TEXT_COPY(job->pin, intent->u.staff_do.pin);
    if (!staff->pins) e = pin_worker_open(staff, &why, &staff->pins);
    if (e == ERR_NONE && !pin_worker_ask(staff->pins, job)) e = ERR_BUSY;
    crypto_wipe(job->pin, sizeof job->pin);
    if (e != ERR_NONE) *done = (struct staff_done){.result = STAFF_FAILED, .code = e};
    return e == ERR_NONE;
}

/* With a file: for the member of staff whose card was tapped. */
static bool find_file(struct desk_staff *staff, struct pin_job *job, struct staff_done *done) {
    struct staff_row row;
    struct why why = {0};
    const struct desk_board *board = &staff->context->config.board;
    bool card_here = desk_staff_card_is_here(staff);
    enum err e = card_here ? store_staff_get(staff->context->store, staff->card_of, &why, &row)
                           : why_set(&why, ERR_PERMISSION, "no staff card was tapped");
    if (e != ERR_NONE) return false;
    staff->card_until_ms = clock_ticks_ms() + STAFF_KEPT_MS;
    done->result = STAFF_NO_STICK;
    if (!board->stick || !board->stick(staff->context->config.to, job->stick, sizeof job->stick))
        return false;
    job->staff_id = row.id;
    TEXT_COPY(job->by, row.key);
    TEXT_COPY(job->kiosk, store_kiosk_id(staff->context->store));
    return true;
}

bool desk_staff_reset(struct desk_staff *staff, const struct intent *intent,
                      struct staff_done *done) {
    const struct staff_do *action = &intent->u.staff_do;
    struct pin_job job = {0};
    if (!staff_pin_is_sound(action->pin)) {
        done->result = STAFF_WEAK_PIN;
        return false;
    }
    if (action->action == STAFF_RESET_BY_FILE)
        return find_file(staff, &job, done) && ask_worker(staff, intent, &job, done);
    if (!desk_staff_id(staff)) return false; /* the result stays STAFF_SIGNED_OUT */
    desk_staff_keep(staff);
    job.staff_id = action->member_id;
    TEXT_COPY(job.by, staff->key);
    return ask_worker(staff, intent, &job, done);
}

static enum err reset(struct desk_staff *staff, const struct pin_verdict *v, struct why *why) {
    struct staff_row row;
    struct moment now = clock_now();
    bool by_file = v->action == STAFF_RESET_BY_FILE;
    enum err e = store_begin(staff->context->store, why);
    if (e != ERR_NONE) return e;
    e = store_staff_get(staff->context->store, v->staff_id, why, &row);
    if (e == ERR_NONE && by_file)
        e = store_take_nonce(staff->context->store, v->nonce, now.utc_ms, why);
    if (e == ERR_NONE) e = store_staff_set_pin(staff->context->store, row.id, v->hash, why);
    if (e == ERR_NONE)
        e = store_audit(staff->context->store, now.utc_ms, by_file ? "station" : v->by,
                        staff_action_word(v->action), row.key, why);
    if (e == ERR_NONE) return store_commit(staff->context->store, why);
    store_rollback(staff->context->store);
    return e;
}

void desk_staff_was_reset(struct desk_staff *staff, const struct pin_verdict *verdict,
                          struct staff_done *done) {
    struct why why = {0};
    done->result = verdict->result;
    if (verdict->result == STAFF_NO_FILE)
        log_info("desk", "staff: no valid PIN reset file: %s", verdict->refusal);
    if (verdict->result != STAFF_OK) return;
    enum err e = reset(staff, verdict, &why);
    if (e == ERR_NONE) {
        log_info("desk", "staff: a new PIN was chosen");
        context_worked(staff->context);
        return;
    }
    done->code = e;
    done->result = e == ERR_BUSY && verdict->nonce[0] ? STAFF_NO_FILE : STAFF_FAILED;
    if (done->result == STAFF_FAILED) context_failed(staff->context, e, &why);
}
