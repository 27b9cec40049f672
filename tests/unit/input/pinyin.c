#include "input/pinyin.h"

#include "base/bytes.h"
#include "input/own_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct pinyin_input *input;
static struct pinyin_candidates candidates;

static int open_input(void **state) {
    struct why why;
    (void)state;
    return pinyin_input_open(MUSTER_SOURCE_DIR "/assets/input/words.txt", &why, &input) ? -1 : 0;
}

static int close_input(void **state) {
    (void)state;
    pinyin_input_close(input);
    return 0;
}

static int place_of(const char *text) {
    for (int i = 0; i < candidates.count; i++)
        if (strcmp(candidates.candidates[i].text, text) == 0) return i;
    return -1;
}

static void the_words_of_veterans_service_come_first(void **state) {
    static const char *const words[][2] = {
        {"youfu", "优抚"},           {"zoufangweiwen", "走访慰问"}, {"tuiyijunren", "退役军人"},
        {"youdaizheng", "优待证"},   {"jiuyechuangye", "就业创业"}, {"kunnanbangfu", "困难帮扶"},
        {"falvweiquan", "法律维权"}, {"guangrongpai", "光荣牌"},    {"anzhijieshou", "安置接收"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++) {
        pinyin_input_candidates(input, words[i][0], &candidates);
        assert_true(candidates.count > 0);
        assert_string_equal(candidates.candidates[0].text, words[i][1]);
    }
}

static void a_southern_accent_is_understood_after_what_the_letters_say(void **state) {
    (void)state;
    pinyin_input_candidates(input, "zoufanweiwen", &candidates); /* fan for fang */
    assert_in_range(place_of("走访慰问"), 0, 3);
    pinyin_input_candidates(input, "sangmen", &candidates); /* sang for shang */
    assert_in_range(place_of("上门"), 0, 5);
    pinyin_input_candidates(input, "xian", &candidates);
    assert_false(candidates.candidates[0].fuzzy);
}

static void choosing_a_part_leaves_the_rest_of_the_letters(void **state) {
    (void)state;
    pinyin_input_candidates(input, "woxiangzhaogongzuo", &candidates);
    int whole = place_of("我想找工作"), part = place_of("我想"), single = place_of("我");
    assert_int_equal(whole, 0);
    assert_int_equal(
        pinyin_input_covers(input, "woxiangzhaogongzuo", &candidates.candidates[whole]), 18);
    if (part >= 0)
        assert_int_equal(
            pinyin_input_covers(input, "woxiangzhaogongzuo", &candidates.candidates[part]), 7);
    assert_true(single > 0);
    assert_int_equal(
        pinyin_input_covers(input, "woxiangzhaogongzuo", &candidates.candidates[single]), 2);
}

static void the_next_word_is_suggested(void **state) {
    (void)state;
    pinyin_input_next(input, "我家是优抚", &candidates);
    assert_int_equal(place_of("对象"), 0);
    pinyin_input_next(input, "我住在本县", &candidates);
    assert_true(candidates.count > 0);
    pinyin_input_next(input, "abc", &candidates);
    assert_int_equal(candidates.count, 0);
    pinyin_input_next(input, "", &candidates);
    assert_int_equal(candidates.count, 0);
}

static void nothing_is_learned_from_what_was_chosen(void **state) {
    static struct pinyin_candidates before;
    (void)state;
    pinyin_input_candidates(input, "shiji", &before);
    int last = before.count - 1;
    for (int i = 0; i < 20; i++) pinyin_input_covers(input, "shiji", &before.candidates[last]);
    pinyin_input_candidates(input, "shiji", &candidates);
    assert_int_equal(before.count, candidates.count);
    for (int i = 0; i < before.count; i++)
        assert_string_equal(before.candidates[i].text, candidates.candidates[i].text);
}

static void invalid_or_too_many_letters_have_no_candidates(void **state) {
    (void)state;
    pinyin_input_candidates(input, "", &candidates);
    assert_int_equal(candidates.count, 0);
    pinyin_input_candidates(input, "ni hao", &candidates);
    assert_int_equal(candidates.count, 0);
    pinyin_input_candidates(input, "'", &candidates);
    assert_int_equal(candidates.count, 0);
    pinyin_input_candidates(input, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", &candidates);
    assert_int_equal(candidates.count, 0);
    pinyin_input_candidates(input, "vvvv", &candidates);
    pinyin_input_candidates(input, "xi'an", &candidates);
    assert_true(place_of("西安") >= 0);
}

static void a_wrong_line_of_own_words_is_refused_with_its_number(void **state) {
    static const char *const wrong[] = {"优抚\n",        "优抚 you\n", "优抚 you''fu\n",
                                        "优抚 You'fu\n", " you\n",     "优抚 you'fu'\n",
                                        "\xff you\n"};
    struct own_words words;
    struct why why;
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(wrong); i++) {
        char bytes[64] = "# remark\n";
        strcat(bytes, wrong[i]);
        assert_int_equal(own_words_read(bytes, strlen(bytes), &why, &words), ERR_BAD_INPUT);
        assert_non_null(strstr(why.text, "line 2"));
    }
    assert_int_equal(own_words_read("优抚 you'fu", 13, &why, &words), ERR_NONE);
    assert_int_equal(words.count, 1);
    own_words_finish(&words);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_words_of_veterans_service_come_first),
        cmocka_unit_test(a_southern_accent_is_understood_after_what_the_letters_say),
        cmocka_unit_test(choosing_a_part_leaves_the_rest_of_the_letters),
        cmocka_unit_test(the_next_word_is_suggested),
        cmocka_unit_test(nothing_is_learned_from_what_was_chosen),
        cmocka_unit_test(invalid_or_too_many_letters_have_no_candidates),
        cmocka_unit_test(a_wrong_line_of_own_words_is_refused_with_its_number),
    };
    return cmocka_run_group_tests(tests, open_input, close_input);
}
