/* clock: conversions between UTC and civil time in the station's zone. */
#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static void times_are_written_and_read_in_the_zone(void **state) {
    (void)state;
    char text[32];
    int64_t ms = 0;
    civil_format_rfc3339(INT64_C(1795397160000), text);
    assert_string_equal(text, "2026-11-23T09:26:00+08:00");
    assert_int_equal(civil_parse_rfc3339(text, &ms), ERR_NONE);
    assert_int_equal(ms, INT64_C(1795397160000));
    assert_int_equal(civil_parse_rfc3339("2026-11-23T01:26:00Z", &ms), ERR_NONE);
    assert_int_equal(ms, INT64_C(1795397160000));
    assert_int_equal(civil_parse_rfc3339("2026-13-23T01:26:00Z", &ms), ERR_BAD_INPUT);
    assert_int_equal(civil_parse_rfc3339("2026-11-23T01:26:00", &ms), ERR_BAD_INPUT);
}

static void days_months_and_weekdays(void **state) {
    (void)state;
    assert_int_equal(civil_weekday(2026, 11, 23), 1);
    assert_int_equal(civil_weekday(2024, 2, 29), 4);
    assert_int_equal(civil_weekday(2027, 2, 28), 7);
    assert_int_equal(civil_days_in_month(2028, 2), 29);
    assert_int_equal(civil_days_in_month(2100, 2), 28);
    struct civil c = civil_from_ms(civil_day_start_ms(INT64_C(1795397160000)));
    assert_int_equal(c.day, 23);
    assert_int_equal(c.hour + c.minute + c.second, 0);
    struct civil carried = {.year = 2026, .month = 13, .day = 32};
    c = civil_from_ms(civil_to_ms(&carried));
    assert_int_equal(c.year, 2027);
    assert_int_equal(c.month, 2);
    assert_int_equal(c.day, 1);
}

static void a_moment_tells_all_it_knows(void **state) {
    (void)state;
    struct moment a = clock_now(), b = clock_now();
    assert_true(b.mono_ms >= a.mono_ms);
    assert_true(a.utc_ms > INT64_C(1700000000000));
    char id[BOOT_ID_SIZE];
    clock_boot_id(id);
    assert_int_equal(strlen(id), 36);
}

int main(void) {
    setenv("TZ", "Asia/Shanghai", 1);
    tzset();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_written_and_read_in_the_zone),
        cmocka_unit_test(days_months_and_weekdays),
        cmocka_unit_test(a_moment_tells_all_it_knows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
