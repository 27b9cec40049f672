/* actions: what staff do at the station. Each action writes its audit row and the fact that kiosks
 * pull. */
#include "ledger/ledger_private.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static enum err tell_attendance(struct ledger *ledger, const struct ledger_check_in *d, bool late,
                                bool undone, int64_t now_ms, struct why *why) {
    struct change change = {.kind = CHANGE_ATTENDANCE};
    struct change_attendance *a = &change.u.attendance;
    TEXT_COPY(a->uid, d->uid);
    a->recurrence_ms = d->recurrence_ms;
    TEXT_COPY(a->member_no, d->member_no);
    a->at_ms = d->at_ms;
    a->undone = undone;
    a->late = late;
    TEXT_COPY(a->staff, d->who);
    TEXT_COPY(a->reason, "other");
    return ledger_put_fact(ledger, &change, d->who, now_ms, why, NULL);
}

static enum err audit_check_in(struct ledger *ledger, const struct ledger_check_in *d,
                               const char *what, int64_t now_ms, struct why *why) {
    char detail[512];
    snprintf(detail, sizeof detail, "member %s activity %.190s %" PRId64 ": %.200s", d->member_no,
             d->uid, d->recurrence_ms, d->reason);
    return ledger_audit(ledger, now_ms, d->who, what, detail, why);
}

/* Forwarded to the next tier as a record of this station's desk. */
static enum err record_attendance(struct ledger *ledger, const struct ledger_check_in *d, bool late,
                                  bool undone, int64_t now_ms, struct why *why) {
    struct record_up *r = calloc(1, sizeof *r);
    if (!r) return why_set(why, ERR_NO_MEMORY, "no memory for a record");
    TEXT_COPY(r->kind, undone ? "staff_action" : "checkin");
    TEXT_COPY(r->outcome, undone ? "undo_check_in" : "manual_check_in");
    TEXT_COPY(r->member_no, d->member_no);
    TEXT_COPY(r->uid, d->uid);
    TEXT_COPY(r->staff, d->who);
    TEXT_COPY(r->reason, "other");
    r->recurrence_ms = d->recurrence_ms;
    r->at_ms = undone ? now_ms : d->at_ms;
    r->late = late;
    enum err e = ledger_add_own(ledger, r, now_ms, why);
    free(r);
    return e;
}

struct occurrence_found {
    bool there;
    int64_t start_ms, late_after_min;
};

static bool take_occurrence(void *to, const struct db_row *row) {
    struct occurrence_found *o = to;
    o->there = true;
    o->start_ms = db_int(row, 0);
    o->late_after_min = db_int(row, 1);
    return false;
}

#define LATE_AFTER_MIN 10 /* design: late after ten minutes */

static enum err check_sound(struct ledger *ledger, const struct ledger_check_in *d,
                            struct occurrence_found *o, struct why *why) {
    int64_t member = 0;
    if (!d->reason[0]) return why_set(why, ERR_BAD_INPUT, "a reason is needed");
    enum err e = db_query(ledger->db, why, take_occurrence, o,
                          "SELECT start_ms, late_after_min FROM occurrence WHERE uid=$1 AND"
                          " recurrence_ms=$2",
                          "ti", d->uid, d->recurrence_ms);
    if (e == ERR_NONE)
        e = db_one(ledger->db, why, &member, "SELECT 1 FROM member WHERE member_no=$1", "t",
                   d->member_no);
    if (e == ERR_NONE && (!o->there || !member))
        e = why_set(why, ERR_NOT_FOUND, "no such activity, or no such member");
    return e;
}

enum err ledger_check_in(struct ledger *ledger, const struct ledger_check_in *d, int64_t now_ms,
                         struct why *why) {
    struct occurrence_found o = {0};
    int64_t changed = 0;
    enum err e = check_sound(ledger, d, &o, why);
    if (e != ERR_NONE) return e;
    int64_t after = o.late_after_min < 0 ? LATE_AFTER_MIN : o.late_after_min;
    bool late = d->at_ms > o.start_ms + after * 60000;
    e = db_run(
        ledger->db, why, &changed,
        "INSERT INTO attendance (uid, recurrence_ms, member_no, kiosk, at_ms, shown_ms, late,"
        " staff, reason) VALUES ($1, $2, $3, '', $4, $4, $5, $6, $7)"
        " ON CONFLICT (site, uid, recurrence_ms, member_no) DO UPDATE SET kiosk='',"
        " at_ms=excluded.at_ms, shown_ms=excluded.shown_ms, late=excluded.late,"
        " staff=excluded.staff, reason=excluded.reason, undone=0, undone_by='',"
        " undone_reason='', out_ms=0, minutes=0 WHERE attendance.undone=1",
        "titiitt", d->uid, d->recurrence_ms, d->member_no, d->at_ms, (int64_t)late, d->who,
        d->reason);
    if (e == ERR_NONE && changed == 0)
        e = why_set(why, ERR_BAD_INPUT, "this member is checked in already");
    if (e == ERR_NONE) e = ledger_saw_member(ledger, d->member_no, why);
    if (e == ERR_NONE) e = audit_check_in(ledger, d, "manual_check_in", now_ms, why);
    if (e == ERR_NONE) e = record_attendance(ledger, d, late, false, now_ms, why);
    return e == ERR_NONE ? tell_attendance(ledger, d, late, false, now_ms, why) : e;
}

enum err ledger_undo_check_in(struct ledger *ledger, const struct ledger_check_in *d,
                              int64_t now_ms, struct why *why) {
    int64_t changed = 0;
    if (!d->reason[0]) return why_set(why, ERR_BAD_INPUT, "a reason is needed");
    enum err e = db_run(ledger->db, why, &changed,
                        "UPDATE attendance SET undone=1, undone_by=$4, undone_reason=$5 WHERE"
                        " site='' AND uid=$1 AND recurrence_ms=$2 AND member_no=$3 AND undone=0",
                        "tittt", d->uid, d->recurrence_ms, d->member_no, d->who, d->reason);
    if (e == ERR_NONE && changed == 0) e = why_set(why, ERR_NOT_FOUND, "there is no such check-in");
    if (e == ERR_NONE) e = ledger_saw_member(ledger, d->member_no, why);
    if (e == ERR_NONE) e = audit_check_in(ledger, d, "undo_check_in", now_ms, why);
    if (e == ERR_NONE) e = record_attendance(ledger, d, false, true, now_ms, why);
    return e == ERR_NONE ? tell_attendance(ledger, d, false, true, now_ms, why) : e;
}

struct request_found {
    bool there;
    int64_t stage, at_ms;
    char member_no[KEY_SIZE], category[KEY_SIZE + 8];
    bool has_code;
    struct hash code;
};

static bool take_request(void *to, const struct db_row *row) {
    struct request_found *r = to;
    r->there = true;
    r->stage = db_int(row, 0);
    r->at_ms = db_int(row, 1);
    TEXT_COPY(r->member_no, db_text(row, 2));
    TEXT_COPY(r->category, db_text(row, 3));
    r->has_code = db_hash(row, 4, &r->code);
    return false;
}

static enum err find_request(struct ledger *ledger, const char *number, struct request_found *r,
                             struct why *why) {
    enum err e = db_query(ledger->db, why, take_request, r,
                          "SELECT stage, at_ms, member_no, category, code FROM request WHERE"
                          " site='' AND number=$1",
                          "t", number);
    return e == ERR_NONE && !r->there ? why_set(why, ERR_NOT_FOUND, "no such request") : e;
}

/* Forwarded to the next tier, without note and answer. */
static enum err record_step(struct ledger *ledger, const struct ledger_step *step, int64_t now_ms,
                            struct why *why) {
    struct record_up *r = calloc(1, sizeof *r);
    if (!r) return why_set(why, ERR_NO_MEMORY, "no memory for a record");
    TEXT_COPY(r->kind, "request_step");
    TEXT_COPY(r->number, step->number);
    r->stage = step->stage;
    r->at_ms = now_ms;
    enum err e = ledger_add_own(ledger, r, now_ms, why);
    free(r);
    return e;
}

enum err ledger_step(struct ledger *ledger, const struct ledger_step *step, int64_t now_ms,
                     struct why *why) {
    struct request_found r = {0};
    struct change *change = NULL;
    char detail[160];
    enum err e = find_request(ledger, step->number, &r, why);
    if (e != ERR_NONE) return e;
    if (step->stage < 1 || step->stage >= REQUEST_STAGES || step->stage < r.stage)
        return why_set(why, ERR_BAD_INPUT, "a request cannot go back to an earlier stage");
    if (step->stage == 3 && !step->answer[0])
        return why_set(why, ERR_BAD_INPUT, "an answer is needed");
    change = calloc(1, sizeof *change);
    if (!change) return why_set(why, ERR_NO_MEMORY, "no memory for a change");
    change->kind = CHANGE_REQUEST_STEP;
    struct change_request_step *s = &change->u.request_step;
    bool fits = TEXT_COPY(s->number, step->number);
    fits &= TEXT_COPY(s->note, step->note) && TEXT_COPY(s->answer, step->answer);
    TEXT_COPY(s->member_no, r.member_no);
    TEXT_COPY(s->category, r.category);
    s->stage = step->stage;
    s->at_ms = now_ms;
    s->filed_ms = r.at_ms;
    s->has_code = r.has_code;
    s->code = r.code;
    e = fits ? ledger_apply(ledger, change, step->who, now_ms, why, NULL)
             : why_set(why, ERR_BAD_INPUT, "the answer or the note is too long");
    free(change);
    if (e == ERR_NONE) e = record_step(ledger, step, now_ms, why);
    snprintf(detail, sizeof detail, "%.40s stage %d", step->number, step->stage);
    return e == ERR_NONE ? ledger_audit(ledger, now_ms, step->who, "request_step", detail, why) : e;
}

enum err ledger_assign(struct ledger *ledger, const char *number, const char *assignee,
                       int64_t due_ms, const char *who, int64_t now_ms, struct why *why) {
    char detail[160];
    int64_t changed = 0;
    enum err e = db_run(ledger->db, why, &changed,
                        "UPDATE request SET assignee=$2, due_ms=$3 WHERE site='' AND number=$1",
                        "tti", number, assignee, due_ms);
    if (e == ERR_NONE && changed == 0) e = why_set(why, ERR_NOT_FOUND, "no such request");
    snprintf(detail, sizeof detail, "%.40s to %.31s", number, assignee);
    return e == ERR_NONE ? ledger_audit(ledger, now_ms, who, "request_assign", detail, why) : e;
}

static bool take_member(void *to, const struct db_row *row) {
    text_copy(to, KEY_SIZE, db_text(row, 0));
    return false;
}

enum err ledger_card_state(struct ledger *ledger, const struct hash *identity,
                           enum card_state state, const char *who, int64_t now_ms,
                           struct why *why) {
    static const char *const words[] = {"card_active", "card_lost", "card_revoked"};
    struct change change = {.kind = CHANGE_CARD, .u.card = {.identity = *identity, .state = state}};
    char detail[96];
    enum err e = db_query(ledger->db, why, take_member, change.u.card.member_no,
                          "SELECT member_no FROM card WHERE identity=$1", "h", identity);
    if (e == ERR_NONE && !change.u.card.member_no[0])
        e = why_set(why, ERR_NOT_FOUND, "no such card");
    if (e == ERR_NONE) e = ledger_apply(ledger, &change, who, now_ms, why, NULL);
    snprintf(detail, sizeof detail, "member %s", change.u.card.member_no);
    return e == ERR_NONE ? ledger_audit(ledger, now_ms, who, words[state], detail, why) : e;
}
