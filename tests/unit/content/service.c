/* service: notices and the steps of requests. */
#include "import.h"

static void a_notice_lasts_to_the_end_of_its_last_day(void **state) {
    struct collected c = {0};
    assert_int_equal(
        import_text(*state, "notices/visits.md",
                    "---\ntitle: 走访\nfrom: 2026-11-23\nto: 2026-11-24\n---\n名单公示。\n", &c),
        ERR_NONE);
    assert_int_equal(c.count, 1);
    const struct change_notice *n = &c.list[0].u.notice;
    assert_string_equal(n->key, "visits");
    assert_int_equal(n->to_ms - n->from_ms, 2 * 86400000);
    assert_non_null(strstr(n->text, "名单公示"));
    collected_finish(&c);
}

static void a_step_is_read_in_either_language(void **state) {
    struct collected c = {0};
    assert_int_equal(import_text(*state, "request_steps.csv",
                                 "编号,阶段,时间,说明,答复\n107-0312,答复,2026-11-24 09:30,,请来\n"
                                 "107-0312,in_hand,2026-11-23 10:00,李站长,\n",
                                 &c),
                     ERR_NONE);
    assert_int_equal(c.count, 2);
    assert_int_equal(c.list[0].u.request_step.stage, 3);
    assert_string_equal(c.list[0].u.request_step.answer, "请来");
    assert_int_equal(c.list[1].u.request_step.stage, 2);
    collected_finish(&c);
}

static void bad_notices_and_steps_are_refused(void **state) {
    static const struct {
        const char *name, *text, *where, *reason;
    } cases[] = {
        {"notices/a.md", "---\ntitle: x\nfrom: 2026-11-31\nto: 2026-12-01\n---\nx\n",
         "a.md:3:", "from must be a date"},
        {"notices/a.md", "---\ntitle: x\nfrom: 2026-11-24\nto: 2026-11-23\n---\nx\n",
         "a.md:4:", "ends before it begins"},
        {"notices/a.md", "---\nfrom: 2026-11-24\nto: 2026-11-25\n---\nx\n", "a.md:", "title"},
        {"request_steps.csv", "number,stage,at\n1,done,2026-11-24 09:30\n",
         "request_steps.csv:2:", "stage must be"},
        {"request_steps.csv", "number,stage,at\n1,答复,昨天\n",
         "request_steps.csv:2:", "a date and a time"},
        {"request_steps.csv", "number,stage,at,answer\n1,承办,2026-11-24 09:30,x\n",
         "request_steps.csv:2:", "belongs to answered"},
        {"stories/a.md", "---\nname: 甲\ntitle: x\nsummary: x\nconsent: yes\non: 13-01\n---\nx\n",
         "a.md:6:", "month-day"},
        {"stories/a.md", "---\nname: 甲\ntitle: x\nsummary: x\nconsent: yes\nkind: cat\n---\nx\n",
         "a.md:6:", "person or object"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        assert_refused(*state, cases[i].name, cases[i].text, cases[i].where, cases[i].reason);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_notice_lasts_to_the_end_of_its_last_day, scratch_open,
                                        scratch_close),
        cmocka_unit_test_setup_teardown(a_step_is_read_in_either_language, scratch_open,
                                        scratch_close),
        cmocka_unit_test_setup_teardown(bad_notices_and_steps_are_refused, scratch_open,
                                        scratch_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
