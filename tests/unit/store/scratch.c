/* A copy in memory: an import has the same effect on it as on the store, which stays unchanged. */
#include "fixture.h"

static int64_t rows(struct store *store, enum change_kind kind) {
    struct why why = {0};
    int64_t n = -1;
    must(store_count_rows(store, kind, &why, &n), &why);
    return n;
}

static void what_is_done_to_the_copy_stays_there(void **state) {
    char dir[64];
    struct why why = {0};
    struct store *copy = NULL;
    (void)state;
    fixture_folder(dir);
    struct store *store = fixture_open(dir);
    fixture_fill(store);
    must(store_begin(store, &why), &why);
    must(store_set_cursor(store, "station", 41, &why), &why);
    must(store_commit(store, &why), &why);
    must(store_open_scratch(dir, &fixture_rules, T0 - MINUTE, &why, &copy), &why);
    int64_t cursor = 0; /* a pack that is too old for the store is too old for the copy */
    must(store_cursor(copy, "station", &why, &cursor), &why);
    assert_int_equal(cursor, 41);
    assert_int_equal(rows(copy, CHANGE_MEMBER), 3);
    assert_int_equal(rows(copy, CHANGE_CARD), 3);
    assert_int_equal(rows(copy, CHANGE_OCCURRENCE), 1);
    struct change again[] = {fixture_member("LS0001", "王建国", "wjg"),
                             fixture_member("LS0009", "赵新来", "zxl"),
                             fixture_card("LS0009", 9, CARD_ACTIVE)};
    assert_int_equal(fixture_apply(copy, "sample", again, 3), 2);
    assert_int_equal(rows(copy, CHANGE_MEMBER), 4);
    assert_int_equal(rows(store, CHANGE_MEMBER), 3);
    store_close(copy);
    store_close(store);
    fixture_remove(dir);
}

static void a_writer_waits_for_no_copy(void **state) {
    char dir[64];
    struct why why = {0};
    struct store *copy = NULL;
    (void)state;
    fixture_folder(dir);
    struct store *store = fixture_open(dir);
    fixture_fill(store);
    must(store_begin(store, &why), &why);
    must(store_open_scratch(dir, &fixture_rules, T0, &why, &copy), &why);
    must(store_begin(copy, &why), &why);
    must(store_probe(store, T0, &why), &why);
    must(store_commit(store, &why), &why);
    store_rollback(copy);
    store_close(copy);
    store_close(store);
    fixture_remove(dir);
}

static void what_people_signed_up_for_is_cancelled_in_the_copy_too(void **state) {
    char dir[64];
    struct why why = {0};
    struct store *copy = NULL;
    enum outcome_kind kind;
    int32_t nth = 0;
    (void)state;
    clock_pretend(T0 - 600 * MINUTE, true);
    fixture_folder(dir);
    struct store *store = fixture_open(dir);
    fixture_fill(store);
    must(store_begin(store, &why), &why);
    must(store_sign_up(store, 1, 1, T0 - 600 * MINUTE, &why, &kind, &nth), &why);
    must(store_commit(store, &why), &why);
    must(store_open_scratch(dir, &fixture_rules, T0 - 600 * MINUTE, &why, &copy), &why);
    struct change gone = {.kind = CHANGE_DROP_OTHERS, .u.drop_others.of = CHANGE_OCCURRENCE};
    assert_int_equal(fixture_apply(copy, "sample", &gone, 1), 1);
    assert_int_equal(rows(copy, CHANGE_OCCURRENCE), 1);
    store_close(copy);
    store_close(store);
    fixture_remove(dir);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_done_to_the_copy_stays_there),
        cmocka_unit_test(a_writer_waits_for_no_copy),
        cmocka_unit_test(what_people_signed_up_for_is_cancelled_in_the_copy_too)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
