/* retention: deletes old personal data. The audit chain is never changed; it has numbers but no
 * content.
 * 1. Of a closed request the text, the phone, the voice note, the answer and the notes are deleted.
 *    That it was made, when, and its kind remain for the counts.
 * 2. Of old attendance the member is deleted; the attendance itself remains. */
#include "ledger/ledger_private.h"

#include <stdio.h>
#include <stdlib.h>

#define ATTENDANCE_LEAST_DAYS 180 /* GB 50396-2007: records of 180 days */
#define DAY_MS 86400000LL

struct retain {
    int64_t requests_before, attendance_before, now_ms;
    struct ledger_retention done;
};

static enum err forget_requests(struct ledger *ledger, struct retain *r, struct why *why) {
    enum err e = db_run(ledger->db, why, NULL,
                        "DELETE FROM blob WHERE hash IN (SELECT voice_note FROM request WHERE"
                        " stage=4 AND stage_ms<$1 AND voice_note<>'')",
                        "i", r->requests_before);
    if (e == ERR_NONE)
        e = db_run(ledger->db, why, NULL,
                   "DELETE FROM fact WHERE kind='request_step' AND key IN (SELECT number || ' ' ||"
                   " CAST(s.stage AS TEXT) FROM request_step s WHERE s.site='' AND s.number IN"
                   " (SELECT number FROM request WHERE site='' AND stage=4 AND stage_ms<$1))",
                   "i", r->requests_before);
    if (e == ERR_NONE)
        e = db_run(
            ledger->db, why, NULL,
            "UPDATE request_step SET note='' WHERE note<>'' AND site='' AND number IN (SELECT"
            " number FROM request WHERE site='' AND stage=4 AND stage_ms<$1)",
            "i", r->requests_before);
    return e == ERR_NONE
               ? db_run(ledger->db, why, &r->done.requests,
                        "UPDATE request SET sealed=NULL, rating_sealed=NULL, code=NULL,"
                        " voice_note='', answer='', member_no='' WHERE stage=4 AND stage_ms<$1 AND"
                        " (sealed IS NOT NULL OR rating_sealed IS NOT NULL OR code IS NOT NULL OR"
                        " voice_note<>'' OR answer<>'' OR member_no<>'')",
                        "i", r->requests_before)
               : e;
}

static enum err forget_attendance(struct ledger *ledger, struct retain *r, struct why *why) {
    /* Each row keeps a unique key: kiosk and number replace the member. */
    enum err e = db_run(ledger->db, why, NULL, "DELETE FROM last_seen WHERE last_ms<$1", "i",
                        r->attendance_before);
    if (e != ERR_NONE) return e;
    return db_run(
        ledger->db, why, &r->done.attendance,
        "UPDATE attendance SET member_no='#' || kiosk || '.' || CAST(seq AS TEXT) || '.' ||"
        " CAST(shown_ms AS TEXT), staff='', reason='', undone_by='', undone_reason=''"
        " WHERE shown_ms<$1 AND member_no NOT LIKE '#%'",
        "i", r->attendance_before);
}

/* Screenshots that were not requested again. */
static enum err forget_pictures(struct ledger *ledger, int64_t now_ms, struct why *why) {
    char days[16] = "";
    enum err e = ledger_meta_get(ledger, "glass.keep_days", why, days, sizeof days);
    int keep = days[0] ? atoi(days) : SCREENSHOT_KEEP_DAYS;
    return e == ERR_NONE ? ledger_screenshot_forget(ledger, now_ms - keep * DAY_MS, why) : e;
}

/* The rows of records remain, so that a record never counts twice; their content is deleted. */
static enum err forget_records(struct ledger *ledger, struct retain *r, struct why *why) {
    return db_run(ledger->db, why, &r->done.records,
                  "UPDATE record SET raw='', member_no='' WHERE raw<>'' AND at_ms<$1 AND no NOT IN"
                  " (SELECT no FROM upstream_outbox) AND (kind NOT IN ('request', 'rating') OR"
                  " at_ms<$2)",
                  "ii", r->attendance_before, r->requests_before);
}

static enum err retain(struct ledger *ledger, void *arg, struct why *why) {
    struct retain *r = arg;
    char detail[160];
    enum err e = forget_requests(ledger, r, why);
    if (e == ERR_NONE) e = forget_attendance(ledger, r, why);
    if (e == ERR_NONE) e = forget_records(ledger, r, why);
    snprintf(detail, sizeof detail, "requests %lld attendance %lld records %lld",
             (long long)r->done.requests, (long long)r->done.attendance,
             (long long)r->done.records);
    return e == ERR_NONE ? ledger_audit(ledger, r->now_ms, "retention", "retention", detail, why)
                         : e;
}

enum err ledger_retain(struct ledger *ledger, int request_days, int attendance_days, int64_t now_ms,
                       struct why *why, struct ledger_retention *ret_done) {
    if (request_days < 1 || attendance_days < ATTENDANCE_LEAST_DAYS)
        return why_set(
            why, ERR_BAD_INPUT,
            "requests must be kept at least one day, attendance at least %d days (GB 50396-2007)",
            ATTENDANCE_LEAST_DAYS);
    struct retain r = {.requests_before = now_ms - request_days * DAY_MS,
                       .attendance_before = now_ms - attendance_days * DAY_MS,
                       .now_ms = now_ms};
    enum err e = forget_pictures(ledger, now_ms, why);
    if (e == ERR_NONE) e = ledger_transact(ledger, retain, &r, why);
    /* PostgreSQL updates its statistics automatically; SQLite needs ANALYZE now and then. */
    if (e == ERR_NONE && !db_is_postgres(ledger->db))
        e = db_script(ledger->db, why, "PRAGMA analysis_limit=1000; ANALYZE");
    if (e == ERR_NONE) *ret_done = r.done;
    return e;
}
