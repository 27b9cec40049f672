/* staff: the lock after wrong PINs counts running time only; what a PIN is. */
#include "model/staff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define MINUTE INT64_C(60000)

static struct pin_guard locked_at(const char *boot, int64_t mono_ms) {
    struct pin_guard guard = {0};
    for (int i = 0; i < PIN_TRIES; i++) assert_true(pin_guard_try(&guard, boot, mono_ms));
    return guard;
}

static void five_tries_and_then_a_quarter_of_an_hour(void **state) {
    (void)state;
    struct pin_guard guard = locked_at("a", 1000);
    assert_false(pin_guard_try(&guard, "a", 1000 + 15 * MINUTE - 1));
    assert_int_equal(guard.left_ms, 1);
    assert_true(pin_guard_try(&guard, "a", 1000 + 15 * MINUTE));
    assert_int_equal(guard.wrong, 1);
}

static void a_try_is_wrong_until_it_was_right(void **state) {
    (void)state;
    struct pin_guard guard = {0};
    for (int i = 0; i < PIN_TRIES - 1; i++) assert_true(pin_guard_try(&guard, "a", 0));
    assert_int_equal(guard.wrong, PIN_TRIES - 1);
    pin_guard_open(&guard);
    assert_int_equal(guard.wrong, 0);
    assert_true(pin_guard_try(&guard, "a", 0));
}

static void another_boot_goes_on_where_the_last_was_written(void **state) {
    (void)state;
    struct pin_guard guard = locked_at("a", 1000);
    assert_false(pin_guard_try(&guard, "a", 1000 + 5 * MINUTE));
    assert_false(pin_guard_try(&guard, "b", 90 * MINUTE)); /* whatever the uptime of that boot is */
    assert_int_equal(guard.left_ms, 10 * MINUTE);
    assert_false(pin_guard_try(&guard, "b", 99 * MINUTE));
    assert_true(pin_guard_try(&guard, "b", 100 * MINUTE));
}

static void a_boot_time_that_runs_back_shortens_nothing(void **state) {
    (void)state;
    struct pin_guard guard = locked_at("a", 60 * MINUTE);
    assert_false(pin_guard_try(&guard, "a", 0));
    assert_int_equal(guard.left_ms, PIN_LOCK_MS);
}

static void runs_and_single_digits_are_no_pins(void **state) {
    (void)state;
    static const char *const bad[] = {"",       "12345",  "1234567", "12345a",
                                      "111111", "123456", "654321",  "１23456"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(staff_pin_is_sound(bad[i]));
    assert_true(staff_pin_is_sound("280614"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(five_tries_and_then_a_quarter_of_an_hour),
        cmocka_unit_test(a_try_is_wrong_until_it_was_right),
        cmocka_unit_test(another_boot_goes_on_where_the_last_was_written),
        cmocka_unit_test(a_boot_time_that_runs_back_shortens_nothing),
        cmocka_unit_test(runs_and_single_digits_are_no_pins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
