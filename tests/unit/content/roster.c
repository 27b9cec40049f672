/* roster: what the row of a member may contain, and every refusal. */
#include "import.h"

#define HEAD "member_no,name,grid,team,phone,branch,joined,served_in\n"

static void a_row_becomes_a_member(void **state) {
    struct collected c = {0};
    assert_int_equal(
        import_text(*state, "roster.csv",
                    HEAD "LS0001,王建国,W1,美德传播,138-0000 0000,陆军,1979年,江苏省\n", &c),
        ERR_NONE);
    assert_int_equal(c.count, 1);
    const struct change_member *m = &c.list[0].u.member;
    assert_int_equal(c.list[0].kind, CHANGE_MEMBER);
    assert_string_equal(m->member_no, "LS0001");
    assert_string_equal(m->name, "王建国");
    assert_string_equal(m->name_key, "wang jian guo");
    assert_string_equal(m->initials, "wjg");
    assert_string_equal(m->grid, "W1");
    assert_string_equal(m->team, "美德传播");
    assert_string_equal(m->phone, "13800000000");
    assert_string_equal(m->branch, "陆军");
    assert_int_equal(m->joined_year, 1979);
    assert_int_equal(m->province, 9);
    assert_false(m->left);
    collected_finish(&c);
}

static void titles_may_be_chinese_in_any_order(void **state) {
    struct collected c = {0};
    const char *text =
        "\xEF\xBB\xBF姓名,服役地,编号\r\n\r\n\"李,明\",,A-1\r\n　王五　, 西藏 , A_2 \r\n";
    assert_int_equal(import_text(*state, "roster.csv", text, &c), ERR_NONE);
    assert_int_equal(c.count, 2);
    assert_string_equal(c.list[0].u.member.name, "李,明");
    assert_int_equal(c.list[0].u.member.province, -1);
    assert_int_equal(c.list[0].u.member.joined_year, 0);
    assert_string_equal(c.list[1].u.member.name, "王五");
    assert_string_equal(c.list[1].u.member.member_no, "A_2");
    assert_int_equal(c.list[1].u.member.province, 25);
    collected_finish(&c);
}

static void a_file_from_chinese_excel_is_read(void **state) {
    /* 编号,姓名 / LS1,覃石生 in GB18030, CRLF */
    static const char gb[] =
        "\xB1\xE0\xBA\xC5,\xD0\xD5\xC3\xFB\r\nLS1,\xF1\xFB\xCA\xAF\xC9\xFA\r\n";
    struct collected c = {0};
    assert_int_equal(import_bytes(*state, "roster.csv", gb, sizeof gb - 1, &c), ERR_NONE);
    assert_int_equal(c.count, 1);
    assert_string_equal(c.list[0].u.member.name, "覃石生");
    assert_string_equal(c.list[0].u.member.name_key, "qin shi sheng");
    collected_finish(&c);
}

static void each_bad_row_is_refused_with_its_line(void **state) {
    static const struct {
        const char *text, *where, *reason;
    } cases[] = {
        {"", "roster.csv:1:", "empty"},
        {"\n\n", "roster.csv:1:", "empty"},
        {"member_no,nmae\n", "roster.csv:1:", "unknown column"},
        {"member_no\n", "roster.csv:1:", "missing column name"},
        {"member_no,name,编号\n", "roster.csv:1:", "duplicate column member_no"},
        {HEAD "A1,王一\n\nA1,王二\n", "roster.csv:4:", "duplicate member_no, first on line 2"},
        {HEAD ",王一\n", "roster.csv:2:", "member_no is empty"},
        {HEAD "A1,\n", "roster.csv:2:", "name is empty"},
        {HEAD "A 1,王一\n", "roster.csv:2:", "letters, digits"},
        {HEAD "32010219790101123X,王一\n", "roster.csv:2:", "identity-card"},
        {HEAD "A1,王一,,,320102197901011234\n", "roster.csv:2:", "identity-card"},
        {HEAD "A1,王一 6222021234567890123\n", "roster.csv:2:", "bank"},
        {HEAD "A1,王一,,,12345\n", "roster.csv:2:", "telephone"},
        {HEAD "A1,王一,,,1380000000a\n", "roster.csv:2:", "telephone"},
        {HEAD "A1,王一,,,12800000000\n", "roster.csv:2:", "telephone"},
        {HEAD "A1,王一,,,,,1926\n", "roster.csv:2:", "1927-2026"},
        {HEAD "A1,王一,,,,,2027\n", "roster.csv:2:", "1927-2026"},
        {HEAD "A1,王一,,,,,19790\n", "roster.csv:2:", "1927-2026"},
        {HEAD "A1,王一,,,,,,南京\n", "roster.csv:2:", "not a province"},
        {HEAD "A1,王一,,,,,,,x\n", "roster.csv:2:", "more fields"},
        {HEAD "A1,\"王一\n", "roster.csv:2:", "引号"},
        {HEAD "A1,王\"一\n", "roster.csv:2:", "引号"},
        {HEAD "A1,\"王\n一\"\nA1,王二\n", "roster.csv:4:", "duplicate"},
        {HEAD "AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDD,王一\n", "roster.csv:2:", "too long"},
        {HEAD "A1,王\x01一\n", "roster.csv:2:", "control character"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        assert_refused(*state, "roster.csv", cases[i].text, cases[i].where, cases[i].reason);
}

static void a_refusal_never_repeats_a_private_number(void **state) {
    struct scratch *s = *state;
    struct collected c = {0};
    assert_int_equal(import_text(s, "roster.csv", HEAD "A1,王一,,,320102197901011234\n", &c),
                     ERR_BAD_INPUT);
    assert_null(strstr(s->why.text, "3201"));
    collected_finish(&c);
}

static void up_to_twenty_refusals_are_told_and_nothing_after_the_first_is_kept(void **state) {
    struct scratch *s = *state;
    struct collected c = {0};
    char text[8192] = HEAD "OK1,王一\n";
    for (int i = 0; i < 40; i++) strcat(text, "A1,王一,,,123\nOK2,王二\n");
    assert_int_equal(import_text(s, "roster.csv", text, &c), ERR_BAD_INPUT);
    assert_int_equal(s->report_count, CONTENT_REPORTS_MAX);
    assert_int_equal(c.count, 1);
    assert_non_null(strstr(s->reports[1], "roster.csv:5: "));
    assert_string_equal(s->reports[0], s->why.text);
    collected_finish(&c);
}

static void what_the_sink_says_ends_the_file(void **state) {
    struct scratch *s = *state;
    struct collected c = {.fail_at = 2};
    assert_int_equal(import_text(s, "roster.csv", HEAD "A1,王一\nA2,王二\nA3,王三\n", &c),
                     ERR_DISK_FULL);
    assert_non_null(strstr(s->why.text, "the disk is full"));
    assert_int_equal(c.count, 1);
    assert_int_equal(s->report_count, 0);
    collected_finish(&c);
}

static void thirty_five_thousand_members_are_read(void **state) {
    enum { MEMBERS = 35000 };
    char *text = malloc(MEMBERS * 32);
    size_t used = (size_t)sprintf(text, "member_no,name\n");
    for (int i = 0; i < MEMBERS; i++) used += (size_t)sprintf(text + used, "N%05d,王建国\n", i);
    int count = 0;
    struct scratch *s = *state;
    char path[PATH_MAX];
    scratch_write(s, "roster.csv", text, used);
    scratch_path(s, "roster.csv", path);
    free(text);
    struct content_context ctx = {.now_ms = NOW_MS};
    struct change_sink sink = {.take = count_one, .to = &count};
    assert_int_equal(content_import_file(path, &ctx, &sink, NULL), ERR_NONE);
    assert_int_equal(count, MEMBERS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_row_becomes_a_member, scratch_open, scratch_close),
        cmocka_unit_test_setup_teardown(titles_may_be_chinese_in_any_order, scratch_open,
                                        scratch_close),
        cmocka_unit_test_setup_teardown(a_file_from_chinese_excel_is_read, scratch_open,
                                        scratch_close),
        cmocka_unit_test_setup_teardown(each_bad_row_is_refused_with_its_line, scratch_open,
                                        scratch_close),
        cmocka_unit_test_setup_teardown(a_refusal_never_repeats_a_private_number, scratch_open,
                                        scratch_close),
        cmocka_unit_test_setup_teardown(
            up_to_twenty_refusals_are_told_and_nothing_after_the_first_is_kept, scratch_open,
            scratch_close),
        cmocka_unit_test_setup_teardown(what_the_sink_says_ends_the_file, scratch_open,
                                        scratch_close),
        cmocka_unit_test_setup_teardown(thirty_five_thousand_members_are_read, scratch_open,
                                        scratch_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
