/* Metrics: targets are 15 mm and body text in 特大 is 7.3 mm on any panel. */
#include "ui/metrics.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>

static const struct {
    int w, h;
    double mm;
} panels[] = {{1080, 1920, 546}, {1920, 1080, 546}, {1280, 800, 257},  {800, 480, 178},
              {1280, 800, 0},    {800, 480, 0},     {2160, 3840, 1092}};
#define PANELS ((int)(sizeof panels / sizeof panels[0]))

static void a_target_is_fifteen_millimetres(void **state) {
    (void)state;
    for (int i = 0; i < PANELS; i++) {
        struct metrics m = metrics_make(panels[i].w, panels[i].h, panels[i].mm, TEXT_NORMAL, false);
        assert_true(m.touch_px / m.px_per_mm >= 15.0);
        assert_true(metrics_control(&m, 10) >= m.touch_px);
    }
}

static void huge_body_text_is_seven_millimetres(void **state) {
    (void)state;
    for (int i = 0; i < PANELS; i++) {
        struct metrics m = metrics_make(panels[i].w, panels[i].h, panels[i].mm, TEXT_HUGE, false);
        assert_true(metrics_text(&m, 42) * 0.733 / m.px_per_mm >= 7.2);
    }
}

static void a_unit_is_a_pixel_of_the_design(void **state) {
    (void)state;
    struct metrics m = metrics_make(1080, 1920, 546, TEXT_NORMAL, false);
    assert_int_equal(metrics_u(&m, 48), 48);
    assert_int_equal(metrics_text(&m, 76), 76);
    assert_int_equal(metrics_text(&m, 10), 26);
    assert_int_equal(metrics_u(&m, 0), 0);
    assert_int_equal(metrics_u(&m, 0.1), 1);
}

static void low_controls_need_a_portrait_panel(void **state) {
    (void)state;
    assert_true(metrics_make(1080, 1920, 0, TEXT_NORMAL, true).low);
    assert_false(metrics_make(1920, 1080, 0, TEXT_NORMAL, true).low);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_target_is_fifteen_millimetres),
        cmocka_unit_test(huge_body_text_is_seven_millimetres),
        cmocka_unit_test(a_unit_is_a_pixel_of_the_design),
        cmocka_unit_test(low_controls_need_a_portrait_panel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
