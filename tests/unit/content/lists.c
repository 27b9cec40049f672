/* lists: grids, teams, request categories, settings. */
#include "import.h"

static void each_list_is_read(void **state) {
    struct collected c = {0};
    assert_int_equal(import_text(*state, "grids.csv", "代号,名称,联络员\nW1,东篱网格,LS0010\n", &c),
                     ERR_NONE);
    assert_int_equal(import_text(*state, "teams.csv", "key,name,about\nMD,美德传播,讲故事\n", &c),
                     ERR_NONE);
    assert_int_equal(import_text(*state, "settings.csv", "key,value\nshow_full_name,yes\n", &c),
                     ERR_NONE);
    assert_int_equal(c.count, 3);
    assert_string_equal(c.list[0].u.grid.liaison_no, "LS0010");
    assert_string_equal(c.list[1].u.team.about, "讲故事");
    assert_string_equal(c.list[2].u.setting.value, "yes");
    collected_finish(&c);
}

static void categories_keep_their_order_and_phrases(void **state) {
    struct collected c = {0};
    assert_int_equal(
        import_text(*state, "categories.csv",
                    "key,title,hint,icon,phrases\nb,乙,,heart,一|二||三\na,甲,提示,ellipsis,\n",
                    &c),
        ERR_NONE);
    assert_int_equal(c.count, 2);
    assert_int_equal(c.list[0].u.category.order, 1);
    assert_int_equal(c.list[0].u.category.category.phrase_count, 3);
    assert_string_equal(c.list[0].u.category.category.phrases[2], "三");
    assert_string_equal(c.list[1].u.category.category.key, "a");
    assert_int_equal(c.list[1].u.category.order, 2);
    collected_finish(&c);
}

static void bad_lists_are_refused(void **state) {
    static const struct {
        const char *name, *text, *where, *reason;
    } cases[] = {
        {"grids.csv", "key,name\nW1,a\nW1,b\n", "grids.csv:3:", "duplicate key"},
        {"grids.csv", "key,name,liaison\nW1,a,320102197901011234\n", "grids.csv:2:", "member_no"},
        {"teams.csv", "key,name\nMD,\n", "teams.csv:2:", "name is empty"},
        {"categories.csv", "key,title,icon\na,甲,../x\n", "categories.csv:2:", "icon"},
        {"categories.csv", "key,title,icon,phrases\na,甲,x,1|2|3|4|5|6|7|8|9\n",
         "categories.csv:2:", "at most 8 phrases"},
        {"categories.csv",
         "key,title,icon\n1,a,x\n2,a,x\n3,a,x\n4,a,x\n5,a,x\n6,a,x\n7,a,x\n8,a,x\n9,a,x\n10,a,"
         "x\n11,a,x\n"
         "12,a,x\n13,a,x\n",
         "categories.csv:14:", "at most 12"},
        {"settings.csv", "value\nx\n", "settings.csv:1:", "missing column key"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        assert_refused(*state, cases[i].name, cases[i].text, cases[i].where, cases[i].reason);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_list_is_read, scratch_open, scratch_close),
        cmocka_unit_test_setup_teardown(categories_keep_their_order_and_phrases, scratch_open,
                                        scratch_close),
        cmocka_unit_test_setup_teardown(bad_lists_are_refused, scratch_open, scratch_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
