/* rows: facts in tables of their own, so that the console can sort and search them. */
#include "ledger/ledger_private.h"
#include "wire/changes.h"

#include <stdio.h>

static enum err put_initials(struct ledger *ledger, const struct change_member *m,
                             struct why *why) {
    enum err e = db_run(ledger->db, why, NULL, "DELETE FROM member_initials WHERE member_no=$1",
                        "t", m->member_no);
    for (const char *p = m->initials; e == ERR_NONE && *p;) {
        char reading[32];
        size_t n = strcspn(p, " ");
        snprintf(reading, sizeof reading, "%.*s", (int)n, p);
        p += n + (p[n] == ' ');
        if (n)
            e = db_run(ledger->db, why, NULL,
                       "INSERT INTO member_initials (initials, member_no) VALUES ($1, $2)"
                       " ON CONFLICT DO NOTHING",
                       "tt", reading, m->member_no);
    }
    return e;
}

static enum err put_member(struct ledger *ledger, const struct change_member *m, struct why *why) {
    enum err e = db_run(
        ledger->db, why, NULL,
        "INSERT INTO member (member_no, name, name_key, initials, grid, team, phone, branch,"
        " joined_year, province, has_left) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        " ON CONFLICT (member_no) DO UPDATE SET name=excluded.name, name_key=excluded.name_key,"
        " initials=excluded.initials, grid=excluded.grid, team=excluded.team,"
        " phone=excluded.phone, branch=excluded.branch, joined_year=excluded.joined_year,"
        " province=excluded.province, has_left=excluded.has_left",
        "ttttttttiii", m->member_no, m->name, m->name_key, m->initials, m->grid, m->team, m->phone,
        m->branch, (int64_t)m->joined_year, (int64_t)m->province, (int64_t)m->left);
    return e == ERR_NONE ? put_initials(ledger, m, why) : e;
}

static enum err put_card(struct ledger *ledger, const struct change_card *c, int64_t now_ms,
                         struct why *why) {
    return db_run(ledger->db, why, NULL,
                  "INSERT INTO card (identity, member_no, state, at_ms) VALUES ($1, $2, $3, $4)"
                  " ON CONFLICT (identity) DO UPDATE SET member_no=excluded.member_no,"
                  " state=excluded.state, at_ms=excluded.at_ms",
                  "htii", &c->identity, c->member_no, (int64_t)c->state, now_ms);
}

static enum err put_occurrence(struct ledger *ledger, const struct change_occurrence *c,
                               struct why *why) {
    const struct occurrence *o = &c->occurrence;
    return db_run(
        ledger->db, why, NULL,
        "INSERT INTO occurrence (uid, recurrence_ms, title, place, kind, start_ms, end_ms,"
        " capacity, counts_hours, needs_sign_up, cancelled, team, late_after_min, source)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
        " ON CONFLICT (uid, recurrence_ms) DO UPDATE SET title=excluded.title,"
        " place=excluded.place, kind=excluded.kind, start_ms=excluded.start_ms,"
        " end_ms=excluded.end_ms, capacity=excluded.capacity,"
        " counts_hours=excluded.counts_hours, needs_sign_up=excluded.needs_sign_up,"
        " cancelled=excluded.cancelled, team=excluded.team,"
        " late_after_min=excluded.late_after_min, source=CASE WHEN excluded.source='' THEN"
        " occurrence.source ELSE excluded.source END",
        "tittiiiiiiitit", c->uid, c->recurrence_ms, o->title, o->place, (int64_t)o->kind,
        o->start_ms, o->end_ms, (int64_t)o->capacity, (int64_t)o->counts_hours,
        (int64_t)o->needs_sign_up, (int64_t)o->cancelled, c->team, (int64_t)o->late_after_min,
        ledger->source);
}

static enum err put_staff(struct ledger *ledger, const struct change_staff *s, struct why *why) {
    return db_run(ledger->db, why, NULL,
                  "INSERT INTO staff (key, name, card, pin) VALUES ($1, $2, $3, $4)"
                  " ON CONFLICT (key) DO UPDATE SET name=excluded.name, card=excluded.card,"
                  " pin=CASE WHEN excluded.pin='' THEN staff.pin ELSE excluded.pin END",
                  "ttht", s->key, s->name, s->has_card ? &s->card : NULL, s->pin);
}

static enum err put_grid(struct ledger *ledger, const struct change_grid *g, struct why *why) {
    return db_run(ledger->db, why, NULL,
                  "INSERT INTO grid (key, name, liaison_no) VALUES ($1, $2, $3)"
                  " ON CONFLICT (key) DO UPDATE SET name=excluded.name,"
                  " liaison_no=excluded.liaison_no",
                  "ttt", g->key, g->name, g->liaison_no);
}

static enum err put_team(struct ledger *ledger, const struct change_team *t, struct why *why) {
    return db_run(ledger->db, why, NULL,
                  "INSERT INTO team (key, name, about) VALUES ($1, $2, $3)"
                  " ON CONFLICT (key) DO UPDATE SET name=excluded.name, about=excluded.about",
                  "ttt", t->key, t->name, t->about);
}

/* Steps can arrive in any order; the request has the furthest stage. */
static enum err put_step(struct ledger *ledger, const struct change_request_step *s,
                         const char *who, struct why *why) {
    int64_t changed = 0;
    enum err e = db_run(ledger->db, why, &changed,
                        "UPDATE request SET stage=CASE WHEN stage<$2 THEN $2 ELSE stage END,"
                        " stage_ms=CASE WHEN stage<$2 THEN $3 ELSE stage_ms END,"
                        " answer=CASE WHEN $4='' THEN answer ELSE $4 END"
                        " WHERE site='' AND number=$1",
                        "tiit", s->number, (int64_t)s->stage, s->at_ms, s->answer);
    if (e == ERR_NONE && changed == 0)
        return why_set(why, ERR_BAD_INPUT, "没有编号为 %s 的申请 (no request has this number)",
                       s->number);
    return e == ERR_NONE ? db_run(ledger->db, why, NULL,
                                  "INSERT INTO request_step (site, number, stage, at_ms, who, note)"
                                  " VALUES ('', $1, $2, $3, $4, $5) ON CONFLICT (site, number,"
                                  " stage) DO UPDATE SET at_ms=excluded.at_ms, who=excluded.who,"
                                  " note=excluded.note",
                                  "tiitt", s->number, (int64_t)s->stage, s->at_ms, who, s->note)
                         : e;
}

static enum err remove_row(struct ledger *ledger, const struct change_remove *r, struct why *why) {
    const char *sql = NULL;
    switch (r->of) {
    case CHANGE_GRID:
        sql = "DELETE FROM grid WHERE key=$1";
        break;
    case CHANGE_TEAM:
        sql = "DELETE FROM team WHERE key=$1";
        break;
    case CHANGE_STAFF:
        sql = "DELETE FROM staff WHERE key=$1";
        break;
    case CHANGE_OCCURRENCE:
        sql = "DELETE FROM occurrence WHERE uid || ' ' || CAST(recurrence_ms AS TEXT)=$1";
        break;
    case CHANGE_STORY:
    case CHANGE_GUIDE:
    case CHANGE_NOTICE:
    case CHANGE_CATEGORY:
    case CHANGE_SETTING:
        break;
    case CHANGE_MEMBER:
    case CHANGE_CARD:
    case CHANGE_REQUEST_STEP:
    case CHANGE_ATTENDANCE:
    case CHANGE_REMOVE:
    case CHANGE_KEEP:
    case CHANGE_DROP_OTHERS:
    case CHANGE_KINDS:
        return why_set(why, ERR_UNSUPPORTED, "changes of this kind cannot be removed");
    }
    enum err e = sql ? db_run(ledger->db, why, NULL, sql, "t", r->key) : ERR_NONE;
    return e == ERR_NONE
               ? db_run(ledger->db, why, NULL, "DELETE FROM fact WHERE kind=$1 AND key=$2", "tt",
                        wire_change_kind(r->of), r->key)
               : e;
}

enum err ledger_put_row(struct ledger *ledger, const struct change *c, const char *who,
                        int64_t now_ms, struct why *why) {
    switch (c->kind) {
    case CHANGE_GRID:
        return put_grid(ledger, &c->u.grid, why);
    case CHANGE_TEAM:
        return put_team(ledger, &c->u.team, why);
    case CHANGE_MEMBER:
        return put_member(ledger, &c->u.member, why);
    case CHANGE_CARD:
        return put_card(ledger, &c->u.card, now_ms, why);
    case CHANGE_OCCURRENCE:
        return put_occurrence(ledger, &c->u.occurrence, why);
    case CHANGE_STAFF:
        return put_staff(ledger, &c->u.staff, why);
    case CHANGE_REQUEST_STEP:
        return put_step(ledger, &c->u.request_step, who, why);
    case CHANGE_REMOVE:
        return remove_row(ledger, &c->u.remove, why);
    case CHANGE_STORY:
    case CHANGE_GUIDE:
    case CHANGE_CATEGORY:
    case CHANGE_SETTING:
    case CHANGE_NOTICE:
    case CHANGE_ATTENDANCE: /* actions.c has written the row */
        return ERR_NONE;
    case CHANGE_KEEP:
    case CHANGE_DROP_OTHERS:
    case CHANGE_KINDS:
        break;
    }
    return why_set(why, ERR_UNSUPPORTED, "changes of this kind cannot be stored");
}
