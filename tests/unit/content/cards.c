/* cards: hashed when read, refused if invalid, and never repeated in a refusal. */
#include "import.h"
#include "model/tag.h"

#define HEAD "member_no,tech,uid\n"

static void a_card_becomes_its_keyed_hash(void **state) {
    struct scratch *s = *state;
    struct collected c = {0};
    assert_int_equal(
        import_text(s, "cards.csv",
                    "编号,制式,卡号\nLS0001,A,04:5A:3C:92:7B:61:80\nLS0002,b,48 d9 aa 8f\n", &c),
        ERR_NONE);
    assert_int_equal(c.count, 2);
    struct tag a = {
        .tech = TAG_A, .uid_length = 7, .uid = {0x04, 0x5A, 0x3C, 0x92, 0x7B, 0x61, 0x80}};
    struct tag b = {.tech = TAG_B, .uid_length = 4, .uid = {0x48, 0xD9, 0xAA, 0x8F}};
    struct hash of_a = tag_identity(&a, &s->key), of_b = tag_identity(&b, &s->key);
    assert_memory_equal(&c.list[0].u.card.identity, &of_a, sizeof of_a);
    assert_memory_equal(&c.list[1].u.card.identity, &of_b, sizeof of_b);
    assert_string_equal(c.list[0].u.card.member_no, "LS0001");
    assert_int_equal(c.list[0].u.card.state, CARD_ACTIVE);
    collected_finish(&c);
}

static void each_bad_row_is_refused_with_its_line(void **state) {
    static const struct {
        const char *text, *reason;
    } cases[] = {
        {HEAD "A1,A,08123456\n", "random UID"},
        {HEAD "A1,C,11223344\n", "tech must be A or B"},
        {HEAD "A1,A,112233\n", "4, 7 or 10 bytes"},
        {HEAD "A1,A,1122334455\n", "4, 7 or 10 bytes"},
        {HEAD "A1,A,112233445566778899AABB\n", "4, 7 or 10 bytes"},
        {HEAD "A1,A,1122334G\n", "4, 7 or 10 bytes"},
        {HEAD "A1,B,11223344556677\n", "4 bytes"},
        {HEAD "A1,A,\n", "uid is empty"},
        {HEAD "320102197901011234,A,11223344\n", "identity-card"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        assert_refused(*state, "cards.csv", cases[i].text, "cards.csv:2:", cases[i].reason);
    assert_refused(*state, "cards.csv", HEAD "A1,A,11223344\nA2,A,11:22:33:44\n",
                   "cards.csv:3:", "duplicate card, first on line 2");
}

static void the_same_number_in_both_technologies_is_two_cards(void **state) {
    struct collected c = {0};
    assert_int_equal(import_text(*state, "cards.csv", HEAD "A1,A,11223344\nA2,B,11223344\n", &c),
                     ERR_NONE);
    assert_int_equal(c.count, 2);
    collected_finish(&c);
}

static void a_refusal_never_repeats_the_number(void **state) {
    struct scratch *s = *state;
    struct collected c = {0};
    assert_refused(s, "cards.csv", "A1,A,DEADBEEF\n", "cards.csv:1:", "unknown column 1");
    assert_null(strstr(s->why.text, "DEADBEEF"));
    assert_int_equal(
        import_text(s, "cards.csv", HEAD "A1,A,DEADBEEF99\nA1,A,DEADBEEF\nA2,A,DEADBEEF\n", &c),
        ERR_BAD_INPUT);
    assert_int_equal(s->report_count, 2);
    for (int i = 0; i < s->report_count; i++) {
        assert_null(strstr(s->reports[i], "DEADBEEF"));
        assert_null(strstr(s->reports[i], "deadbeef"));
    }
    collected_finish(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_card_becomes_its_keyed_hash, scratch_open, scratch_close),
        cmocka_unit_test_setup_teardown(each_bad_row_is_refused_with_its_line, scratch_open,
                                        scratch_close),
        cmocka_unit_test_setup_teardown(the_same_number_in_both_technologies_is_two_cards,
                                        scratch_open, scratch_close),
        cmocka_unit_test_setup_teardown(a_refusal_never_repeats_the_number, scratch_open,
                                        scratch_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
