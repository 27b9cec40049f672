#pragma once
/* The person at the kiosk: known from the last tap until INTENT_FORGET, the next tap, or a
 * time-out; and what the next tap is for. The desk's thread only. */
#include "store/store.h"

struct visitor {
    struct tap_member member;
    int64_t until_ms; /* clock_ticks_ms, like the others */
    enum expectation expectation;
    int64_t expected_occurrence, expected_team, expectation_until_ms;
    int64_t followed_request; /* shown last by INTENT_TRACK: it may be rated; 0: none */
    bool followed_by_card;
};

int64_t visitor_id(const struct visitor *visitor); /* the member; 0: no one, or too long ago */
bool visitor_expects(const struct visitor *visitor, enum expectation what); /* for the next tap */
void visitor_expect(struct visitor *visitor, const struct intent *intent, int64_t lasts_ms);
/* The tap was answered: it was this member's (id 0: no one's). */
void visitor_remember(struct visitor *visitor, const struct tap_member *member);
void visitor_forget(struct visitor *visitor);
