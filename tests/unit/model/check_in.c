/* check_in: the rules of the design, row by row, at the edges of the minute. */
#include "model/check_in.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define MIN INT64_C(60000)
#define START (INT64_C(1795224600000)) /* 2026-11-20T09:30+08:00 */

static struct open_occurrence activity(int64_t start_ms, int minutes, bool hours) {
    return (struct open_occurrence){.occurrence = {.id = 1,
                                                   .start_ms = start_ms,
                                                   .end_ms = start_ms + minutes * MIN,
                                                   .opens_before_min = 30,
                                                   .closes_after_min = 30,
                                                   .late_after_min = 10,
                                                   .counts_hours = hours}};
}

/* One person, one activity of 90 minutes, taps at times relative to its start. */
static struct tap_facts facts_at(int64_t now_ms, struct open_occurrence o) {
    struct tap_facts f = {.standing = STANDING_GOOD, .now_ms = now_ms, .cool_down_min = 10};
    if (activity_is_open(&o.occurrence, now_ms)) f.open[f.open_count++] = o;
    return f;
}

static void the_window_opens_and_closes_to_the_millisecond(void **state) {
    (void)state;
    static const struct {
        int64_t offset_ms;
        enum outcome_kind kind;
        bool late;
    } cases[] = {
        {-30 * MIN - 1, OUTCOME_VISIT, false}, {-30 * MIN, OUTCOME_WELCOME, false},
        {-1, OUTCOME_WELCOME, false},          {0, OUTCOME_WELCOME, false},
        {10 * MIN, OUTCOME_WELCOME, false},    {10 * MIN + 1, OUTCOME_WELCOME, true},
        {90 * MIN, OUTCOME_WELCOME, true},     {120 * MIN - 1, OUTCOME_WELCOME, true},
        {120 * MIN, OUTCOME_VISIT, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct tap_facts f = facts_at(START + cases[i].offset_ms, activity(START, 90, false));
        struct decision d = check_in_decide(&f);
        if (d.kind != cases[i].kind || d.late != cases[i].late)
            fail_msg("at %+lld ms: %s late=%d", (long long)cases[i].offset_ms, outcome_word(d.kind),
                     d.late);
    }
}

static void the_cool_down_is_ten_minutes_and_then_hours_are_asked(void **state) {
    (void)state;
    static const struct {
        int64_t since_ms;
        bool hours, signed_out;
        enum outcome_kind kind;
    } cases[] = {
        {0, true, false, OUTCOME_ALREADY_IN},
        {10 * MIN - 1, true, false, OUTCOME_ALREADY_IN},
        {10 * MIN, true, false, OUTCOME_ASK_SIGN_OUT},
        {10 * MIN, false, false, OUTCOME_ALREADY_IN},
        {40 * MIN, true, true, OUTCOME_ALREADY_IN},
        {-5 * MIN, true, false, OUTCOME_ALREADY_IN}, /* the clock jumped back five minutes */
        {-300 * MIN, true, false, OUTCOME_ALREADY_IN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct open_occurrence o = activity(START, 90, cases[i].hours);
        o.checked_in = true;
        o.check_in_ms = o.last_tap_ms = START + 20 * MIN - cases[i].since_ms;
        o.signed_out = cases[i].signed_out;
        struct tap_facts f = facts_at(START + 20 * MIN, o);
        struct decision d = check_in_decide(&f);
        if (d.kind != cases[i].kind)
            fail_msg("after %lld ms: %s", (long long)cases[i].since_ms, outcome_word(d.kind));
        assert_int_equal(d.which, 0);
    }
}

static void an_activity_across_midnight_is_one_activity(void **state) {
    (void)state;
    int64_t start = START + 14 * 60 * MIN; /* 23:30 */
    struct tap_facts before = facts_at(start + 29 * MIN, activity(start, 120, true));
    struct tap_facts after = facts_at(start + 31 * MIN, activity(start, 120, true));
    assert_int_equal(check_in_decide(&before).kind, OUTCOME_WELCOME);
    assert_int_equal(check_in_decide(&after).kind, OUTCOME_WELCOME);
    struct open_occurrence o = activity(start, 120, true);
    o.checked_in = true;
    o.check_in_ms = o.last_tap_ms = start + 5 * MIN;
    struct tap_facts leaving = facts_at(start + 100 * MIN, o);
    assert_int_equal(check_in_decide(&leaving).kind, OUTCOME_ASK_SIGN_OUT);
}

static void a_cancelled_activity_is_a_visit(void **state) {
    (void)state;
    struct open_occurrence o = activity(START, 90, false);
    o.occurrence.cancelled = true;
    struct tap_facts f = facts_at(START, o);
    assert_int_equal(check_in_decide(&f).kind, OUTCOME_VISIT);
}

static void a_bad_card_is_refused_before_anything_else(void **state) {
    (void)state;
    struct tap_facts f = facts_at(START, activity(START, 90, false));
    f.standing = STANDING_UNKNOWN;
    assert_int_equal(check_in_decide(&f).kind, OUTCOME_UNKNOWN_CARD);
    f.standing = STANDING_LOST;
    assert_int_equal(check_in_decide(&f).reason, REFUSAL_LOST);
    f.standing = STANDING_REVOKED;
    struct decision d = check_in_decide(&f);
    assert_int_equal(d.kind, OUTCOME_REFUSED);
    assert_int_equal(d.reason, REFUSAL_REVOKED);
    assert_int_equal(d.which, -1);
}

/* Two open activities; each row says what the member did in each and what the tap must mean. */
static void two_open_activities(void **state) {
    (void)state;
    static const struct {
        const char *what;
        struct {
            bool signed_up, in, out, hours;
            int64_t ago_min;
        } a, b;
        enum outcome_kind kind;
        int which;
    } cases[] = {
        {"neither signed up", {0}, {0}, OUTCOME_CHOOSE_ACTIVITY, -1},
        {"signed up for the second", {0}, {.signed_up = true}, OUTCOME_WELCOME, 1},
        {"signed up for both",
         {.signed_up = true},
         {.signed_up = true},
         OUTCOME_CHOOSE_ACTIVITY,
         -1},
        {"just checked in to the first", {.in = true, .ago_min = 2}, {0}, OUTCOME_ALREADY_IN, 0},
        {"just checked in to the second, signed up for the first",
         {.signed_up = true},
         {.in = true, .ago_min = 2},
         OUTCOME_ALREADY_IN,
         1},
        {"done with the first", {.in = true, .ago_min = 20}, {0}, OUTCOME_WELCOME, 1},
        {"hours in the first still run",
         {.in = true, .hours = true, .ago_min = 20},
         {0},
         OUTCOME_CHOOSE_ACTIVITY,
         -1},
        {"signed up and in the first, hours run",
         {.signed_up = true, .in = true, .hours = true, .ago_min = 20},
         {0},
         OUTCOME_ASK_SIGN_OUT,
         0},
        {"signed out of the first",
         {.in = true, .out = true, .hours = true, .ago_min = 20},
         {0},
         OUTCOME_WELCOME,
         1},
        {"done with both",
         {.in = true, .ago_min = 30},
         {.in = true, .ago_min = 20},
         OUTCOME_ALREADY_IN,
         1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct tap_facts f = {.standing = STANDING_GOOD,
                              .now_ms = START + 60 * MIN,
                              .cool_down_min = 10,
                              .open_count = 2};
        for (int k = 0; k < 2; k++) {
            bool hours = k ? cases[i].b.hours : cases[i].a.hours;
            struct open_occurrence o = activity(START, 90, hours);
            o.signed_up = k ? cases[i].b.signed_up : cases[i].a.signed_up;
            o.checked_in = k ? cases[i].b.in : cases[i].a.in;
            o.signed_out = k ? cases[i].b.out : cases[i].a.out;
            if (o.checked_in)
                o.last_tap_ms = o.check_in_ms =
                    f.now_ms - (k ? cases[i].b.ago_min : cases[i].a.ago_min) * MIN;
            f.open[k] = o;
        }
        struct decision d = check_in_decide(&f);
        if (d.kind != cases[i].kind || d.which != cases[i].which)
            fail_msg("%s: %s at %d", cases[i].what, outcome_word(d.kind), d.which);
    }
}

static void hours_count_inside_the_activity_only(void **state) {
    (void)state;
    struct occurrence o = activity(START, 90, true).occurrence;
    assert_int_equal(activity_minutes(&o, START - 20 * MIN, START + 100 * MIN), 90);
    assert_int_equal(activity_minutes(&o, START + 10 * MIN, START + 40 * MIN + 59999), 30);
    assert_int_equal(activity_minutes(&o, START - 20 * MIN, START - 5 * MIN), 0);
    assert_int_equal(activity_minutes(&o, START + 50 * MIN, START + 20 * MIN),
                     0); /* the clock jumped back */
}

static void an_all_day_activity_is_never_late(void **state) {
    (void)state;
    struct open_occurrence o = activity(START, 1440, false);
    o.occurrence.all_day = true;
    struct tap_facts f = facts_at(START + 600 * MIN, o);
    assert_false(check_in_decide(&f).late);
}

static void the_stations_rule_fills_what_an_activity_leaves_open(void **state) {
    (void)state;
    struct activity_rules rules = {45, 15, 5, 10};
    struct occurrence o = {
        .opens_before_min = BY_RULE, .closes_after_min = 0, .late_after_min = BY_RULE};
    activity_apply_rules(&o, &rules);
    assert_int_equal(o.opens_before_min, 45);
    assert_int_equal(o.closes_after_min, 0);
    assert_int_equal(o.late_after_min, 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_window_opens_and_closes_to_the_millisecond),
        cmocka_unit_test(the_cool_down_is_ten_minutes_and_then_hours_are_asked),
        cmocka_unit_test(an_activity_across_midnight_is_one_activity),
        cmocka_unit_test(a_cancelled_activity_is_a_visit),
        cmocka_unit_test(a_bad_card_is_refused_before_anything_else),
        cmocka_unit_test(two_open_activities),
        cmocka_unit_test(hours_count_inside_the_activity_only),
        cmocka_unit_test(an_all_day_activity_is_never_late),
        cmocka_unit_test(the_stations_rule_fills_what_an_activity_leaves_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
