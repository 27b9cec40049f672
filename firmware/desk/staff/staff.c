/* staff: what staff ask for goes to the file that does it.
 * 1. Nothing is answered to, and nothing is done for, a person who is not signed in. */
#include "desk/staff/staff.h"

void desk_staff_finish(struct desk_staff *staff) {
    pin_worker_close(staff->pins);
    export_job_close(staff->export);
    import_job_close(staff->import);
    update_job_close(staff->update);
    staff->pins = NULL;
    staff->export = NULL;
    staff->import = NULL;
    staff->update = NULL;
}

bool desk_staff_on_intent(struct desk_staff *staff, const struct intent *intent,
                          struct staff_done *ret_done) {
    const struct staff_do *action = &intent->u.staff_do;
    struct staff_done done = {.action = action->action, .result = STAFF_SIGNED_OUT};
    if (!staff->context->store) {
        done = (struct staff_done){.result = STAFF_FAILED, .code = staff->context->state.code};
    } else if (action->action == STAFF_SIGN_IN) {
        if (desk_staff_card_is_here(staff) && desk_staff_sign_in(staff, intent, &done))
            return false; /* desk_staff_on_verdict answers, here and below */
    } else if (action->action == STAFF_RESET_PIN || action->action == STAFF_RESET_BY_FILE) {
        if (desk_staff_reset(staff, intent, &done)) return false;
    } else if (staff->context->config.setting_up && desk_staff_pairs(action->action)) {
        desk_staff_action(staff, action, &done); /* a new kiosk knows no staff yet */
    } else if (desk_staff_id(staff)) {
        desk_staff_keep(staff);
        desk_staff_action(staff, action, &done);
    }
    done.action = action->action;
    *ret_done = done;
    return true;
}

bool desk_staff_on_verdict(struct desk_staff *staff, const struct pin_verdict *verdict,
                           struct staff_done *ret_done) {
    *ret_done = (struct staff_done){.action = verdict->action};
    if (!staff->context->store) return false;
    if (verdict->action == STAFF_SIGN_IN) return desk_staff_was_verified(staff, verdict, ret_done);
    desk_staff_was_reset(staff, verdict, ret_done);
    return true;
}

void desk_staff_watch(struct desk_staff *staff, int64_t now_ms) {
    export_job_watch(staff, now_ms);
    import_job_watch(staff, now_ms);
    update_job_watch(staff, now_ms);
}

bool desk_staff_is_busy(const struct desk_staff *staff) {
    return export_job_is_busy(staff->export) || import_job_is_busy(staff->import) ||
           update_job_is_busy(staff->update);
}
