#include "input/edit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct edit edit;

static void text_is_inserted_at_the_cursor(void **state) {
    (void)state;
    edit_init(&edit, "我工作");
    edit_move(&edit, 3);
    edit_insert(&edit, "想找");
    assert_string_equal(edit.text, "我想找工作");
    assert_int_equal(edit.cursor, 9);
}

static void delete_takes_the_whole_character_before_the_cursor(void **state) {
    (void)state;
    edit_init(&edit, "我a😀");
    edit_delete(&edit);
    assert_string_equal(edit.text, "我a");
    edit_delete(&edit);
    edit_delete(&edit);
    edit_delete(&edit);
    assert_string_equal(edit.text, "");
    assert_int_equal(edit.cursor, 0);
}

static void the_cursor_never_stands_inside_a_character(void **state) {
    (void)state;
    edit_init(&edit, "我们");
    edit_move(&edit, 4);
    assert_int_equal(edit.cursor, 3);
    edit_move(&edit, -5);
    assert_int_equal(edit.cursor, 0);
    edit_move(&edit, 100);
    assert_int_equal(edit.cursor, 6);
}

static void several_steps_are_undone_the_newest_first(void **state) {
    (void)state;
    edit_init(&edit, "我");
    edit_insert(&edit, "想");
    edit_delete(&edit);
    edit_insert(&edit, "要");
    edit_clear(&edit);
    assert_true(edit_undo(&edit));
    assert_string_equal(edit.text, "我要");
    assert_int_equal(edit.cursor, 6);
    edit_undo(&edit);
    edit_undo(&edit);
    assert_string_equal(edit.text, "我想");
    edit_undo(&edit);
    assert_string_equal(edit.text, "我");
    assert_false(edit_undo(&edit));
}

static void five_hundred_characters_fit_and_the_next_is_reported_as_too_many(void **state) {
    (void)state;
    edit_init(&edit, "");
    for (int i = 0; i < EDIT_CHARACTERS - 1; i++) edit_insert(&edit, "好");
    assert_false(edit.full);
    edit_insert(&edit, "你们");
    assert_true(edit.full);
    assert_int_equal(edit_length(&edit), EDIT_CHARACTERS);
    assert_string_equal(edit.text + strlen(edit.text) - 3, "你");
    edit_delete(&edit);
    assert_false(edit.full);
}

static void invalid_text_is_refused(void **state) {
    (void)state;
    edit_init(&edit, "a");
    edit_insert(&edit, "\xe6\x88");
    edit_insert(&edit, "b\nc\x7f");
    assert_string_equal(edit.text, "abc");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_inserted_at_the_cursor),
        cmocka_unit_test(delete_takes_the_whole_character_before_the_cursor),
        cmocka_unit_test(the_cursor_never_stands_inside_a_character),
        cmocka_unit_test(several_steps_are_undone_the_newest_first),
        cmocka_unit_test(five_hundred_characters_fit_and_the_next_is_reported_as_too_many),
        cmocka_unit_test(invalid_text_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
