/* staff: the log's pages and corrected times, who is absent, manual check-ins and their undoing. */
#include "fixture.h"

#include <time.h>

#define DAY INT64_C(86400000)

struct rig {
    char dir[64];
    struct store *store;
    int64_t staff, occurrence;
    struct why why;
};

static int64_t number_of(struct rig *rig, const char *initials) {
    struct staff_people people;
    struct staff_ask ask = {.scope.occurrence_id = rig->occurrence};
    TEXT_COPY(ask.search, initials);
    must(store_staff_people(rig->store, &ask, T0, &rig->why, &people), &rig->why);
    assert_int_equal(people.count, 1);
    return people.row[0].id;
}

static int set_up(void **state) {
    struct rig *rig = calloc(1, sizeof *rig);
    struct staff_row row;
    struct staff_activities list;
    fixture_folder(rig->dir);
    rig->store = fixture_open(rig->dir);
    fixture_fill(rig->store);
    must(store_begin(rig->store, &rig->why), &rig->why);
    must(store_staff_add(rig->store, "limin", "李敏", &rig->why), &rig->why);
    must(store_commit(rig->store, &rig->why), &rig->why);
    must(store_staff_named(rig->store, "李敏", &rig->why, &row), &rig->why);
    must(store_log_activities(rig->store, 0, T0, &rig->why, &list), &rig->why);
    rig->staff = row.id;
    rig->occurrence = list.row[0].id;
    *state = rig;
    return 0;
}

static int tear_down(void **state) {
    struct rig *rig = *state;
    store_close(rig->store);
    fixture_remove(rig->dir);
    free(rig);
    return 0;
}

static void tap(struct rig *rig, const char *initials, int64_t at_ms) {
    int64_t member = number_of(rig, initials);
    must(store_begin(rig->store, &rig->why), &rig->why);
    must(store_check_in(rig->store, rig->occurrence, member, at_ms, false, &rig->why), &rig->why);
    must(store_commit(rig->store, &rig->why), &rig->why);
}

static struct staff_log read_log(struct rig *rig, struct staff_scope scope) {
    struct staff_ask ask = {.view = STAFF_LOG, .scope = scope};
    struct staff_log log;
    must(store_log(rig->store, &ask, T0, &rig->why, &log), &rig->why);
    return log;
}

static enum err by_hand(struct rig *rig, const char *initials) {
    struct staff_do action = {.occurrence_id = rig->occurrence, .reason = REASON_BROKEN_CARD};
    struct moment at = {.utc_ms = T0, .mono_ms = 1, .synced = true};
    action.member_id = number_of(rig, initials);
    must(store_begin(rig->store, &rig->why), &rig->why);
    enum err e = store_manual_check_in(rig->store, &action, rig->staff, &at, &rig->why);
    if (e == ERR_NONE)
        must(store_commit(rig->store, &rig->why), &rig->why);
    else
        store_rollback(rig->store);
    return e;
}

static void a_check_in_by_hand_shows_by_whom_and_only_once(void **state) {
    struct rig *rig = *state;
    assert_int_equal(by_hand(rig, "wjg"), ERR_NONE);
    assert_int_equal(by_hand(rig, "wjg"), ERR_BAD_INPUT);
    struct staff_log log = read_log(rig, (struct staff_scope){.occurrence_id = rig->occurrence});
    assert_int_equal(log.count, 1);
    assert_int_equal(log.arrived, 1);
    assert_int_equal(log.expected, 3);
    assert_true(log.row[0].by_hand);
    assert_string_equal(log.row[0].by, "李敏");
    assert_string_equal(log.row[0].name, "王建国");
}

static void an_undone_check_in_leaves_every_count(void **state) {
    struct rig *rig = *state;
    tap(rig, "wjg", T0);
    must(store_begin(rig->store, &rig->why), &rig->why);
    must(store_undo_check_in(rig->store, rig->occurrence, number_of(rig, "wjg"), &rig->why),
         &rig->why);
    assert_int_equal(
        store_undo_check_in(rig->store, rig->occurrence, number_of(rig, "wjg"), &rig->why),
        ERR_NOT_FOUND);
    must(store_commit(rig->store, &rig->why), &rig->why);
    assert_int_equal(read_log(rig, (struct staff_scope){.occurrence_id = rig->occurrence}).rows, 0);
    assert_int_equal(by_hand(rig, "wjg"), ERR_NONE);
}

static void a_time_from_a_wrong_clock_is_shown_by_the_boots_later_origin(void **state) {
    struct rig *rig = *state;
    struct moment wrong = {.utc_ms = T0 - 40 * MINUTE, .mono_ms = 5 * MINUTE, .synced = false};
    struct moment right = {.utc_ms = T0 + 20 * MINUTE, .mono_ms = 25 * MINUTE, .synced = true};
    struct staff_scope scope = {.occurrence_id = rig->occurrence};
    tap(rig, "wjg", wrong.utc_ms);
    must(store_begin(rig->store, &rig->why), &rig->why);
    must(
        store_doubt_check_in(rig->store, rig->occurrence, number_of(rig, "wjg"), &wrong, &rig->why),
        &rig->why);
    must(store_commit(rig->store, &rig->why), &rig->why);
    assert_false(read_log(rig, scope).row[0].corrected);
    must(store_begin(rig->store, &rig->why), &rig->why);
    must(store_clock_synced(rig->store, &right, &rig->why), &rig->why);
    must(store_commit(rig->store, &rig->why), &rig->why);
    struct staff_log log = read_log(rig, scope);
    assert_true(log.row[0].corrected);
    assert_true(log.row[0].shown_ms == T0);
    assert_true(log.row[0].at_ms == wrong.utc_ms);
}

static void pages_go_on_behind_the_last_row_and_back(void **state) {
    struct rig *rig = *state;
    struct change changes[20];
    for (int i = 0; i < 20; i++) {
        char no[16], initials[16];
        snprintf(no, sizeof no, "M%03d", i);
        snprintf(initials, sizeof initials, "q%c", 'a' + i);
        changes[i] = fixture_member(no, "某人", initials);
    }
    fixture_apply(rig->store, "more", changes, 20);
    for (int i = 0; i < 20; i++) {
        char initials[16];
        snprintf(initials, sizeof initials, "q%c", 'a' + i);
        tap(rig, initials,
            T0 + i / 3 * MINUTE); /* three at the same time: the order is still defined */
    }
    struct staff_ask ask = {.scope.occurrence_id = rig->occurrence};
    struct staff_log first, second, third, back;
    must(store_log(rig->store, &ask, T0, &rig->why, &first), &rig->why);
    struct staff_log_row *last = &first.row[STAFF_ROWS - 1];
    ask.from = (struct staff_place){last->at_ms, last->occurrence_id, last->member_id, false};
    must(store_log(rig->store, &ask, T0, &rig->why, &second), &rig->why);
    last = &second.row[STAFF_ROWS - 1];
    ask.from = (struct staff_place){last->at_ms, last->occurrence_id, last->member_id, false};
    must(store_log(rig->store, &ask, T0, &rig->why, &third), &rig->why);
    assert_int_equal(first.count + second.count + third.count, 20);
    struct staff_log_row *edge = &third.row[0];
    ask.from = (struct staff_place){edge->at_ms, edge->occurrence_id, edge->member_id, true};
    must(store_log(rig->store, &ask, T0, &rig->why, &back), &rig->why);
    assert_int_equal(back.count, STAFF_ROWS);
    for (int i = 0; i < STAFF_ROWS; i++)
        assert_true(back.row[i].member_id == second.row[i].member_id);
    assert_int_equal(first.bars[0] + first.bars[1], 20); /* 15 in the first five minutes */
}

static void scopes_hold_a_day_a_person_and_a_grid(void **state) {
    struct rig *rig = *state;
    tap(rig, "wjg", T0);
    tap(rig, "lxy", T0 + MINUTE);
    assert_int_equal(read_log(rig, (struct staff_scope){.day_ms = T0}).rows, 2);
    assert_int_equal(read_log(rig, (struct staff_scope){.day_ms = T0 - DAY}).rows, 0);
    struct staff_log his = read_log(rig, (struct staff_scope){.member_id = number_of(rig, "wjg")});
    assert_int_equal(his.rows, 1);
    assert_string_equal(his.row[0].title, "活动日");
    int64_t grid = his.grids[0].id;
    assert_int_equal(read_log(rig, (struct staff_scope){.day_ms = T0, .grid_id = grid}).rows, 2);
    assert_int_equal(read_log(rig, (struct staff_scope){.day_ms = T0, .grid_id = grid + 1}).rows,
                     0);
}

static void who_is_not_here_is_listed_until_here(void **state) {
    struct rig *rig = *state;
    struct staff_ask ask = {.scope.occurrence_id = rig->occurrence};
    struct staff_people people;
    must(store_staff_absent(rig->store, &ask, T0, &rig->why, &people), &rig->why);
    assert_int_equal(people.total, 3);
    tap(rig, "wjg", T0);
    must(store_staff_absent(rig->store, &ask, T0, &rig->why, &people), &rig->why);
    assert_int_equal(people.total, 2);
}

static void away_three_times_running_needs_three_times(void **state) {
    struct rig *rig = *state;
    struct staff_ask ask = {.scope.occurrence_id = rig->occurrence, .running = true};
    struct staff_people people;
    must(store_staff_absent(rig->store, &ask, T0 + DAY, &rig->why, &people), &rig->why);
    assert_int_equal(people.total, 0); /* there was only one */
    struct change before[] = {fixture_activity("活动日", T0 - 7 * DAY, 90, true),
                              fixture_activity("活动日", T0 - 14 * DAY, 90, true)};
    fixture_apply(rig->store, "sample", before, 2);
    must(store_staff_absent(rig->store, &ask, T0 + DAY, &rig->why, &people), &rig->why);
    assert_int_equal(people.total, 3);
    tap(rig, "wjg", T0);
    must(store_staff_absent(rig->store, &ask, T0 + DAY, &rig->why, &people), &rig->why);
    assert_int_equal(people.total, 2);
}

static void a_card_is_bound_once_and_replaced_cards_end(void **state) {
    struct rig *rig = *state;
    struct hash fresh = fixture_identity(77), old = fixture_identity(1);
    struct tap_facts facts;
    struct tap_member member;
    int64_t wang = number_of(rig, "wjg");
    must(store_begin(rig->store, &rig->why), &rig->why);
    must(store_bind_card(rig->store, &fresh, wang, true, &rig->why), &rig->why);
    assert_int_equal(store_bind_card(rig->store, &fresh, wang, false, &rig->why), ERR_BAD_INPUT);
    must(store_tap_facts(rig->store, &fresh, T0, &rig->why, &facts, &member), &rig->why);
    assert_int_equal(facts.standing, STANDING_GOOD);
    assert_true(member.id == wang);
    must(store_tap_facts(rig->store, &old, T0, &rig->why, &facts, &member), &rig->why);
    assert_int_equal(facts.standing, STANDING_REVOKED);
    store_rollback(rig->store);
}

static void a_nonce_is_taken_once(void **state) {
    struct rig *rig = *state;
    must(store_begin(rig->store, &rig->why), &rig->why);
    must(store_take_nonce(rig->store, "ab", T0, &rig->why), &rig->why);
    assert_int_equal(store_take_nonce(rig->store, "ab", T0, &rig->why), ERR_BUSY);
    store_rollback(rig->store);
}

int main(void) {
    setenv("TZ", "Asia/Shanghai", 1);
    tzset();
#define WITH_RIG(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        WITH_RIG(a_check_in_by_hand_shows_by_whom_and_only_once),
        WITH_RIG(an_undone_check_in_leaves_every_count),
        WITH_RIG(a_time_from_a_wrong_clock_is_shown_by_the_boots_later_origin),
        WITH_RIG(pages_go_on_behind_the_last_row_and_back),
        WITH_RIG(scopes_hold_a_day_a_person_and_a_grid),
        WITH_RIG(who_is_not_here_is_listed_until_here),
        WITH_RIG(away_three_times_running_needs_three_times),
        WITH_RIG(a_card_is_bound_once_and_replaced_cards_end),
        WITH_RIG(a_nonce_is_taken_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
