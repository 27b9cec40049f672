/* lunar: days that ICU gets wrong, leap months, festivals, and the limits of the table. */
#include "model/lunar.h"
#include "base/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void the_known_days_are_right(void **state) {
    (void)state;
    static const struct {
        int year, month, day;
        const char *text;
    } days[] = {
        {2026, 11, 23, "十月十五"},  {2027, 2, 5, "腊月廿九"},  {2027, 2, 6, "正月初一"},
        {2028, 1, 25, "腊月廿九"},   {2028, 1, 26, "正月初一"}, {2030, 2, 2, "腊月三十"},
        {2030, 2, 3, "正月初一"},    {2033, 8, 25, "八月初一"}, {2033, 12, 22, "闰冬月初一"},
        {2034, 1, 19, "闰冬月廿九"}, {2034, 1, 20, "腊月初一"}, {2034, 2, 19, "正月初一"},
        {2025, 7, 25, "闰六月初一"}, {1901, 1, 1, "冬月十一"},  {1901, 2, 19, "正月初一"},
        {2100, 12, 31, "腊月初一"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(days); i++) {
        struct lunar_date date;
        char text[LUNAR_TEXT_SIZE];
        assert_true(lunar_from_civil(days[i].year, days[i].month, days[i].day, &date));
        lunar_date_text(&date, text);
        assert_string_equal(text, days[i].text);
    }
}

static void every_day_follows_the_one_before(void **state) {
    (void)state;
    static const int lengths[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    struct lunar_date last = {.year = 1900, .month = 11, .day = 10}, date;
    int days = 0;
    for (int y = 1901; y <= 2100; y++) {
        for (int m = 1; m <= 12; m++) {
            for (int d = 1; d <= lengths[m - 1]; d++) {
                if (!lunar_from_civil(y, m, d, &date)) continue; /* 29 February of a common year */
                days++;
                bool next_day = date.day == last.day + 1 && date.month == last.month &&
                                date.year == last.year && date.leap == last.leap;
                bool next_month =
                    date.day == 1 && last.day >= 29 &&
                    (date.month == last.month + 1 || (date.leap && date.month == last.month));
                bool next_year = date.day == 1 && last.day >= 29 && date.month == 1 &&
                                 last.month == 12 && date.year == last.year + 1;
                assert_true(next_day || next_month || next_year);
                last = date;
            }
        }
    }
    assert_int_equal(days, 73049); /* 1901-01-01 .. 2100-12-31 */
}

static void a_day_outside_the_table_is_reported(void **state) {
    (void)state;
    struct lunar_date date;
    char line[LUNAR_LINE_SIZE] = "x";
    assert_false(lunar_from_civil(1900, 12, 31, &date));
    assert_false(lunar_from_civil(2101, 1, 1, &date));
    assert_false(lunar_from_civil(2026, 2, 29, &date));
    assert_false(lunar_from_civil(2026, 13, 1, &date));
    assert_int_equal(solar_term(2101, 1, 5), -1);
    assert_null(festival_of(2101, 1, 1));
    lunar_line(2101, 1, 1, false, line);
    assert_string_equal(line, "");
}

static void one_line_under_a_day(void **state) {
    (void)state;
    static const struct {
        int year, month, day;
        const char *chinese, *english;
    } days[] = {
        {2026, 11, 1, "廿三", "9/23"},
        {2026, 11, 9, "十月", "10/1"},
        {2026, 11, 22, "小雪", "Minor Snow"},
        {2027, 2, 5, "除夕", "New Year's Eve"},
        {2027, 2, 6, "春节", "Spring Festival"},
        {2027, 2, 20, "元宵节", "Lantern Festival"},
        {2027, 4, 5, "清明节", "Qingming"},
        {2026, 6, 19, "端午节", "Dragon Boat"},
        {2026, 9, 25, "中秋节", "Mid-Autumn"},
        {2026, 10, 18, "重阳节", "Double Ninth"},
        {2026, 8, 1, "建军节", "Army Day"},
        {2026, 9, 3, "抗战胜利", "Victory Day"},
        {2026, 9, 30, "烈士纪念", "Martyrs' Day"},
        {2026, 10, 1, "国庆节", "National Day"},
        {2026, 12, 13, "国家公祭", "Memorial Day"},
        {2025, 7, 25, "闰六月", "6L/1"},
        {2033, 12, 21, "冬至", "Winter Solstice"},
        {2030, 2, 2, "除夕", "New Year's Eve"},
        {2020, 10, 1, "中秋节", "Mid-Autumn"}, /* both: the lunar festival is shown */
    };
    for (size_t i = 0; i < ARRAY_LENGTH(days); i++) {
        char line[LUNAR_LINE_SIZE];
        lunar_line(days[i].year, days[i].month, days[i].day, false, line);
        assert_string_equal(line, days[i].chinese);
        lunar_line(days[i].year, days[i].month, days[i].day, true, line);
        assert_string_equal(line, days[i].english);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_known_days_are_right),
        cmocka_unit_test(every_day_follows_the_one_before),
        cmocka_unit_test(a_day_outside_the_table_is_reported),
        cmocka_unit_test(one_line_under_a_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
