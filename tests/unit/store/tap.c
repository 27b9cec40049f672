/* tap: the facts that decide a tap, and that no record is without its outbox row. */
#include "fixture.h"

static void a_card_leads_to_its_member_and_the_open_activity(void **state) {
    (void)state;
    char dir[64];
    fixture_folder(dir);
    struct store *store = fixture_open(dir);
    fixture_fill(store);
    struct why why = {0};
    struct tap_facts facts;
    struct tap_member member;
    struct hash known = fixture_identity(1), lost = fixture_identity(3),
                unknown = fixture_identity(9);
    must(store_tap_facts(store, &known, T0, &why, &facts, &member), &why);
    assert_int_equal(facts.standing, STANDING_GOOD);
    assert_string_equal(member.name, "王建国");
    assert_int_equal(facts.open_count, 1);
    assert_int_equal(facts.open[0].occurrence.opens_before_min, 30);
    must(store_tap_facts(store, &known, T0 - 31 * MINUTE, &why, &facts, &member), &why);
    assert_int_equal(facts.open_count, 0);
    must(store_tap_facts(store, &lost, T0, &why, &facts, &member), &why);
    assert_int_equal(facts.standing, STANDING_LOST);
    must(store_tap_facts(store, &unknown, T0, &why, &facts, &member), &why);
    assert_int_equal(facts.standing, STANDING_UNKNOWN);
    assert_int_equal(member.id, 0);
    store_close(store);
    fixture_remove(dir);
}

static void a_check_in_counts_once_and_hours_add_up(void **state) {
    (void)state;
    char dir[64];
    fixture_folder(dir);
    struct store *store = fixture_open(dir);
    fixture_fill(store);
    struct why why = {0};
    struct tap_facts facts;
    struct tap_member member;
    struct tallies t;
    struct hash known = fixture_identity(1);
    must(store_tap_facts(store, &known, T0, &why, &facts, &member), &why);
    int64_t occurrence = facts.open[0].occurrence.id;
    must(store_begin(store, &why), &why);
    must(store_check_in(store, occurrence, member.id, T0, false, &why), &why);
    assert_int_not_equal(store_check_in(store, occurrence, member.id, T0, false, &why), ERR_NONE);
    must(store_sign_out(store, occurrence, member.id, T0 + 60 * MINUTE, 60, &why), &why);
    must(store_tallies(store, member.id, occurrence, T0, &why, &t), &why);
    must(store_commit(store, &why), &why);
    assert_int_equal(t.nth_today, 1);
    assert_int_equal(t.times_this_month, 1);
    assert_int_equal(t.volunteer_minutes, 60);
    must(store_tap_facts(store, &known, T0 + 61 * MINUTE, &why, &facts, &member), &why);
    assert_true(facts.open[0].checked_in && facts.open[0].signed_out);
    store_close(store);
    fixture_remove(dir);
}

static int32_t waiting(struct store *store) {
    struct why why = {0};
    int32_t rows = -1;
    int64_t oldest = 0;
    must(store_pending(store, &why, &rows, &oldest), &why);
    return rows;
}

static void a_record_and_its_outbox_row_come_together_or_not_at_all(void **state) {
    (void)state;
    char dir[64];
    fixture_folder(dir);
    struct store *store = fixture_open(dir);
    fixture_fill(store);
    struct why why = {0};
    struct record r = {
        .kind = "visit", .at = {.utc_ms = T0}, .outcome = "visit", .reason = "", .detail = ""};
    int64_t seq = 0, again = 0;
    must(store_begin(store, &why), &why);
    must(store_add_record(store, &r, &why, &seq), &why);
    store_rollback(store);
    assert_int_equal(waiting(store), 0);
    must(store_begin(store, &why), &why);
    must(store_add_record(store, &r, &why, &again), &why);
    must(store_commit(store, &why), &why);
    assert_int_equal(again, seq); /* the number was not used up: no gap */
    assert_int_equal(waiting(store), 1);
    store_close(store);
    fixture_remove(dir);
}

static void sign_ups_stop_at_the_capacity(void **state) {
    (void)state;
    char dir[64];
    fixture_folder(dir);
    struct store *store = fixture_open(dir);
    fixture_fill(store);
    struct change one = fixture_activity("茶话会", T0 + 600 * MINUTE, 60, false);
    one.u.occurrence.occurrence.capacity = 1;
    fixture_apply(store, "b", &one, 1);
    struct why why = {0};
    struct answer_day day;
    enum outcome_kind kind;
    int32_t nth = 0;
    must(store_days(store, 2026, 11, 23, 1, &why, &day), &why);
    assert_int_equal(day.count, 2);
    int64_t id = day.activities[1].occurrence.id;
    must(store_sign_up(store, id, 1, T0, &why, &kind, &nth), &why);
    assert_int_equal(kind, OUTCOME_SIGNED_UP);
    must(store_sign_up(store, id, 1, T0, &why, &kind, &nth), &why);
    assert_int_equal(kind, OUTCOME_SIGN_UP_ALREADY);
    must(store_sign_up(store, id, 2, T0, &why, &kind, &nth), &why);
    assert_int_equal(kind, OUTCOME_SIGN_UP_WAITING);
    assert_int_equal(nth, 1);
    must(store_cancel_sign_up(store, id, 1, &why), &why);
    must(store_sign_up(store, id, 2, T0, &why, &kind, &nth), &why);
    assert_int_equal(kind, OUTCOME_SIGN_UP_ALREADY);
    assert_int_equal(nth, 0); /* moved up to the free place */
    store_close(store);
    fixture_remove(dir);
}

static void a_clock_set_back_takes_no_place_away(void **state) {
    char dir[64];
    struct why why = {0};
    enum outcome_kind kind;
    int32_t nth = 0;
    (void)state;
    fixture_folder(dir);
    struct store *store = fixture_open(dir);
    fixture_fill(store);
    struct change one = fixture_activity("活动日", T0, 90, true);
    one.u.occurrence.occurrence.capacity = 1;
    fixture_apply(store, "sample", &one, 1);
    must(store_sign_up(store, 1, 2, T0, &why, &kind, &nth), &why);
    assert_int_equal(kind, OUTCOME_SIGNED_UP);
    must(store_sign_up(store, 1, 1, T0 - 600 * MINUTE, &why, &kind, &nth), &why);
    assert_int_equal(kind, OUTCOME_SIGN_UP_WAITING);
    must(store_sign_up(store, 1, 2, T0, &why, &kind, &nth), &why);
    assert_int_equal(nth, 0);
    store_close(store);
    fixture_remove(dir);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_card_leads_to_its_member_and_the_open_activity),
        cmocka_unit_test(a_check_in_counts_once_and_hours_add_up),
        cmocka_unit_test(a_record_and_its_outbox_row_come_together_or_not_at_all),
        cmocka_unit_test(sign_ups_stop_at_the_capacity),
        cmocka_unit_test(a_clock_set_back_takes_no_place_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
