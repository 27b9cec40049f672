/* Route: every outcome has a screen, every step leads to one, and the way up ends at attract. */
#include "screens/route.h"

#include "screens/list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void every_outcome_has_a_screen(void **state) {
    (void)state;
    for (int kind = 0; kind < OUTCOME_KINDS; kind++)
        assert_non_null(route_outcome((enum outcome_kind)kind));
    assert_ptr_equal(route_outcome(OUTCOME_WELCOME), &screen_welcome);
    assert_ptr_equal(route_outcome(OUTCOME_REFUSED), &screen_refused);
    assert_ptr_equal(route_outcome(OUTCOME_ASK_SIGN_OUT), &screen_sign_out);
}

static void every_step_that_leaves_leads_somewhere(void **state) {
    (void)state;
    for (int kind = STEP_UP; kind < STEP_TEXT_SIZE; kind++)
        assert_non_null(route_step(&screen_home, (enum step_kind)kind));
    assert_null(route_step(&screen_home, STEP_STAY));
    assert_null(route_step(&screen_home, STEP_REDRAW));
}

static void the_way_up_ends_at_the_start(void **state) {
    (void)state;
    for (int i = 0; screens_all[i]; i++) {
        const struct screen *at = screens_all[i];
        int steps = 0;
        while (at != &screen_attract && steps < 8) {
            at = route_step(at, STEP_UP);
            steps++;
        }
        assert_true(steps < 8);
    }
}

static void every_screen_is_complete_and_has_a_unique_name(void **state) {
    (void)state;
    for (int i = 0; screens_all[i]; i++) {
        assert_non_null(screens_all[i]->name);
        assert_non_null(screens_all[i]->draw);
        assert_non_null(screens_all[i]->touch);
        assert_ptr_equal(screen_named(screens_all[i]->name), screens_all[i]);
        if (screens_all[i]->personal) assert_true(screens_all[i]->timeout_ms > 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_outcome_has_a_screen),
        cmocka_unit_test(every_step_that_leaves_leads_somewhere),
        cmocka_unit_test(the_way_up_ends_at_the_start),
        cmocka_unit_test(every_screen_is_complete_and_has_a_unique_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
