/* tap: from a card to an outcome, in one transaction.
 *
 *   tag --identity--> facts (read) --decide (model)--> write record + outbox (+ check-in)
 * --COMMIT--> outcome
 * 1. The outcome is posted after COMMIT, or it is "暂时不能签到".
 * 2. Every tap leaves a record, refused ones too. */
#include "desk/desk_private.h"
#include "model/person_name.h"

#include <stdio.h>
#include <string.h>

#define PERSON_KEPT_MS 180000 /* three minutes at the glass without a tap or INTENT_FORGET */

/* One tap or answer under way: what is known, and what will be recorded. */
struct deed {
    struct moment at;
    int64_t tap_ns;
    const struct hash *identity; /* NULL: no card (an answer on the glass) */
    struct tap_facts facts;
    struct tap_member member;
    struct decision decision;
    struct outcome outcome;
};

typedef enum err deed_body(struct desk *desk, struct deed *deed, struct why *why);

static const char *kind_of_record(enum outcome_kind kind) {
    switch (kind) {
    case OUTCOME_WELCOME:
        return "checkin";
    case OUTCOME_SIGNED_OUT:
        return "signout";
    case OUTCOME_VISIT:
    case OUTCOME_MEMBER_KNOWN:
    case OUTCOME_TEAM_ASKED:
    case OUTCOME_TEAM_ALREADY:
        return "visit";
    case OUTCOME_SIGNED_UP:
    case OUTCOME_SIGN_UP_WAITING:
    case OUTCOME_SIGN_UP_CANCELLED:
        return "signup";
    case OUTCOME_STAFF_CARD:
    case OUTCOME_CARD_SEEN:
        return "staff_action";
    case OUTCOME_ALREADY_IN:
    case OUTCOME_ASK_SIGN_OUT:
    case OUTCOME_CHOOSE_ACTIVITY:
    case OUTCOME_UNKNOWN_CARD:
    case OUTCOME_REFUSED:
    case OUTCOME_SIGN_UP_ALREADY:
    case OUTCOME_KINDS:
        break;
    }
    return "refused_tap";
}

static enum err write_record(struct desk *desk, const struct deed *deed, struct why *why) {
    const struct outcome *o = &deed->outcome;
    struct record record = {
        .kind = kind_of_record(o->kind),
        .at = deed->at,
        .outcome = outcome_word(o->kind),
        .reason = refusal_word(o->reason),
        .member_id = deed->member.id,
        .card = deed->identity,
        .occurrence_id = o->occurrence.id,
        .detail = o->kind == OUTCOME_UNKNOWN_CARD ? o->enrol_number
                  : o->late                       ? "late"
                                                  : "",
        .minutes = o->kind == OUTCOME_SIGNED_OUT ? o->minutes_now : 0,
    };
    int64_t seq = 0;
    return store_add_record(desk->store, &record, why, &seq);
}

static enum err write_decision(struct desk *desk, struct deed *deed, struct why *why) {
    struct store *store = desk->store;
    const struct decision *d = &deed->decision;
    const struct open_occurrence *open = d->which >= 0 ? &deed->facts.open[d->which] : NULL;
    struct outcome *o = &deed->outcome;
    o->kind = d->kind;
    o->reason = d->reason;
    o->late = d->late;
    if (open) {
        o->occurrence = open->occurrence;
        o->earlier_ms = open->check_in_ms;
    }
    if (d->kind == OUTCOME_WELCOME) {
        enum err e = store_check_in(store, open->occurrence.id, deed->member.id, deed->at.utc_ms,
                                    d->late, why);
        return e == ERR_NONE ? store_doubt_check_in(store, open->occurrence.id, deed->member.id,
                                                    &deed->at, why)
                             : e;
    }
    if (d->kind == OUTCOME_UNKNOWN_CARD) tag_enrol_number(deed->identity, o->enrol_number);
    if (d->kind == OUTCOME_CHOOSE_ACTIVITY) {
        for (int i = 0; i < deed->facts.open_count && o->choice_count < OUTCOME_CHOICES; i++)
            o->choices[o->choice_count++] = deed->facts.open[i].occurrence;
    }
    return ERR_NONE;
}

/* What the welcome tells beside the name; read inside the transaction, so the count is right. */
static enum err add_tallies(struct desk *desk, struct deed *deed, struct why *why) {
    if (!deed->member.id) return ERR_NONE;
    struct outcome *o = &deed->outcome;
    struct tallies t = {0};
    enum err e =
        store_tallies(desk->store, deed->member.id, o->occurrence.id, deed->at.utc_ms, why, &t);
    if (e != ERR_NONE) return e;
    o->nth_today = t.nth_today;
    o->times_this_month = t.times_this_month;
    o->volunteer_minutes = t.volunteer_minutes;
    e = store_visited(desk->store, deed->member.id, deed->at.utc_ms, why);
    if (e == ERR_NONE) e = store_look(desk->store, deed->member.id, why, &o->look);
    if (e != ERR_NONE || o->kind == OUTCOME_TEAM_ASKED) return e;
    return store_waiting_answer(desk->store, deed->member.id, why, o->waiting_ticket,
                                o->waiting_category);
}

static enum err decide_check_in(struct desk *desk, struct deed *deed, struct why *why) {
    deed->decision = check_in_decide(&deed->facts);
    return write_decision(desk, deed, why);
}

static enum err decide_sign_up(struct desk *desk, struct deed *deed, struct why *why) {
    struct outcome *o = &deed->outcome;
    enum err e = store_occurrence(desk->store, desk->expected_occurrence, why, &o->occurrence);
    if (e != ERR_NONE) return e;
    if (o->occurrence.cancelled || deed->at.utc_ms >= o->occurrence.end_ms) {
        o->kind = OUTCOME_REFUSED;
        o->reason = REFUSAL_TOO_LATE;
        return ERR_NONE;
    }
    if (desk->expectation == EXPECT_SIGN_UP)
        return store_sign_up(desk->store, o->occurrence.id, deed->member.id, deed->at.utc_ms, why,
                             &o->kind, &o->nth_waiting);
    o->kind = OUTCOME_SIGN_UP_CANCELLED;
    return store_cancel_sign_up(desk->store, o->occurrence.id, deed->member.id, why);
}

/* Staff hold a card to see what it is: nobody is checked in. */
static enum err decide_card_seen(struct desk *desk, struct deed *deed) {
    struct outcome *o = &deed->outcome;
    o->kind = OUTCOME_CARD_SEEN;
    if (deed->facts.standing == STANDING_LOST) o->reason = REFUSAL_LOST;
    if (deed->facts.standing == STANDING_REVOKED) o->reason = REFUSAL_REVOKED;
    if (deed->facts.standing == STANDING_UNKNOWN) tag_enrol_number(deed->identity, o->enrol_number);
    desk_staff_saw_card(desk, deed->identity, deed->facts.standing == STANDING_UNKNOWN);
    return ERR_NONE;
}

static enum err decide_join(struct desk *desk, struct deed *deed, struct why *why) {
    struct outcome *o = &deed->outcome;
    struct answer_ticket ticket = {0};
    char category[KEY_SIZE + 8];
    bool in_it = false;
    enum err e = store_team_of(desk->store, desk->expected_team, deed->member.id, why, category,
                               o->team, &in_it);
    if (e != ERR_NONE) return e;
    o->kind = in_it ? OUTCOME_TEAM_ALREADY : OUTCOME_TEAM_ASKED;
    if (in_it) return ERR_NONE;
    e = desk_ask_for_team(desk, deed->member.id, category, o->team, &deed->at, why, &ticket);
    TEXT_COPY(o->waiting_ticket, ticket.number);
    return e;
}

/* A card in the field: who is it, and what was the tap for? */
static enum err decide_card(struct desk *desk, struct deed *deed, struct why *why) {
    enum err e = store_tap_facts(desk->store, deed->identity, deed->at.utc_ms, why, &deed->facts,
                                 &deed->member);
    if (e != ERR_NONE) return e;
    bool expecting = clock_ticks_ms() < desk->expectation_until_ms;
    if (expecting && desk->expectation == EXPECT_CARD && desk_staff(desk))
        return decide_card_seen(desk, deed);
    bool is_staff = false;
    if (!expecting) e = desk_staff_card(desk, deed->identity, why, &is_staff);
    if (e != ERR_NONE) return e;
    if (is_staff) {
        deed->outcome.kind = OUTCOME_STAFF_CARD;
        deed->member = (struct tap_member){0};
        return ERR_NONE;
    }
    bool expected = expecting && deed->facts.standing == STANDING_GOOD;
    enum expectation what = expected ? desk->expectation : EXPECT_CHECK_IN;
    switch (what) {
    case EXPECT_CARD:
    case EXPECT_CHECK_IN:
        return decide_check_in(desk, deed, why);
    case EXPECT_SIGN_UP:
    case EXPECT_CANCEL_SIGN_UP:
        return decide_sign_up(desk, deed, why);
    case EXPECT_JOIN_TEAM:
        return decide_join(desk, deed, why);
    case EXPECT_IDENTITY:
        deed->outcome.kind = OUTCOME_MEMBER_KNOWN;
        return ERR_NONE;
    }
    return ERR_NONE;
}

static enum err decide_refusal(struct desk *desk, struct deed *deed, struct why *why) {
    (void)desk;
    (void)why;
    deed->outcome.kind = OUTCOME_REFUSED; /* the reason is there already */
    return ERR_NONE;
}

static enum err load_person(struct desk *desk, struct deed *deed, struct why *why) {
    if (!desk_person(desk)) return why_set(why, ERR_NOT_FOUND, "nobody is at the glass");
    return store_member_facts(desk->store, desk->person.id, deed->at.utc_ms, why, &deed->facts,
                              &deed->member);
}

static int find_open(const struct tap_facts *facts, int64_t occurrence_id) {
    for (int i = 0; i < facts->open_count; i++) {
        if (facts->open[i].occurrence.id == occurrence_id) return i;
    }
    return -1;
}

/* The person chose one of the open activities; its window may have closed meanwhile. */
static enum err decide_choice(struct desk *desk, struct deed *deed, struct why *why) {
    int64_t chosen = deed->outcome.occurrence.id;
    enum err e = load_person(desk, deed, why);
    if (e != ERR_NONE) return e;
    int which = find_open(&deed->facts, chosen);
    deed->decision =
        which >= 0
            ? check_in_decide_at(&deed->facts, which)
            : (struct decision){.kind = OUTCOME_REFUSED, .reason = REFUSAL_TOO_LATE, .which = -1};
    return write_decision(desk, deed, why);
}

static enum err decide_sign_out(struct desk *desk, struct deed *deed, struct why *why) {
    int64_t asked = deed->outcome.occurrence.id;
    enum err e = load_person(desk, deed, why);
    if (e != ERR_NONE) return e;
    struct outcome *o = &deed->outcome;
    int which = find_open(&deed->facts, asked);
    if (which < 0 || !deed->facts.open[which].checked_in) {
        o->kind = OUTCOME_REFUSED;
        o->reason = REFUSAL_TOO_LATE;
        return ERR_NONE;
    }
    const struct open_occurrence *open = &deed->facts.open[which];
    o->occurrence = open->occurrence;
    o->earlier_ms = open->check_in_ms;
    if (open->signed_out) {
        o->kind = OUTCOME_ALREADY_IN;
        return ERR_NONE;
    }
    o->kind = OUTCOME_SIGNED_OUT;
    o->minutes_now = activity_minutes(&open->occurrence, open->check_in_ms, deed->at.utc_ms);
    return store_sign_out(desk->store, open->occurrence.id, deed->member.id, deed->at.utc_ms,
                          o->minutes_now, why);
}

/* One transaction around the body; the record and the tallies belong to it. */
static enum err transact(struct desk *desk, struct deed *deed, deed_body *body, struct why *why) {
    if (!desk->store) return why_set(why, desk->state.code, "the store is closed");
    enum err e = store_begin(desk->store, why);
    if (e == ERR_NONE) e = body(desk, deed, why);
    if (e == ERR_NONE) e = write_record(desk, deed, why);
    if (e == ERR_NONE) e = add_tallies(desk, deed, why);
    if (e == ERR_NONE) return store_commit(desk->store, why);
    if (desk->store) store_rollback(desk->store);
    return e;
}

static void remember_person(struct desk *desk, const struct deed *deed) {
    desk->expectation = EXPECT_CHECK_IN;
    desk->expectation_until_ms = 0;
    bool staff_stay = deed->outcome.kind == OUTCOME_CARD_SEEN;
    if (!staff_stay && deed->outcome.kind != OUTCOME_STAFF_CARD) desk_staff_forget(desk);
    desk->followed_request = 0;
    desk->person = staff_stay ? (struct tap_member){0} : deed->member;
    desk->person_until_ms = desk->person.id ? clock_ticks_ms() + PERSON_KEPT_MS : 0;
}

/* Do it, once more where a damaged store was mended, and tell the glass what came of it. */
static void perform(struct desk *desk, struct deed *deed, deed_body *body) {
    struct why why = {0};
    struct deed fresh = *deed;
    enum err e = transact(desk, deed, body, &why);
    if (e != ERR_NONE && desk_failed(desk, e, &why)) {
        *deed = fresh;
        e = transact(desk, deed, body, &why);
        if (e != ERR_NONE) desk_failed(desk, e, &why);
    }
    struct outcome *o = &deed->outcome;
    if (e != ERR_NONE) {
        *o = (struct outcome){.kind = OUTCOME_REFUSED,
                              .reason = e == ERR_NOT_FOUND ? REFUSAL_TOO_LATE : REFUSAL_NOT_SAVED};
        deed->member = (struct tap_member){0};
    } else {
        trace_event(desk->config.trace, "committed", clock_trace_ns(), deed->tap_ns,
                    outcome_word(o->kind), NULL);
        desk_worked(desk);
        desk_nudge(desk);
        remember_person(desk, deed);
    }
    o->at_ms = deed->at.utc_ms;
    o->tap_seen_ns = deed->tap_ns;
    o->member_id = deed->member.id;
    if (desk->config.names_masked && o->kind != OUTCOME_CARD_SEEN)
        name_mask(deed->member.name, o->member_name);
    else
        TEXT_COPY(o->member_name, deed->member.name);
    desk_post_outcome(desk, o);
}

static void post_reader_state(struct desk *desk, const struct reader_event *event) {
    desk->out.kind = GLASS_READER;
    desk->out.u.reader.up = event->kind == READER_UP;
    TEXT_COPY(desk->out.u.reader.reason, event->reason);
    desk->config.post(desk->config.to, &desk->out);
}

void desk_on_reader(struct desk *desk, const struct reader_event *event) {
    struct deed deed = {.at = clock_now(), .tap_ns = event->seen_ns};
    deed.decision.which = -1;
    struct hash identity;
    switch (event->kind) {
    case READER_UP:
    case READER_DOWN:
        post_reader_state(desk, event);
        desk_status_reader(desk, event->kind == READER_UP);
        return;
    case READER_TWO_CARDS:
        deed.outcome.reason = REFUSAL_TWO_CARDS;
        break;
    case READER_TRY_AGAIN:
        deed.outcome.reason = REFUSAL_TRY_AGAIN;
        break;
    case READER_TAP:
        trace_event(desk->config.trace, "card_seen", event->seen_ns, event->seen_ns, NULL, NULL);
        if (tag_is_random(&event->tag)) {
            deed.outcome.reason = REFUSAL_RANDOM_UID;
            break;
        }
        identity = tag_identity(&event->tag, &desk->card_key);
        deed.identity = &identity;
        perform(desk, &deed, decide_card);
        return;
    }
    perform(desk, &deed, decide_refusal);
}

void desk_on_sign_out(struct desk *desk, const struct intent *intent) {
    struct deed deed = {.at = clock_now(),
                        .outcome.occurrence.id = intent->u.activity.occurrence_id};
    perform(desk, &deed, decide_sign_out);
}

void desk_on_choose(struct desk *desk, const struct intent *intent) {
    struct deed deed = {.at = clock_now(),
                        .outcome.occurrence.id = intent->u.activity.occurrence_id};
    perform(desk, &deed, decide_choice);
}
