/* Every screen on a panel of 1080x1920 meets the limits of tests/fixture/walk_check.c. It takes
 * about 40 s beside other tests: each page is drawn in every language and text size, and its
 * contrast is read. */
#include "fixture/walk_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void every_screen_meets_the_limits(void **state) {
    (void)state;
    assert_int_equal(walk_check_panel(1080, 1920), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_screen_meets_the_limits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
