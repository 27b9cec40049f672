/* actions: what signed-in staff do.
 * 1. The action, its record and its audit row commit together or not at all. */
#include "desk/staff/staff.h"

#include <stdio.h>
#include <string.h>

#define REBOOT_LIMIT_S 30

/* What is written beside an action. */
struct note {
    const char *kind; /* of the record; NULL: none */
    const char *reason;
    const char *says; /* the record's detail; NULL: nothing */
    const struct hash *card;
    int64_t member_id, occurrence_id;
    char detail[160]; /* of the audit row */
};

static enum err write_note(struct desk_staff *staff, const struct staff_do *action,
                           const struct note *note, const struct moment *at, struct why *why) {
    int64_t seq = 0;
    const char *word = staff_action_word(action->action);
    struct record record = {.kind = note->kind,
                            .at = *at,
                            .outcome = word,
                            .reason = note->reason ? note->reason : "",
                            .member_id = note->member_id,
                            .card = note->card,
                            .occurrence_id = note->occurrence_id,
                            .detail = note->says ? note->says : "",
                            .staff = staff->key};
    enum err e =
        note->kind ? store_add_record(staff->context->store, &record, why, &seq) : ERR_NONE;
    return e == ERR_NONE
               ? store_audit(staff->context->store, at->utc_ms, staff->key, word, note->detail, why)
               : e;
}

static enum err check_in(struct desk_staff *staff, const struct staff_do *action,
                         const struct moment *at, struct note *note, struct why *why) {
    note->kind = action->action == STAFF_CHECK_IN ? "checkin" : "staff_action";
    note->reason = staff_reason_word(action->reason);
    note->member_id = action->member_id;
    note->occurrence_id = action->occurrence_id;
    snprintf(note->detail, sizeof note->detail, "member %lld occurrence %lld %s",
             (long long)action->member_id, (long long)action->occurrence_id, note->reason);
    return action->action == STAFF_CHECK_IN
               ? store_manual_check_in(staff->context->store, action, staff->id, at, why)
               : store_undo_check_in(staff->context->store, action->occurrence_id,
                                     action->member_id, why);
}

static enum err bind_card(struct desk_staff *staff, const struct staff_do *action,
                          struct note *note, struct why *why) {
    char number[ENROL_NUMBER_SIZE];
    if (!staff->seen_unknown) return why_set(why, ERR_DEVICE, "no unknown card was seen");
    tag_enrol_number(&staff->seen_card, number);
    note->kind = "card_enrolled";
    note->card = &staff->seen_card;
    note->says = action->value ? "replaces" : NULL;
    note->member_id = action->member_id;
    snprintf(note->detail, sizeof note->detail, "member %lld card %s%s",
             (long long)action->member_id, number, action->value ? " replaces" : "");
    return store_bind_card(staff->context->store, &staff->seen_card, action->member_id,
                           action->value == 1, why);
}

static enum err end_cards(struct desk_staff *staff, const struct staff_do *action,
                          struct note *note, struct why *why) {
    int32_t cards = 0;
    int state = action->action == STAFF_CARD_LOST ? CARD_LOST : CARD_REVOKED;
    enum err e = store_end_cards(staff->context->store, action->member_id, state, why, &cards);
    if (e == ERR_NONE && cards == 0) e = why_set(why, ERR_BAD_INPUT, "the member has no good card");
    note->kind = "staff_action";
    note->member_id = action->member_id;
    snprintf(note->detail, sizeof note->detail, "member %lld cards %d",
             (long long)action->member_id, cards);
    return e;
}

static enum err set_setting(struct desk_staff *staff, const struct staff_do *action,
                            struct note *note, struct why *why) {
    snprintf(note->detail, sizeof note->detail, "%s %d", staff_setting_key(action->setting),
             action->value);
    return store_set_setting(staff->context->store, action->setting, action->value, why);
}

static enum err name_update(struct desk_staff *staff, struct note *note, struct why *why) {
    struct staff_update seen;
    update_job_read(staff->update, &seen);
    if (seen.state != UPDATE_SEEN) return why_set(why, ERR_BAD_INPUT, "no update was seen");
    snprintf(note->detail, sizeof note->detail, "%s %s", seen.compatible, seen.version);
    return ERR_NONE;
}

static enum err set_clock(struct desk_staff *staff, int64_t utc_ms, struct why *why) {
    const struct desk_board *board = &staff->context->config.board;
    enum err e = clock_set(utc_ms, why);
    return e == ERR_PERMISSION && board->set_clock
               ? board->set_clock(staff->context->config.to, utc_ms, why)
               : e;
}

static enum err do_it(struct desk_staff *staff, const struct staff_do *action,
                      const struct moment *at, struct note *note, struct why *why) {
    switch (action->action) {
    case STAFF_CHECK_IN:
    case STAFF_UNDO:
        return check_in(staff, action, at, note, why);
    case STAFF_BIND_CARD:
        return bind_card(staff, action, note, why);
    case STAFF_CARD_LOST:
    case STAFF_CARD_REVOKE:
        return end_cards(staff, action, note, why);
    case STAFF_SET:
        return set_setting(staff, action, note, why);
    case STAFF_START_EXPORT:
    case STAFF_RESTART:
    case STAFF_LOOK_AT_STICK:
    case STAFF_TAKE_STICK:
    case STAFF_LEAVE_STICK:
    case STAFF_LOOK_FOR_UPDATE:
    case STAFF_REBOOT:
        return ERR_NONE;
    case STAFF_INSTALL_UPDATE:
        return name_update(staff, note, why);
    case STAFF_SET_CLOCK:
        snprintf(note->detail, sizeof note->detail, "%d s", action->value);
        return set_clock(staff, at->utc_ms + action->value * INT64_C(1000), why);
    case STAFF_PAIR_CODE: /* the audit log records the attempt; the outcome follows */
    case STAFF_UNPAIR:
        return ERR_NONE;
    case STAFF_SIGN_IN:
    case STAFF_SEND_NOW:
    case STAFF_RESET_PIN:
    case STAFF_RESET_BY_FILE:
    case STAFF_PAIR_FIND:
    case STAFF_PAIR_REACH:
    case STAFF_PAIR_AGREE:
    case STAFF_PAIR_CANCEL:
    case STAFF_ACTIONS:
        break;
    }
    return why_set(why, ERR_UNSUPPORTED, "an unknown action of staff");
}

static enum err transact(struct desk_staff *staff, const struct staff_do *action, struct why *why) {
    struct moment at = clock_now();
    struct note note = {0};
    enum err e = store_begin(staff->context->store, why);
    if (e != ERR_NONE) return e;
    e = do_it(staff, action, &at, &note, why);
    if (e == ERR_NONE) e = write_note(staff, action, &note, &at, why);
    if (e == ERR_NONE) return store_commit(staff->context->store, why);
    store_rollback(staff->context->store);
    return e;
}

static void reboot(struct desk_staff *staff, struct staff_done *done) {
    const struct desk_board *board = &staff->context->config.board;
    struct why why = {0};
    done->code = board->ask
                     ? board->ask(staff->context->config.to, (const char *const[]){"reboot", NULL},
                                  REBOOT_LIMIT_S, NULL, NULL, &why)
                     : ERR_UNSUPPORTED;
    if (done->code != ERR_NONE) done->result = STAFF_FAILED;
}

/* After COMMIT: what the action starts. */
static void follow(struct desk_staff *staff, const struct staff_do *action,
                   struct staff_done *done) {
    if (action->action == STAFF_SET) staff->context->due |= DUE_SETTINGS;
    if (action->action == STAFF_BIND_CARD) staff->seen_unknown = false;
    if (action->action == STAFF_START_EXPORT) desk_staff_export(staff, done);
    if (action->action == STAFF_LOOK_AT_STICK || action->action == STAFF_TAKE_STICK ||
        action->action == STAFF_LEAVE_STICK)
        desk_staff_import(staff, action->action, done);
    if (action->action == STAFF_PAIR_CODE || action->action == STAFF_UNPAIR)
        desk_staff_link(staff, action, done);
    if (action->action == STAFF_LOOK_FOR_UPDATE || action->action == STAFF_INSTALL_UPDATE)
        desk_staff_update(staff, action->action, done);
    if (action->action == STAFF_REBOOT) reboot(staff, done);
    if (action->action == STAFF_RESTART && staff->context->config.board.restart)
        staff->context->config.board.restart(staff->context->config.to);
}

void desk_staff_action(struct desk_staff *staff, const struct staff_do *action,
                       struct staff_done *done) {
    struct why why = {0};
    if (desk_staff_links(action->action)) {
        desk_staff_link(staff, action, done);
        return;
    }
    enum err e = transact(staff, action, &why);
    done->code = e;
    if (e == ERR_NONE) {
        done->result = STAFF_OK;
        context_worked(staff->context);
        context_nudge(staff->context);
        follow(staff, action, done);
        return;
    }
    done->result = e == ERR_BAD_INPUT || e == ERR_NOT_FOUND ? STAFF_ALREADY
                   : e == ERR_DEVICE                        ? STAFF_NO_CARD
                                                            : STAFF_FAILED;
    if (done->result == STAFF_FAILED && e != ERR_PERMISSION)
        context_failed(staff->context, e, &why);
}
