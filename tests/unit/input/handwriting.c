#include "input/handwriting.h"

#include "base/bytes.h"
#include "input/split.h"
#include "strokes/strokes.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TEMPLATES MUSTER_SOURCE_DIR "/assets/handwriting/templates.bin"

static struct handwriting *handwriting;

static int open_templates(void **state) {
    struct why why;
    (void)state;
    return handwriting_open(TEMPLATES, &why, &handwriting) ? -1 : 0;
}

static int close_templates(void **state) {
    (void)state;
    handwriting_close(handwriting);
    return 0;
}

/* strokes: "x,y x,y;x,y x,y" */
static struct ink ink_of(const char *strokes, int box) {
    struct ink ink = {.box = box};
    bool begun = false;
    for (int x, y, bytes; sscanf(strokes, "%d,%d%n", &x, &y, &bytes) == 2;) {
        assert_true(begun ? ink_go_on(&ink, x, y) : ink_begin(&ink, x, y));
        strokes += bytes;
        begun = *strokes == ' ';
        if (*strokes) strokes++;
    }
    return ink;
}

static const char *first_of(const char *strokes, int box) {
    static struct handwriting_result result;
    struct ink ink = ink_of(strokes, box);
    handwriting_recognise(handwriting, &ink, &result);
    assert_true(result.count > 0);
    return result.candidates[0].text;
}

/* Sanitizer builds are thirty times slower; they look for memory errors, not for recognition rates.
 */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SAMPLE 24
#else
#define SAMPLE 300
#endif

struct rates {
    int count, first, ten;
};

enum { TIDY, SHUFFLED, JOINED };

static struct rates rates_of(int way) {
    static struct ink ink, written;
    static struct handwriting_result result;
    struct rates r = {0};
    char text[8];
    unsigned seed = 7;
    FILE *file = strokes_open();
    assert_non_null(file);
    while (strokes_next(file, text, &ink)) {
        if (isalnum((unsigned char)text[0]) || r.count == SAMPLE) continue;
        written = ink;
        if (way == SHUFFLED) strokes_shuffle(&ink, &seed, &written);
        if (way == JOINED) strokes_join(&ink, &seed, &written);
        handwriting_recognise(handwriting, &written, &result);
        r.count++;
        for (int i = 0; i < result.count && i < 10; i++)
            if (strcmp(result.candidates[i].text, text) == 0) {
                r.first += i == 0;
                r.ten++;
            }
    }
    fclose(file);
    assert_int_equal(r.count, SAMPLE);
    return r;
}

static void tidy_strokes_of_another_hand_are_first_in_95_of_100_and_among_ten_in_99(void **state) {
    struct rates r = rates_of(TIDY);
    (void)state;
    assert_true(r.first * 100 >= r.count * 95);
    assert_true(r.ten * 100 >= r.count * 99);
}

static void strokes_in_any_order_are_among_ten_in_90_of_100(void **state) {
    struct rates r = rates_of(SHUFFLED);
    (void)state;
    assert_true(r.ten * 100 >= r.count * 90);
}

static void a_joined_pair_of_strokes_is_among_ten_in_90_of_100(void **state) {
    struct rates r = rates_of(JOINED);
    (void)state;
    assert_true(r.ten * 100 >= r.count * 90);
}

static void size_and_place_on_the_pad_change_nothing(void **state) {
    (void)state;
    assert_string_equal(first_of("80,270 520,255;300,60 298,550", 600), "十");
    assert_string_equal(first_of("1000,1110 1220,1103;1110,1005 1109,1250", 600), "十");
}

static void digits_letters_and_marks_are_recognised(void **state) {
    (void)state;
    assert_string_equal(first_of("100,100 300,100 180,450", 600), "7");
    assert_string_equal(first_of("100,100 100,400 280,400", 600), "L");
    assert_string_equal(first_of("20,500 24,508 12,530", 600), "，");
}

static void two_characters_side_by_side_are_read_as_both(void **state) {
    (void)state;
    /* 十 and 二 */
    assert_string_equal(
        first_of("20,220 280,212;150,100 150,350;340,160 500,155;310,300 540,300", 600), "十二");
}

static void one_wide_character_is_not_split(void **state) {
    struct ink ink = ink_of("50,200 400,195;30,330 420,330", 600);
    uint64_t first;
    (void)state;
    assert_false(split_in_two(&ink, &first));
}

static void no_ink_has_no_candidates_and_a_dot_has_some(void **state) {
    static struct handwriting_result result;
    struct ink none = {.box = 600};
    (void)state;
    handwriting_recognise(handwriting, &none, &result);
    assert_int_equal(result.count, 0);
    first_of("10,10", 600);
}

static void no_character_is_offered_twice(void **state) {
    static struct handwriting_result result;
    struct ink ink = ink_of("450,1000 450,0 0,680 650,680", 1000);
    (void)state;
    handwriting_recognise(handwriting, &ink, &result);
    for (int i = 0; i < result.count; i++)
        for (int k = 0; k < i; k++)
            assert_string_not_equal(result.candidates[i].text, result.candidates[k].text);
}

static void a_full_pad_takes_no_more_and_keeps_what_it_has(void **state) {
    static struct ink ink;
    (void)state;
    for (int i = 0; i < INK_STROKES; i++) assert_true(ink_begin(&ink, i, i));
    assert_false(ink_begin(&ink, 1, 1));
    for (int i = INK_STROKES; i < INK_POINTS; i++) assert_true(ink_go_on(&ink, i, i));
    assert_false(ink_go_on(&ink, 1, 1));
    assert_int_equal(ink.stroke_count, INK_STROKES);
    assert_int_equal(ink.points[0].x, 0);
    static struct handwriting_result result;
    handwriting_recognise(handwriting, &ink, &result);
    assert_true(result.count > 0);
}

static void a_cut_or_damaged_file_is_refused(void **state) {
    char *bytes = NULL;
    size_t count = 0;
    struct why why;
    struct handwriting *h = NULL;
    (void)state;
    assert_int_equal(file_read(TEMPLATES, 64 << 20, &why, &bytes, &count), ERR_NONE);
    assert_int_equal(handwriting_read(bytes, count - 1, &why, &h), ERR_BAD_INPUT);
    assert_int_equal(handwriting_read(bytes, 15, &why, &h), ERR_BAD_INPUT);
    bytes[16 + 3] = 1; /* a code point beyond the last one */
    assert_int_equal(handwriting_read(bytes, count, &why, &h), ERR_BAD_INPUT);
    assert_null(h);
    free(bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tidy_strokes_of_another_hand_are_first_in_95_of_100_and_among_ten_in_99),
        cmocka_unit_test(strokes_in_any_order_are_among_ten_in_90_of_100),
        cmocka_unit_test(a_joined_pair_of_strokes_is_among_ten_in_90_of_100),
        cmocka_unit_test(size_and_place_on_the_pad_change_nothing),
        cmocka_unit_test(digits_letters_and_marks_are_recognised),
        cmocka_unit_test(two_characters_side_by_side_are_read_as_both),
        cmocka_unit_test(one_wide_character_is_not_split),
        cmocka_unit_test(no_ink_has_no_candidates_and_a_dot_has_some),
        cmocka_unit_test(no_character_is_offered_twice),
        cmocka_unit_test(a_full_pad_takes_no_more_and_keeps_what_it_has),
        cmocka_unit_test(a_cut_or_damaged_file_is_refused),
    };
    return cmocka_run_group_tests(tests, open_templates, close_templates);
}
