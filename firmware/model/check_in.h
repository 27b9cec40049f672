#pragma once
/* The decision a tap meets: design "Check-in rules". Pure: facts in, decision out. */
#include "model/outcome.h"

#define OPEN_MAX                                                                                   \
    8 /* open occurrences looked at; more than this on one day is refused at import                \
       */

enum card_standing { STANDING_UNKNOWN, STANDING_GOOD, STANDING_LOST, STANDING_REVOKED };

struct open_occurrence {
    struct occurrence occurrence;
    bool signed_up;
    bool checked_in;
    int64_t check_in_ms; /* the first check-in's time */
    int64_t
        last_tap_ms; /* the member's last tap there that was answered; the cool-down runs from it */
    bool signed_out;
};

struct tap_facts {
    enum card_standing standing;
    int64_t now_ms;
    int32_t cool_down_min;
    int open_count;
    struct open_occurrence open[OPEN_MAX]; /* all those with an open window now, by start */
};

struct decision {
    enum outcome_kind
        kind; /* WELCOME, ALREADY_IN, ASK_SIGN_OUT, CHOOSE_ACTIVITY, VISIT, UNKNOWN_CARD, REFUSED */
    enum refusal reason;
    int which; /* index in open, -1: none */
    bool late;
};

/* 1. Unknown, lost, revoked first. 2. None open: a visit. 3. A tap within the cool-down of the last
 * answered one at an open activity: already in there. 4. Else the activity: of those where
 * something is left to do (not checked in, or hours count and not signed out) the one signed up
 * for, else the only one, else choose; nothing left anywhere: already in. 5. There: not checked in:
 * welcome; else ask to sign out. A clock that jumped back (last tap in the future) is within the
 * cool-down. */
struct decision check_in_decide(const struct tap_facts *facts);

/* Step 5 alone, for the activity that the member chose on the screen. */
struct decision check_in_decide_at(const struct tap_facts *facts, int which);
