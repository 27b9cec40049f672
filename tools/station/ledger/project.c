/* project: data derived from a record, by idempotent statements.
 *
 * site is '' for this station's own kiosks. Of stations below only counts are stored: their
 * requests are sealed to them, and their cards are unknown here. */
#include "ledger/ledger_private.h"

#include <stdio.h>

struct from {
    char site[ORIGIN_SIZE + KEY_SIZE];
    const char *kiosk;
    const struct record_up *r;
    int64_t now_ms, shown_ms;
};

/* The sender and the origin without its kiosk: "STREET/VILLAGE". */
static void site_of(const char *sender, bool is_station, const char *origin, char *ret_site,
                    size_t bytes, const char **ret_kiosk) {
    const char *slash = strrchr(origin, '/');
    *ret_kiosk = sender;
    ret_site[0] = 0;
    if (!is_station) return;
    *ret_kiosk = origin[0] ? (slash ? slash + 1 : origin) : sender;
    if (slash)
        snprintf(ret_site, bytes, "%s/%.*s", sender, (int)(slash - origin), origin);
    else
        snprintf(ret_site, bytes, "%s", sender);
}

static enum err project_check_in(struct ledger *ledger, const struct from *f, struct why *why) {
    const struct record_up *r = f->r;
    bool visit = strcmp(r->kind, "visit") == 0;
    if (!r->member_no[0] || (visit && strcmp(r->outcome, "visit") != 0)) return ERR_NONE;
    if (!visit && !r->uid[0]) return why_set(why, ERR_BAD_INPUT, "activity: missing");
    if (!f->site[0]) ledger_came(ledger, r->member_no, f->shown_ms);
    return db_queue(
        ledger->db, why,
        "INSERT INTO attendance (site, uid, recurrence_ms, member_no, kiosk, seq, at_ms, shown_ms,"
        " boot, mono_ms, late, staff, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,"
        " $12, $13) ON CONFLICT (site, uid, recurrence_ms, member_no) DO UPDATE SET"
        " kiosk=excluded.kiosk, seq=excluded.seq, at_ms=excluded.at_ms, shown_ms=excluded.shown_ms,"
        " boot=excluded.boot, mono_ms=excluded.mono_ms, late=excluded.late, staff=excluded.staff,"
        " reason=excluded.reason, undone=0, undone_by='', undone_reason='', out_ms=0, minutes=0"
        " WHERE attendance.undone=1",
        "ttittiiitiitt", f->site, visit ? "" : r->uid, visit ? r->at_ms : r->recurrence_ms,
        r->member_no, f->kiosk, r->seq, r->at_ms, f->shown_ms, r->synced ? "" : r->boot,
        r->synced ? (int64_t)0 : r->mono_ms, (int64_t)r->late, r->staff, r->reason);
}

static enum err project_sign_out(struct ledger *ledger, const struct from *f, struct why *why) {
    return db_queue(ledger->db, why,
                    "UPDATE attendance SET out_ms=$5, minutes=$6 WHERE site=$1 AND uid=$2 AND"
                    " recurrence_ms=$3 AND member_no=$4",
                    "ttitii", f->site, f->r->uid, f->r->recurrence_ms, f->r->member_no, f->r->at_ms,
                    (int64_t)f->r->minutes);
}

static enum err project_sign_up(struct ledger *ledger, const struct from *f, struct why *why) {
    const struct record_up *r = f->r;
    return db_queue(ledger->db, why,
                    "INSERT INTO sign_up (site, uid, recurrence_ms, member_no, at_ms, waiting,"
                    " cancelled) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (site, uid,"
                    " recurrence_ms, member_no) DO UPDATE SET at_ms=excluded.at_ms,"
                    " waiting=excluded.waiting, cancelled=excluded.cancelled",
                    "ttitiii", f->site, r->uid, r->recurrence_ms, r->member_no, r->at_ms,
                    (int64_t)(strcmp(r->outcome, "sign_up_waiting") == 0),
                    (int64_t)(strcmp(r->outcome, "sign_up_cancelled") == 0));
}

/* Other kiosks of the station pull it too, so that the request can be followed there. */
static enum err tell_registered(struct ledger *ledger, const struct from *f, struct why *why) {
    const struct record_up *r = f->r;
    struct change change = {.kind = CHANGE_REQUEST_STEP};
    struct change_request_step *s = &change.u.request_step;
    TEXT_COPY(s->number, r->number);
    TEXT_COPY(s->member_no, r->member_no);
    TEXT_COPY(s->category, r->category);
    s->at_ms = s->filed_ms = r->at_ms;
    s->has_code = r->has_code;
    s->code = r->code;
    return ledger_put_fact(ledger, &change, "kiosk", f->now_ms, why, NULL);
}

/* When a request that was received at a time is due; 0: no deadline is set. */
#define DUE_OF "(SELECT CASE WHEN days>0 THEN days * 86400000 + "
#define DUE_END                                                                                    \
    " ELSE 0 END FROM (SELECT coalesce((SELECT CAST(value AS BIGINT) FROM meta WHERE"              \
    " key='requests.due_days'), 15) AS days) AS term)"

/* Another request has this number. No request may be lost, so this record is rejected. */
static enum err check_same_request(struct ledger *ledger, const struct from *f, struct why *why) {
    int64_t others = 0;
    enum err e = db_one(ledger->db, why, &others,
                        "SELECT count(*) FROM request WHERE site=$1 AND number=$2 AND kiosk<>$3 AND"
                        " at_ms<>$4",
                        "ttti", f->site, f->r->number, f->kiosk, f->r->at_ms);
    return e == ERR_NONE && others
               ? why_set(why, ERR_BAD_INPUT, "number: another request has the number %s",
                         f->r->number)
               : e;
}

/* A station below reports the stage of one of its requests, without text. */
static enum err project_step(struct ledger *ledger, const struct from *f, struct why *why) {
    const struct record_up *r = f->r;
    if (!f->site[0]) return ERR_NONE;
    enum err e = db_queue(ledger->db, why,
                          "UPDATE request SET stage=$3, stage_ms=$4 WHERE site=$1 AND number=$2 AND"
                          " stage<$3",
                          "ttii", f->site, r->number, (int64_t)r->stage, r->at_ms);
    return e == ERR_NONE ? db_queue(ledger->db, why,
                                    "INSERT INTO request_step (site, number, stage, at_ms, who)"
                                    " VALUES ($1, $2, $3, $4, '') ON CONFLICT DO NOTHING",
                                    "ttii", f->site, r->number, (int64_t)r->stage, r->at_ms)
                         : e;
}

static enum err project_request(struct ledger *ledger, const struct from *f, struct why *why) {
    const struct record_up *r = f->r;
    char note[BLOB_SIZE] = "";
    if (!r->number[0]) return why_set(why, ERR_BAD_INPUT, "number: missing");
    if (r->has_voice_note) hex_from_bytes(r->voice_note.bytes, HASH_BYTES, note);
    bool own = !f->site[0];
    int64_t added = 0;
    enum err e =
        db_run(ledger->db, why, &added,
               "INSERT INTO request (site, number, kiosk, member_no, category, at_ms, code, sealed,"
               " voice_note, stage_ms, due_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $6,"
               " " DUE_OF "$6" DUE_END ") ON CONFLICT DO NOTHING",
               "tttttihbt", f->site, r->number, f->kiosk, r->member_no, r->category, r->at_ms,
               r->has_code ? &r->code : NULL, own && r->sealed_bytes ? r->sealed : NULL,
               r->sealed_bytes, own ? note : "");
    if (e == ERR_NONE && added == 0) e = check_same_request(ledger, f, why);
    if (e == ERR_NONE)
        e = db_run(ledger->db, why, NULL,
                   "INSERT INTO request_step (site, number, stage, at_ms, who)"
                   " VALUES ($1, $2, 0, $3, $4) ON CONFLICT DO NOTHING",
                   "ttit", f->site, r->number, r->at_ms, r->staff[0] ? r->staff : f->kiosk);
    return e == ERR_NONE && own ? tell_registered(ledger, f, why) : e;
}

static enum err project_rating(struct ledger *ledger, const struct from *f, struct why *why) {
    const struct record_up *r = f->r;
    bool own = !f->site[0];
    return db_run(ledger->db, why, NULL,
                  "UPDATE request SET rating=$3, rating_sealed=$4, rated_ms=$5"
                  " WHERE site=$1 AND number=$2",
                  "ttibi", f->site, r->number, (int64_t)r->rating,
                  own && r->sealed_bytes ? r->sealed : NULL, r->sealed_bytes, r->at_ms);
}

struct cards {
    int count;
    struct hash identity[32];
};

static bool take_card(void *to, const struct db_row *row) {
    struct cards *cards = to;
    if (db_hash(row, 0, &cards->identity[cards->count])) cards->count++;
    return cards->count < 32;
}

/* Sets all other valid cards of the member to another state, here and at every kiosk. */
static enum err end_cards(struct ledger *ledger, const struct from *f, enum card_state state,
                          const struct hash *but, struct why *why) {
    struct cards cards = {0};
    enum err e =
        db_query(ledger->db, why, take_card, &cards,
                 "SELECT identity FROM card WHERE member_no=$1 AND state=0", "t", f->r->member_no);
    for (int i = 0; e == ERR_NONE && i < cards.count; i++) {
        struct change change = {.kind = CHANGE_CARD,
                                .u.card = {.identity = cards.identity[i], .state = state}};
        TEXT_COPY(change.u.card.member_no, f->r->member_no);
        if (but && memcmp(but, &cards.identity[i], sizeof *but) == 0) continue;
        e = ledger_apply(ledger, &change, "kiosk", f->now_ms, why, NULL);
    }
    return e;
}

static enum err project_card(struct ledger *ledger, const struct from *f, struct why *why) {
    const struct record_up *r = f->r;
    struct change change = {.kind = CHANGE_CARD, .u.card = {.identity = r->card}};
    if (f->site[0]) return ERR_NONE;
    if (!r->has_card || !r->member_no[0]) return why_set(why, ERR_BAD_INPUT, "card: missing");
    TEXT_COPY(change.u.card.member_no, r->member_no);
    enum err e = ledger_apply(ledger, &change, "kiosk", f->now_ms, why, NULL);
    return e == ERR_NONE && strcmp(r->detail, "replaces") == 0
               ? end_cards(ledger, f, CARD_REVOKED, &r->card, why)
               : e;
}

static enum err project_undo(struct ledger *ledger, const struct from *f, struct why *why) {
    const struct record_up *r = f->r;
    enum err e =
        db_queue(ledger->db, why,
                 "UPDATE attendance SET undone=1, undone_by=$5, undone_reason=$6"
                 " WHERE site=$1 AND uid=$2 AND recurrence_ms=$3 AND member_no=$4",
                 "ttittt", f->site, r->uid, r->recurrence_ms, r->member_no, r->staff, r->reason);
    if (e == ERR_NONE && !f->site[0]) e = db_flush(ledger->db, why);
    return e == ERR_NONE && !f->site[0] ? ledger_saw_member(ledger, r->member_no, why) : e;
}

static enum err project_staff(struct ledger *ledger, const struct from *f, struct why *why) {
    const struct record_up *r = f->r;
    if (strcmp(r->outcome, "undo_check_in") == 0) return project_undo(ledger, f, why);
    if (f->site[0] || !r->member_no[0]) return ERR_NONE;
    if (strcmp(r->outcome, "card_lost") == 0) return end_cards(ledger, f, CARD_LOST, NULL, why);
    if (strcmp(r->outcome, "card_revoked") == 0)
        return end_cards(ledger, f, CARD_REVOKED, NULL, why);
    return ERR_NONE;
}

static enum err project_status_below(struct ledger *ledger, const struct from *f, struct why *why) {
    const struct record_up *r = f->r;
    return db_queue(ledger->db, why,
                    "INSERT INTO kiosk_below (site, kiosk, version, waiting, reader_up, status_ms)"
                    " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (site, kiosk) DO UPDATE SET"
                    " version=excluded.version, waiting=excluded.waiting,"
                    " reader_up=excluded.reader_up, status_ms=excluded.status_ms WHERE"
                    " kiosk_below.status_ms<=excluded.status_ms",
                    "tttiii", f->site, f->kiosk, r->version, (int64_t)r->waiting,
                    (int64_t)r->reader_up, f->shown_ms);
}

static enum err project_status(struct ledger *ledger, const struct from *f, struct why *why) {
    const struct record_up *r = f->r;
    if (f->site[0]) return project_status_below(ledger, f, why);
    if (strncmp(r->outcome, "picture", 7) == 0) {
        enum err e = ledger_screenshot_answered(ledger, f->kiosk, r, f->now_ms, why);
        if (e != ERR_NONE) return e;
    }
    return db_queue(ledger->db, why,
                    "UPDATE kiosk SET version=$2, reader_up=$3, disk_free_bytes=$4, waiting=$5,"
                    " status_ms=$6 WHERE id=$1 AND status_ms<=$6",
                    "ttiiii", f->kiosk, r->version, (int64_t)r->reader_up, r->disk_free_bytes,
                    (int64_t)r->waiting, r->at_ms);
}

/* The corrected time, if the clock of that boot is known by now. */
static enum err right_time(struct ledger *ledger, struct from *f, struct why *why) {
    int64_t origin = 0;
    f->shown_ms = f->r->at_ms;
    if (f->r->synced) return ERR_NONE;
    enum err e = db_one(ledger->db, why, &origin,
                        "SELECT origin_ms FROM boot_clock WHERE kiosk=$1 AND boot=$2", "tt",
                        f->kiosk, f->r->boot);
    if (origin) f->shown_ms = origin + f->r->mono_ms;
    return e;
}

static const struct {
    const char *kind;
    enum err (*project)(struct ledger *ledger, const struct from *f, struct why *why);
} projections[] = {
    {"checkin", project_check_in},     {"visit", project_check_in},
    {"signout", project_sign_out},     {"signup", project_sign_up},
    {"request", project_request},      {"rating", project_rating},
    {"card_enrolled", project_card},   {"staff_action", project_staff},
    {"device_status", project_status}, {"request_step", project_step},
};

enum err ledger_project(struct ledger *ledger, const char *kiosk, bool is_station,
                        const struct record_up *record, int64_t now_ms, struct why *why) {
    struct from f = {.r = record, .now_ms = now_ms};
    site_of(kiosk, is_station, record->origin_kiosk, f.site, sizeof f.site, &f.kiosk);
    enum err e = right_time(ledger, &f, why);
    for (size_t i = 0; e == ERR_NONE && i < ARRAY_LENGTH(projections); i++)
        if (strcmp(projections[i].kind, record->kind) == 0)
            return projections[i].project(ledger, &f, why);
    return e;
}
