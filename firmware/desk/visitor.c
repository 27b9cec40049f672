/* visitor: who is at the kiosk, and what the next tap is for. */
#include "desk/visitor.h"

#define KEPT_MS 180000 /* three minutes without a tap or INTENT_FORGET */

int64_t visitor_id(const struct visitor *visitor) {
    return clock_ticks_ms() < visitor->until_ms ? visitor->member.id : 0;
}

bool visitor_expects(const struct visitor *visitor, enum expectation what) {
    return clock_ticks_ms() < visitor->expectation_until_ms && visitor->expectation == what;
}

void visitor_expect(struct visitor *visitor, const struct intent *intent, int64_t lasts_ms) {
    visitor->expectation = intent->u.expect.what;
    visitor->expected_occurrence = intent->u.expect.occurrence_id;
    visitor->expected_team = intent->u.expect.team_id;
    visitor->expectation_until_ms =
        intent->u.expect.what == EXPECT_CHECK_IN ? 0 : clock_ticks_ms() + lasts_ms;
}

void visitor_remember(struct visitor *visitor, const struct tap_member *member) {
    visitor_forget(visitor);
    visitor->member = *member;
    visitor->until_ms = member->id ? clock_ticks_ms() + KEPT_MS : 0;
}

void visitor_forget(struct visitor *visitor) {
    visitor->member = (struct tap_member){0};
    visitor->until_ms = 0;
    visitor->followed_request = 0;
    visitor->expectation = EXPECT_CHECK_IN;
    visitor->expectation_until_ms = 0;
}
