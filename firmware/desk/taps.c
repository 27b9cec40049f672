/* tap: from a card to an outcome, in one transaction.
 *
 *   tag --identity--> facts (read) --decide (model)--> write record + outbox (+ check-in)
 *       --COMMIT--> outcome
 * 1. The outcome is posted after COMMIT; if that fails, it is "暂时不能签到".
 * 2. Every tap leaves a record, a refused one too. */
#include "desk/taps.h"
#include "desk/requests.h"
#include "model/person_name.h"

#include <stdio.h>
#include <string.h>

/* One tap or answer under way: what is known, and what will be recorded. */
struct action {
    struct moment at;
    int64_t tap_ns;
    const struct hash *identity; /* NULL: no card (an answer on the screen) */
    struct tap_facts facts;
    struct tap_member member;
    struct decision decision;
    struct outcome outcome;
};

typedef enum err action_body(struct taps *taps, struct action *action, struct why *why);

static enum err write_record(struct taps *taps, const struct action *action, struct why *why) {
    const struct outcome *o = &action->outcome;
    struct record record = {
        .kind = outcome_record(o->kind),
        .at = action->at,
        .outcome = outcome_word(o->kind),
        .reason = refusal_word(o->reason),
        .member_id = action->member.id,
        .card = action->identity,
        .occurrence_id = o->occurrence.id,
        .detail = o->kind == OUTCOME_UNKNOWN_CARD ? o->enrol_number
                  : o->late                       ? "late"
                                                  : "",
        .minutes = o->kind == OUTCOME_SIGNED_OUT ? o->minutes_now : 0,
    };
    int64_t seq = 0;
    return store_add_record(taps->context->store, &record, why, &seq);
}

static enum err write_decision(struct taps *taps, struct action *action, struct why *why) {
    struct store *store = taps->context->store;
    const struct decision *d = &action->decision;
    const struct open_occurrence *open = d->which >= 0 ? &action->facts.open[d->which] : NULL;
    struct outcome *o = &action->outcome;
    o->kind = d->kind;
    o->reason = d->reason;
    o->late = d->late;
    if (open) {
        o->occurrence = open->occurrence;
        o->earlier_ms = open->check_in_ms;
    }
    if (d->kind == OUTCOME_WELCOME) {
        enum err e = store_check_in(store, open->occurrence.id, action->member.id,
                                    action->at.utc_ms, d->late, why);
        return e == ERR_NONE ? store_doubt_check_in(store, open->occurrence.id, action->member.id,
                                                    &action->at, why)
                             : e;
    }
    if (d->kind == OUTCOME_UNKNOWN_CARD) tag_enrol_number(action->identity, o->enrol_number);
    if (d->kind == OUTCOME_CHOOSE_ACTIVITY) {
        for (int i = 0; i < action->facts.open_count && o->choice_count < OUTCOME_CHOICES; i++)
            o->choices[o->choice_count++] = action->facts.open[i].occurrence;
    }
    return ERR_NONE;
}

/* What the welcome shows beside the name; read inside the transaction, so that the count is right.
 */
static enum err add_tallies(struct taps *taps, struct action *action, struct why *why) {
    if (!action->member.id) return ERR_NONE;
    struct outcome *o = &action->outcome;
    struct tallies t = {0};
    enum err e = store_tallies(taps->context->store, action->member.id, o->occurrence.id,
                               action->at.utc_ms, why, &t);
    if (e != ERR_NONE) return e;
    o->nth_today = t.nth_today;
    o->times_this_month = t.times_this_month;
    o->volunteer_minutes = t.volunteer_minutes;
    e = store_visited(taps->context->store, action->member.id, action->at.utc_ms, why);
    if (e == ERR_NONE)
        e = store_appearance(taps->context->store, action->member.id, why, &o->appearance);
    if (e != ERR_NONE || o->kind == OUTCOME_TEAM_ASKED) return e;
    return store_waiting_answer(taps->context->store, action->member.id, why, o->waiting_ticket,
                                o->waiting_category);
}

static enum err decide_check_in(struct taps *taps, struct action *action, struct why *why) {
    action->decision = check_in_decide(&action->facts);
    return write_decision(taps, action, why);
}

static enum err decide_sign_up(struct taps *taps, struct action *action, struct why *why) {
    struct outcome *o = &action->outcome;
    enum err e = store_occurrence(taps->context->store, taps->visitor->expected_occurrence, why,
                                  &o->occurrence);
    if (e != ERR_NONE) return e;
    if (o->occurrence.cancelled || action->at.utc_ms >= o->occurrence.end_ms) {
        o->kind = OUTCOME_REFUSED;
        o->reason = REFUSAL_TOO_LATE;
        return ERR_NONE;
    }
    if (taps->visitor->expectation == EXPECT_SIGN_UP)
        return store_sign_up(taps->context->store, o->occurrence.id, action->member.id,
                             action->at.utc_ms, why, &o->kind, &o->nth_waiting);
    o->kind = OUTCOME_SIGN_UP_CANCELLED;
    return store_cancel_sign_up(taps->context->store, o->occurrence.id, action->member.id, why);
}

/* Staff check what a card is: no member is checked in. */
static enum err decide_card_seen(struct taps *taps, struct action *action) {
    struct outcome *o = &action->outcome;
    o->kind = OUTCOME_CARD_SEEN;
    if (action->facts.standing == STANDING_LOST) o->reason = REFUSAL_LOST;
    if (action->facts.standing == STANDING_REVOKED) o->reason = REFUSAL_REVOKED;
    if (action->facts.standing == STANDING_UNKNOWN)
        tag_enrol_number(action->identity, o->enrol_number);
    desk_staff_saw_card(taps->staff, action->identity, action->facts.standing == STANDING_UNKNOWN);
    return ERR_NONE;
}

static enum err decide_join(struct taps *taps, struct action *action, struct why *why) {
    struct outcome *o = &action->outcome;
    struct answer_ticket ticket = {0};
    char category[KEY_SIZE + 8];
    bool in_it = false;
    enum err e = store_team_of(taps->context->store, taps->visitor->expected_team,
                               action->member.id, why, category, o->team, &in_it);
    if (e != ERR_NONE) return e;
    o->kind = in_it ? OUTCOME_TEAM_ALREADY : OUTCOME_TEAM_ASKED;
    if (in_it) return ERR_NONE;
    e = requests_join_team(taps->context, action->member.id, category, o->team, &action->at, why,
                           &ticket);
    TEXT_COPY(o->waiting_ticket, ticket.number);
    return e;
}

/* A card in the field: who is it, and what was the tap for? */
static enum err decide_card(struct taps *taps, struct action *action, struct why *why) {
    enum err e = store_tap_facts(taps->context->store, action->identity, action->at.utc_ms, why,
                                 &action->facts, &action->member);
    if (e != ERR_NONE) return e;
    bool expecting = clock_ticks_ms() < taps->visitor->expectation_until_ms;
    if (expecting && taps->visitor->expectation == EXPECT_CARD && desk_staff_id(taps->staff))
        return decide_card_seen(taps, action);
    bool is_staff = false;
    if (!expecting) e = desk_staff_card(taps->staff, action->identity, why, &is_staff);
    if (e != ERR_NONE) return e;
    if (is_staff) {
        action->outcome.kind = OUTCOME_STAFF_CARD;
        action->member = (struct tap_member){0};
        return ERR_NONE;
    }
    bool expected = expecting && action->facts.standing == STANDING_GOOD;
    enum expectation what = expected ? taps->visitor->expectation : EXPECT_CHECK_IN;
    switch (what) {
    case EXPECT_CARD:
    case EXPECT_CHECK_IN:
        return decide_check_in(taps, action, why);
    case EXPECT_SIGN_UP:
    case EXPECT_CANCEL_SIGN_UP:
        return decide_sign_up(taps, action, why);
    case EXPECT_JOIN_TEAM:
        return decide_join(taps, action, why);
    case EXPECT_IDENTITY:
        action->outcome.kind = OUTCOME_MEMBER_KNOWN;
        return ERR_NONE;
    }
    return ERR_NONE;
}

static enum err decide_refusal(struct taps *taps, struct action *action, struct why *why) {
    (void)taps;
    (void)why;
    action->outcome.kind = OUTCOME_REFUSED; /* the reason is set already */
    return ERR_NONE;
}

static enum err load_person(struct taps *taps, struct action *action, struct why *why) {
    if (!visitor_id(taps->visitor))
        return why_set(why, ERR_NOT_FOUND, "no member is known at the kiosk");
    return store_member_facts(taps->context->store, taps->visitor->member.id, action->at.utc_ms,
                              why, &action->facts, &action->member);
}

static int find_open(const struct tap_facts *facts, int64_t occurrence_id) {
    for (int i = 0; i < facts->open_count; i++) {
        if (facts->open[i].occurrence.id == occurrence_id) return i;
    }
    return -1;
}

/* The person chose one of the open activities; its window may have closed meanwhile. */
static enum err decide_choice(struct taps *taps, struct action *action, struct why *why) {
    int64_t chosen = action->outcome.occurrence.id;
    enum err e = load_person(taps, action, why);
    if (e != ERR_NONE) return e;
    int which = find_open(&action->facts, chosen);
    action->decision =
        which >= 0
            ? check_in_decide_at(&action->facts, which)
            : (struct decision){.kind = OUTCOME_REFUSED, .reason = REFUSAL_TOO_LATE, .which = -1};
    return write_decision(taps, action, why);
}

static enum err decide_sign_out(struct taps *taps, struct action *action, struct why *why) {
    int64_t asked = action->outcome.occurrence.id;
    enum err e = load_person(taps, action, why);
    if (e != ERR_NONE) return e;
    struct outcome *o = &action->outcome;
    int which = find_open(&action->facts, asked);
    if (which < 0 || !action->facts.open[which].checked_in) {
        o->kind = OUTCOME_REFUSED;
        o->reason = REFUSAL_TOO_LATE;
        return ERR_NONE;
    }
    const struct open_occurrence *open = &action->facts.open[which];
    o->occurrence = open->occurrence;
    o->earlier_ms = open->check_in_ms;
    if (open->signed_out) {
        o->kind = OUTCOME_ALREADY_IN;
        return ERR_NONE;
    }
    o->kind = OUTCOME_SIGNED_OUT;
    o->minutes_now = activity_minutes(&open->occurrence, open->check_in_ms, action->at.utc_ms);
    return store_sign_out(taps->context->store, open->occurrence.id, action->member.id,
                          action->at.utc_ms, o->minutes_now, why);
}

/* One transaction around the body; the record and the tallies belong to it. */
static enum err transact(struct taps *taps, struct action *action, action_body *body,
                         struct why *why) {
    if (!taps->context->store)
        return why_set(why, taps->context->state.code, "the store is closed");
    enum err e = store_begin(taps->context->store, why);
    if (e == ERR_NONE) e = body(taps, action, why);
    if (e == ERR_NONE) e = write_record(taps, action, why);
    if (e == ERR_NONE) e = add_tallies(taps, action, why);
    if (e == ERR_NONE) return store_commit(taps->context->store, why);
    if (taps->context->store) store_rollback(taps->context->store);
    return e;
}

static void remember_person(struct taps *taps, const struct action *action) {
    bool staff_stay = action->outcome.kind == OUTCOME_CARD_SEEN;
    if (!staff_stay && action->outcome.kind != OUTCOME_STAFF_CARD) desk_staff_forget(taps->staff);
    visitor_remember(taps->visitor, staff_stay ? &(struct tap_member){0} : &action->member);
}

/* Try it, retry it once if a damaged store was reopened, and post the outcome. */
static void perform(struct taps *taps, struct action *action, action_body *body) {
    struct why why = {0};
    struct action fresh = *action;
    enum err e = transact(taps, action, body, &why);
    if (e != ERR_NONE) context_failed(taps->context, e, &why);
    if (e != ERR_NONE && maintenance_reopen(taps->maintenance)) {
        *action = fresh;
        e = transact(taps, action, body, &why);
        if (e != ERR_NONE) context_failed(taps->context, e, &why);
    }
    struct outcome *o = &action->outcome;
    if (e != ERR_NONE) {
        *o = (struct outcome){.kind = OUTCOME_REFUSED,
                              .reason = e == ERR_NOT_FOUND ? REFUSAL_TOO_LATE : REFUSAL_NOT_SAVED};
        action->member = (struct tap_member){0};
    } else {
        trace_event(taps->context->config.trace, "committed", clock_trace_ns(), action->tap_ns,
                    outcome_word(o->kind), NULL);
        context_worked(taps->context);
        context_nudge(taps->context);
        remember_person(taps, action);
    }
    o->at_ms = action->at.utc_ms;
    o->tap_seen_ns = action->tap_ns;
    o->member_id = action->member.id;
    if (taps->context->config.names_masked && o->kind != OUTCOME_CARD_SEEN)
        name_mask(action->member.name, o->member_name);
    else
        TEXT_COPY(o->member_name, action->member.name);
    context_post_outcome(taps->context, o);
}

void taps_on_reader(struct taps *taps, const struct reader_event *event) {
    struct action action = {.at = clock_now(), .tap_ns = event->seen_ns};
    action.decision.which = -1;
    struct hash identity;
    switch (event->kind) {
    case READER_UP:
    case READER_DOWN:
        context_post_reader(taps->context, event->kind == READER_UP, event->reason);
        desk_status_reader(taps->maintenance->sync, event->kind == READER_UP);
        return;
    case READER_TWO_CARDS:
        action.outcome.reason = REFUSAL_TWO_CARDS;
        break;
    case READER_TRY_AGAIN:
        action.outcome.reason = REFUSAL_TRY_AGAIN;
        break;
    case READER_TAP:
        trace_event(taps->context->config.trace, "card_seen", event->seen_ns, event->seen_ns, NULL,
                    NULL);
        if (tag_is_random(&event->tag)) {
            action.outcome.reason = REFUSAL_RANDOM_UID;
            break;
        }
        identity = tag_identity(&event->tag, &taps->context->card_key);
        action.identity = &identity;
        perform(taps, &action, decide_card);
        return;
    }
    perform(taps, &action, decide_refusal);
}

void taps_on_sign_out(struct taps *taps, const struct intent *intent) {
    struct action action = {.at = clock_now(),
                            .outcome.occurrence.id = intent->u.activity.occurrence_id};
    perform(taps, &action, decide_sign_out);
}

void taps_on_choose(struct taps *taps, const struct intent *intent) {
    struct action action = {.at = clock_now(),
                            .outcome.occurrence.id = intent->u.activity.occurrence_id};
    perform(taps, &action, decide_choice);
}
