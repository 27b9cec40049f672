/* staff: signing in.
 * 1. A try is counted and committed before the PIN is looked at: no plug pulled in between wins
 * one.
 * 2. Nothing is answered to, and nothing done for, anybody who is not signed in. */
#include "base/log.h"
#include "desk/desk_private.h"

#include <string.h>

int64_t desk_staff(const struct desk *desk) {
    return clock_ticks_ms() < desk->staff.until_ms ? desk->staff.id : 0;
}

void desk_staff_forget(struct desk *desk) {
    struct staff_desk *s = &desk->staff;
    s->id = s->until_ms = s->card_of = s->card_until_ms = 0;
    s->seen_unknown = false;
    explicit_bzero(s->name, sizeof s->name);
}

void desk_staff_close(struct desk *desk) {
    pin_worker_close(desk->staff.pins);
    export_job_close(desk->staff.export);
    import_job_close(desk->staff.import);
    update_job_close(desk->staff.update);
    desk_setup_close(desk);
    desk->staff.update = NULL;
    desk->staff.pins = NULL;
    desk->staff.export = NULL;
    desk->staff.import = NULL;
}

enum err desk_staff_card(struct desk *desk, const struct hash *identity, struct why *why,
                         bool *ret_is_staff) {
    struct staff_row row;
    enum err e = store_staff_of_card(desk->store, identity, why, &row);
    if (e != ERR_NONE && e != ERR_NOT_FOUND) return e;
    *ret_is_staff = e == ERR_NONE;
    if (e == ERR_NONE) {
        desk_staff_forget(desk);
        desk->staff.card_of = row.id;
        desk->staff.card_until_ms = clock_ticks_ms() + STAFF_KEPT_MS;
    }
    return ERR_NONE;
}

void desk_staff_saw_card(struct desk *desk, const struct hash *identity, bool unknown) {
    desk->staff.seen_card = *identity;
    desk->staff.seen_unknown = unknown;
    desk->staff.until_ms = clock_ticks_ms() + STAFF_KEPT_MS;
}

static void post_done(struct desk *desk, uint32_t ticket, const struct staff_done *done) {
    memset(&desk->out, 0, sizeof desk->out);
    desk->out.u.answer.u.staff_done = *done;
    desk_post_answer(desk, ticket, ANSWER_STAFF_DONE);
}

static enum err save_guard(struct desk *desk, const struct staff_row *row, const char *what,
                           struct why *why) {
    enum err e = store_begin(desk->store, why);
    if (e != ERR_NONE) return e;
    e = store_staff_set_guard(desk->store, row->id, &row->guard, why);
    if (e == ERR_NONE && what)
        e = store_audit(desk->store, clock_now().utc_ms, row->key, what, "", why);
    if (e == ERR_NONE) return store_commit(desk->store, why);
    store_rollback(desk->store);
    return e;
}

/* The try is counted, and the worker asked. false: *done says why there is nothing to wait for. */
static bool begin_sign_in(struct desk *desk, const struct intent *intent, struct staff_done *done) {
    struct staff_row row;
    struct why why = {0};
    char boot[BOOT_ID_SIZE];
    struct moment now = clock_now();
    enum err e = store_staff_get(desk->store, desk->staff.card_of, &why, &row);
    if (e == ERR_NONE && !desk->staff.pins) e = pin_worker_open(desk, &why, &desk->staff.pins);
    clock_boot_id(boot);
    bool open = e == ERR_NONE && pin_guard_try(&row.guard, boot, now.mono_ms);
    if (e == ERR_NONE) e = save_guard(desk, &row, NULL, &why);
    if (e != ERR_NONE) {
        desk_failed(desk, e, &why);
        *done = (struct staff_done){.result = STAFF_FAILED, .code = e};
        return false;
    }
    if (!open) {
        *done = (struct staff_done){.result = STAFF_LOCKED, .left_ms = row.guard.left_ms};
        return false;
    }
    struct pin_job job = {.action = STAFF_SIGN_IN, .staff_id = row.id, .ticket = intent->ticket};
    TEXT_COPY(job.hash, row.pin);
    TEXT_COPY(job.pin, intent->u.staff_do.pin);
    bool asked = pin_worker_ask(desk->staff.pins, &job);
    crypto_wipe(&job, sizeof job);
    if (!asked) *done = (struct staff_done){.result = STAFF_FAILED, .code = ERR_BUSY};
    return asked;
}

static void sign_in(struct desk *desk, const struct staff_row *row) {
    struct staff_desk *s = &desk->staff;
    s->id = row->id;
    TEXT_COPY(s->key, row->key);
    TEXT_COPY(s->name, row->name);
    s->until_ms = clock_ticks_ms() + STAFF_KEPT_MS;
    if (store_audit_check(desk->store, NULL, &s->chain_broken) != ERR_NONE) s->chain_broken = -1;
}

void desk_on_pin(struct desk *desk, const struct pin_verdict *verdict) {
    struct staff_row row;
    struct why why = {0};
    struct staff_done done = {.action = STAFF_SIGN_IN, .result = STAFF_OK};
    bool waited = desk->staff.card_of == verdict->staff_id; /* else they have gone meanwhile */
    if (!desk->store) return;
    if (verdict->action != STAFF_SIGN_IN) {
        done.action = verdict->action;
        desk_staff_was_reset(desk, verdict, &done);
        post_done(desk, verdict->ticket, &done);
        return;
    }
    enum err e = store_staff_get(desk->store, verdict->staff_id, &why, &row);
    if (e == ERR_NONE && verdict->right) pin_guard_open(&row.guard);
    bool locked = e == ERR_NONE && !verdict->right && row.guard.left_ms > 0;
    if (e == ERR_NONE)
        e = save_guard(desk, &row,
                       verdict->right ? "sign_in"
                       : locked       ? "locked"
                                      : "wrong_pin",
                       &why);
    if (e != ERR_NONE) {
        desk_failed(desk, e, &why);
        done.result = STAFF_FAILED;
        done.code = e;
    } else if (!verdict->right) {
        done.result = locked ? STAFF_LOCKED : STAFF_WRONG_PIN;
        done.tries_left = PIN_TRIES - row.guard.wrong;
        done.left_ms = row.guard.left_ms;
        log_info("desk", locked ? "staff: five wrong PINs, locked" : "staff: a wrong PIN");
    } else if (waited) {
        sign_in(desk, &row);
    }
    if (waited) post_done(desk, verdict->ticket, &done);
}

void desk_on_staff_do(struct desk *desk, const struct intent *intent) {
    const struct staff_do *action = &intent->u.staff_do;
    struct staff_done done = {.action = action->action, .result = STAFF_SIGNED_OUT};
    bool card_here = desk->staff.card_of && clock_ticks_ms() < desk->staff.card_until_ms;
    if (!desk->store) {
        done = (struct staff_done){.result = STAFF_FAILED, .code = desk->state.code};
    } else if (action->action == STAFF_SIGN_IN) {
        if (card_here && begin_sign_in(desk, intent, &done)) return; /* desk_on_pin answers */
    } else if (action->action == STAFF_RESET_PIN || action->action == STAFF_RESET_BY_FILE) {
        if (desk_staff_reset(desk, intent, &done)) return; /* so does it here */
    } else if (desk->config.setting_up && desk_staff_pairs(action->action)) {
        desk_staff_action(desk, action, &done); /* a new kiosk knows no staff yet */
    } else if (desk_staff(desk)) {
        desk->staff.until_ms = clock_ticks_ms() + STAFF_KEPT_MS;
        desk_staff_action(desk, action, &done);
    }
    done.action = action->action;
    post_done(desk, intent->ticket, &done);
}
