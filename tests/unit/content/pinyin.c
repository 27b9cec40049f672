/* pinyin: the names that are read differently from the words they look like. */
#include "content/pinyin.h"
#include "base/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void names_are_read_as_names(void **state) {
    (void)state;
    static const struct {
        const char *name, *key, *initials;
    } names[] = {
        {"王建国", "wang jian guo", "wjg"},
        {"欧阳余康", "ou yang yu kang", "oyyk"},
        {"单志远", "shan zhi yuan", "szy"},
        {"解长河", "xie chang he", "xch"},
        {"曾广田", "zeng guang tian", "zgt"},
        {"仇大勇", "qiu da yong", "qdy"},
        {"尉迟青山", "yu chi qing shan", "ycqs"},
        {"尉国梁", "wei guo liang", "wgl"},
        {"万俟川", "mo qi chuan", "mqc"},
        {"缪春生", "miao chun sheng", "mcs"},
        {"覃石生", "qin shi sheng", "qss"},
        {"朴松浩", "piao song hao", "psh"},
        {"阚家栋", "kan jia dong", "kjd"},
        {"薄云天", "bo yun tian", "byt"},
        {"乜铁山", "nie tie shan", "nts"},
        {"都卫东", "du wei dong", "dwd"},
        {"句新田", "gou xin tian", "gxt"},
        {"洗星河", "xian xing he", "xxh"},
        {"能毅", "nai yi", "ny"},
        {"祭远征", "zhai yuan zheng", "zyz"},
        {"吕小兵", "lu xiao bing", "lxb lvxb"},
        {"吕", "lu", "l lv"},
        {"阿依登·山克", "a yi deng shan ke", "aydsk"},
        {"John Smith", "john smith", "js"},
        {"", "", ""},
    };
    struct pinyin *pinyin = NULL;
    assert_int_equal(pinyin_open(NULL, &pinyin), ERR_NONE);
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
        char key[128] = "?", initials[32] = "?";
        assert_int_equal(pinyin_name(pinyin, names[i].name, NULL, key, sizeof key), ERR_NONE);
        assert_int_equal(pinyin_initials(pinyin, names[i].name, NULL, initials, sizeof initials),
                         ERR_NONE);
        assert_string_equal(key, names[i].key);
        assert_string_equal(initials, names[i].initials);
    }
    pinyin_close(pinyin);
}

static void what_does_not_fit_is_cut_at_a_syllable(void **state) {
    (void)state;
    struct pinyin *pinyin = NULL;
    char key[12], initials[4];
    assert_int_equal(pinyin_open(NULL, &pinyin), ERR_NONE);
    assert_int_equal(pinyin_name(pinyin, "王建国", NULL, key, sizeof key), ERR_NONE);
    assert_string_equal(key, "wang jian");
    assert_int_equal(pinyin_initials(pinyin, "欧阳余康", NULL, initials, sizeof initials),
                     ERR_NONE);
    assert_string_equal(initials, "oyy");
    assert_int_equal(pinyin_initials(pinyin, "吕小兵", NULL, initials, sizeof initials), ERR_NONE);
    assert_string_equal(initials, "lxb");
    pinyin_close(pinyin);
}

static void a_title_is_read_as_words(void **state) {
    (void)state;
    struct pinyin *pinyin = NULL;
    char initials[96];
    assert_int_equal(pinyin_open(NULL, &pinyin), ERR_NONE);
    assert_int_equal(
        pinyin_text_initials(pinyin, "优待证怎样申请", NULL, initials, sizeof initials), ERR_NONE);
    assert_string_equal(initials, "ydzzysq");
    pinyin_close(pinyin);
    pinyin_close(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_read_as_names),
        cmocka_unit_test(what_does_not_fit_is_cut_at_a_syllable),
        cmocka_unit_test(a_title_is_read_as_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
