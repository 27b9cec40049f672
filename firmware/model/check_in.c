/* check_in: what a tap means. Facts in, decision out; nothing else is looked at. */
#include "model/check_in.h"

#include <assert.h>

#define MINUTE_MS INT64_C(60000)

static struct decision decided(enum outcome_kind kind, int which) {
    return (struct decision){.kind = kind, .which = which};
}

static struct decision refused(enum refusal reason) {
    return (struct decision){.kind = OUTCOME_REFUSED, .reason = reason, .which = -1};
}

static bool in_cool_down(const struct tap_facts *facts, const struct open_occurrence *o) {
    return o->checked_in && facts->now_ms - o->last_tap_ms < facts->cool_down_min * MINUTE_MS;
}

static bool something_left(const struct open_occurrence *o) {
    return !o->checked_in || (o->occurrence.counts_hours && !o->signed_out);
}

static int latest_tapped(const struct tap_facts *facts) {
    int latest = 0;
    for (int i = 1; i < facts->open_count; i++) {
        if (facts->open[i].last_tap_ms > facts->open[latest].last_tap_ms) latest = i;
    }
    return latest;
}

/* The index of the only candidate (of those signed up for, where asked), -1 for none, -2 for
 * several. */
static int only_one(const struct tap_facts *facts, bool signed_up) {
    int found = -1;
    for (int i = 0; i < facts->open_count; i++) {
        const struct open_occurrence *o = &facts->open[i];
        if (!something_left(o) || (signed_up && !o->signed_up)) continue;
        if (found != -1) return -2;
        found = i;
    }
    return found;
}

struct decision check_in_decide_at(const struct tap_facts *facts, int which) {
    assert(which >= 0 && which < facts->open_count);
    const struct open_occurrence *o = &facts->open[which];
    if (!o->checked_in) {
        struct decision d = decided(OUTCOME_WELCOME, which);
        d.late = activity_is_late(&o->occurrence, facts->now_ms);
        return d;
    }
    if (in_cool_down(facts, o) || !something_left(o)) return decided(OUTCOME_ALREADY_IN, which);
    return decided(OUTCOME_ASK_SIGN_OUT, which);
}

struct decision check_in_decide(const struct tap_facts *facts) {
    switch (facts->standing) {
    case STANDING_UNKNOWN:
        return decided(OUTCOME_UNKNOWN_CARD, -1);
    case STANDING_LOST:
        return refused(REFUSAL_LOST);
    case STANDING_REVOKED:
        return refused(REFUSAL_REVOKED);
    case STANDING_GOOD:
        break;
    }
    if (facts->open_count == 0) return decided(OUTCOME_VISIT, -1);
    for (int i = 0; i < facts->open_count; i++) {
        if (in_cool_down(facts, &facts->open[i])) return decided(OUTCOME_ALREADY_IN, i);
    }
    int which = only_one(facts, true);
    if (which < 0) which = only_one(facts, false);
    if (which == -2) return decided(OUTCOME_CHOOSE_ACTIVITY, -1);
    if (which == -1) return decided(OUTCOME_ALREADY_IN, latest_tapped(facts));
    return check_in_decide_at(facts, which);
}
