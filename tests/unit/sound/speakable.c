/* speakable: numbers, dates and times as people say them. */
#include "sound/speakable.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void numbers_are_spoken_as_people_say_them(void **state) {
    static const char *const pairs[][2] = {
        {"09:30–11:30", "九点半到十一点半"},
        {"今天 08:05", "今天 八点零五分"},
        {"14:00 开始", "十四点 开始"},
        {"02:15:40", "两点十五分"},
        {"2026年11月23日", "二零二六年十一月二十三日"},
        {"2026-11-24", "二零二六年十一月二十四日"},
        {"12 月 6 日", "十二月 六日"},
        {"申请 107-0312", "申请 幺零七，零三幺二"},
        {"169 0000 1234", "幺六九，零零零零，幺二三四"},
        {"02512345678", "零二五幺二三四五六七八"},
        {"候补第 2 位", "候补第 两位"},
        {"2 月", "二月"},
        {"第3网格", "第三网格"},
        {"到场率 65%", "到场率 百分之六十五"},
        {"12.5 小时", "十二点五小时"},
        {"¥1200", "一千二百元"},
        {"10 人", "十人"},
        {"110", "一百一十"},
        {"1005", "一千零五"},
        {"20300", "二万零三百"},
        {"35000 人", "三万五千人"},
        {"100000000", "幺零零零零零零零零"},
        {"0312", "零三一二"},
        {"王*国", "王某国"},
        {"没有数字", "没有数字"},
        {"", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        char said[256];
        speakable_zh(pairs[i][0], said, sizeof said);
        assert_string_equal(said, pairs[i][1]);
    }
}

static void words_that_do_not_fit_are_cut_at_a_character(void **state) {
    char said[8];
    (void)state;
    speakable_zh("一二三四五", said, sizeof said);
    assert_string_equal(said, "一二");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_spoken_as_people_say_them),
        cmocka_unit_test(words_that_do_not_fit_are_cut_at_a_character)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
