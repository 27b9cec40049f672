/* sign_in: card and PIN.
 * 1. A try is counted and committed before the PIN is verified, so that pulling the plug in between
 *    gains no extra try. */
#include "base/log.h"
#include "desk/staff/staff.h"

static enum err save_guard(struct desk_staff *staff, const struct staff_row *row, const char *what,
                           struct why *why) {
    struct store *store = staff->context->store;
    enum err e = store_begin(store, why);
    if (e != ERR_NONE) return e;
    e = store_staff_set_guard(store, row->id, &row->guard, why);
    if (e == ERR_NONE && what) e = store_audit(store, clock_now().utc_ms, row->key, what, "", why);
    if (e == ERR_NONE) return store_commit(store, why);
    store_rollback(store);
    return e;
}

static bool ask_worker(struct desk_staff *staff, const struct intent *intent,
                       const struct staff_row *row) {
    struct pin_job job = {.action = STAFF_SIGN_IN, .staff_id = row->id, .ticket = intent->ticket};
    TEXT_COPY(job.hash, row->pin);
    TEXT_COPY(job.pin, intent->u.staff_do.pin);
    bool asked = pin_worker_ask(staff->pins, &job);
    crypto_wipe(&job, sizeof job);
    return asked;
}

bool desk_staff_sign_in(struct desk_staff *staff, const struct intent *intent,
                        struct staff_done *done) {
    struct staff_row row;
    struct why why = {0};
    char boot[BOOT_ID_SIZE];
    struct moment now = clock_now();
    enum err e = store_staff_get(staff->context->store, staff->card_of, &why, &row);
    if (e == ERR_NONE && !staff->pins) e = pin_worker_open(staff, &why, &staff->pins);
    clock_boot_id(boot);
    bool open = e == ERR_NONE && pin_guard_try(&row.guard, boot, now.mono_ms);
    if (e == ERR_NONE) e = save_guard(staff, &row, NULL, &why);
    if (e != ERR_NONE) {
        context_failed(staff->context, e, &why);
        *done = (struct staff_done){.result = STAFF_FAILED, .code = e};
        return false;
    }
    if (!open) {
        *done = (struct staff_done){.result = STAFF_LOCKED, .left_ms = row.guard.left_ms};
        return false;
    }
    if (ask_worker(staff, intent, &row)) return true;
    *done = (struct staff_done){.result = STAFF_FAILED, .code = ERR_BUSY};
    return false;
}

static void sign_in(struct desk_staff *staff, const struct staff_row *row) {
    staff->id = row->id;
    TEXT_COPY(staff->key, row->key);
    TEXT_COPY(staff->name, row->name);
    desk_staff_keep(staff);
    if (store_audit_check(staff->context->store, NULL, &staff->chain_broken) != ERR_NONE)
        staff->chain_broken = -1;
}

bool desk_staff_was_verified(struct desk_staff *staff, const struct pin_verdict *verdict,
                             struct staff_done *done) {
    struct staff_row row;
    struct why why = {0};
    bool waited = staff->card_of == verdict->staff_id; /* false: they have left meanwhile */
    enum err e = store_staff_get(staff->context->store, verdict->staff_id, &why, &row);
    if (e == ERR_NONE && verdict->right) pin_guard_open(&row.guard);
    bool locked = e == ERR_NONE && !verdict->right && row.guard.left_ms > 0;
    const char *what = verdict->right ? "sign_in" : locked ? "locked" : "wrong_pin";
    if (e == ERR_NONE) e = save_guard(staff, &row, what, &why);
    done->result = STAFF_OK;
    if (e != ERR_NONE) {
        context_failed(staff->context, e, &why);
        done->result = STAFF_FAILED;
        done->code = e;
    } else if (!verdict->right) {
        done->result = locked ? STAFF_LOCKED : STAFF_WRONG_PIN;
        done->tries_left = PIN_TRIES - row.guard.wrong;
        done->left_ms = row.guard.left_ms;
        log_info("desk", locked ? "staff: five wrong PINs, locked" : "staff: a wrong PIN");
    } else if (waited) {
        sign_in(staff, &row);
    }
    return waited;
}
