/* motion: the fade between pages, the orbit on attract and the hours of the night. */
#include "screens/shell/motion.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static void a_fade_is_quick_at_first_never_goes_back_and_ends_in_time(void **state) {
    int before = 0;
    (void)state;
    assert_int_equal(motion_eased(0), 0);
    assert_true(motion_eased(MOTION_MS / 4) > 256 / 2);
    for (int ms = 1; ms <= MOTION_MS; ms++) {
        assert_true(motion_eased(ms) >= before);
        before = motion_eased(ms);
    }
    assert_int_equal(motion_eased(MOTION_MS), 256);
    assert_in_range(MOTION_MS, 150, 250);
}

static void the_old_page_is_mixed_in_and_gone_after_its_time(void **state) {
    uint32_t old[] = {0xFF000000, 0xFF000000}, now[] = {0xFFFFFFFF, 0xFFFFFFFF};
    struct pixels before = {old, 2, 1, 2}, after = {now, 2, 1, 2};
    struct motion motion = {0};
    (void)state;
    motion_begin(&motion, &before, 1000);
    motion_draw(&motion, &after, 1000);
    assert_true(motion.moving);
    assert_in_range(now[0] & 255, 1, 200);
    now[0] = now[1] = 0xFFFFFFFF;
    motion_draw(&motion, &after, 1000 + MOTION_MS);
    assert_false(motion.moving);
    assert_int_equal(now[0], 0xFFFFFFFF);
    motion_finish(&motion);
}

static void the_picture_moves_in_small_steps_and_returns(void **state) {
    int dx, dy, x = 0, y = 0, places = 0;
    (void)state;
    for (int minute = 0; minute <= WANDER_STEPS; minute++) {
        motion_wander(minute, 6, &dx, &dy);
        assert_true(abs(dx) <= 6 && abs(dy) <= 6);
        assert_true(abs(dx - x) <= 3 && abs(dy - y) <= 3);
        places += dx != x || dy != y;
        x = dx, y = dy;
    }
    assert_int_equal(places, WANDER_STEPS);
    assert_true(x == 0 && y == 0);
}

static void shifted_pixels_keep_their_neighbours(void **state) {
    uint32_t at[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    struct pixels p = {at, 3, 3, 3};
    (void)state;
    pixels_shift(&p, 1, 1);
    assert_int_equal(at[4], 1);
    assert_int_equal(at[8], 5);
    pixels_shift(&p, -1, -1);
    assert_int_equal(at[0], 1);
    assert_int_equal(at[4], 5);
}

static void a_night_may_cross_midnight_or_be_empty(void **state) {
    (void)state;
    assert_true(motion_is_night(22 * 60, 6 * 60, 23 * 60));
    assert_true(motion_is_night(22 * 60, 6 * 60, 0));
    assert_false(motion_is_night(22 * 60, 6 * 60, 6 * 60));
    assert_true(motion_is_night(60, 300, 60));
    assert_false(motion_is_night(60, 300, 300));
    assert_false(motion_is_night(0, 0, 0));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fade_is_quick_at_first_never_goes_back_and_ends_in_time),
        cmocka_unit_test(the_old_page_is_mixed_in_and_gone_after_its_time),
        cmocka_unit_test(the_picture_moves_in_small_steps_and_returns),
        cmocka_unit_test(shifted_pixels_keep_their_neighbours),
        cmocka_unit_test(a_night_may_cross_midnight_or_be_empty)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
