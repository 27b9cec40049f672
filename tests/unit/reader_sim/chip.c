/* The chip's answers to the commands of a reader program, byte by byte. */
#include "chip.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define MS 1000000ll

static struct chip chip;

static int start(void **state) {
    (void)state;
    chip_init(&chip);
    chip_wake(&chip);
    return 0;
}

static void place(const char *text) {
    struct card card;
    assert_true(card_from_text(text, &card));
    assert_true(field_place(&chip.field, &card));
}

/* Sends a command at time 0 and runs the chip until it answers; returns the time of the answer, or
 * -1. */
static int64_t ask(const uint8_t *command, size_t count, struct frame *ret_answer) {
    struct frame frame = {.count = count};
    bool unknown;
    memcpy(frame.data, command, count);
    assert_true(chip_accept(&chip, &frame, 0, &unknown));
    if (unknown) return -1;
    for (int steps = 0; steps < 1000 && chip_due(&chip) != CHIP_NEVER; steps++) {
        int64_t due_ns = chip_due(&chip);
        if (chip_step(&chip, ret_answer)) return due_ns;
    }
    return -1;
}

#define ASK(...)                                                                                   \
    ask((const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__}), &answer)
#define ASSERT_ANSWER(...)                                                                         \
    do {                                                                                           \
        static const uint8_t expected[] = {__VA_ARGS__};                                           \
        assert_int_equal(answer.count, sizeof expected);                                           \
        assert_memory_equal(answer.data, expected, sizeof expected);                               \
    } while (0)

static struct frame answer;

static void an_ntag_is_listed_with_its_atqa_sak_and_uid(void **state) {
    (void)state;
    place("A:04A1B2C3D4E5F6:ntag");
    ASK(0x4A, 0x01, 0x00);
    ASSERT_ANSWER(0x4B, 0x01, 0x01, 0x00, 0x44, 0x00, 0x07, 0x04, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5,
                  0xF6);
}

static void a_desfire_has_its_ats_only_where_rats_is_automatic(void **state) {
    (void)state;
    place("A:04112233445566:desfire");
    ASK(0x4A, 0x01, 0x00);
    assert_int_equal(answer.count, 14 + 6);
    assert_int_equal(answer.data[14], 0x06);
    field_switch(&chip.field, false);
    ASK(0x12, 0x04);
    ASK(0x4A, 0x01, 0x00);
    assert_int_equal(answer.count, 14);
}

static void a_type_b_card_is_listed_with_its_atqb(void **state) {
    (void)state;
    place("B:11223344");
    ASK(0x4A, 0x01, 0x03, 0x00);
    ASSERT_ANSWER(0x4B, 0x01, 0x01, 0x50, 0x11, 0x22, 0x33, 0x44, 0x00, 0x00, 0x00, 0x00, 0x00,
                  0x77, 0x81, 0x01, 0x00);
}

static void an_empty_field_takes_the_retries_and_says_nought(void **state) {
    (void)state;
    ASK(0x32, 0x05, 0x00, 0x01, 0x02);
    assert_int_equal(ASK(0x4A, 0x01, 0x00), 15 * MS);
    ASSERT_ANSWER(0x4B, 0x00);
    ASK(0x32, 0x05, 0x00, 0x01, 0x00);
    assert_int_equal(ASK(0x4A, 0x01, 0x00), 5 * MS);
}

static void an_iso_dep_card_is_deaf_until_the_field_was_off(void **state) {
    (void)state;
    place("A:04112233445566:desfire");
    ASK(0x32, 0x05, 0x00, 0x01, 0x02);
    ASK(0x4A, 0x01, 0x00);
    assert_int_equal(answer.data[1], 1);
    ASK(0x4A, 0x01, 0x00);
    assert_int_equal(answer.data[1], 0);
    ASK(0x32, 0x01, 0x00);
    ASK(0x32, 0x01, 0x01);
    ASK(0x4A, 0x01, 0x00);
    assert_int_equal(answer.data[1], 1);
}

static void two_cards_are_both_listed_when_two_are_asked_for(void **state) {
    (void)state;
    place("A:04A1B2C3D4E5F6:ntag");
    place("A:DEADBEEF");
    ASK(0x4A, 0x02, 0x00);
    assert_int_equal(answer.data[1], 2);
    assert_int_equal(answer.count, 2 + 12 + 9);
}

static void a_phone_has_another_uid_after_each_cycle_and_it_begins_with_08(void **state) {
    (void)state;
    uint8_t first[4];
    place("A:-:phone");
    ASK(0x4A, 0x01, 0x00);
    assert_int_equal(answer.data[5], 0x20);
    assert_int_equal(answer.data[7], 0x08);
    memcpy(first, answer.data + 7, 4);
    ASK(0x32, 0x01, 0x00);
    ASK(0x4A, 0x01, 0x00);
    assert_int_equal(answer.data[7], 0x08);
    assert_memory_not_equal(first, answer.data + 7, 4);
}

static void an_ntag_is_read_and_tells_its_version_only_raw(void **state) {
    (void)state;
    place("A:04A1B2C3D4E5F6:ntag");
    ASK(0x4A, 0x01, 0x00);
    ASK(0x40, 0x01, 0x30, 0x00);
    ASSERT_ANSWER(0x41, 0x00, 0x04, 0xA1, 0xB2, 0x9F, 0xC3, 0xD4, 0xE5, 0xF6, 0x04, 0x48, 0x00,
                  0x00, 0xE1, 0x10, 0x3E, 0x00);
    ASK(0x40, 0x01, 0x60);
    ASSERT_ANSWER(0x41, 0x01);
    ASK(0x42, 0x60);
    ASSERT_ANSWER(0x43, 0x00, 0x00, 0x04, 0x04, 0x02, 0x01, 0x00, 0x11, 0x03);
}

static void auto_poll_waits_each_types_period_and_then_says_nought(void **state) {
    (void)state;
    assert_int_equal(ASK(0x60, 0x01, 0x01, 0x10, 0x23), 300 * MS);
    ASSERT_ANSWER(0x61, 0x00);
}

static void auto_poll_names_the_type_found(void **state) {
    (void)state;
    place("A:DEADBEEF");
    ASK(0x60, 0x01, 0x01, 0x20, 0x10);
    ASSERT_ANSWER(0x61, 0x01, 0x10, 0x09, 0x01, 0x00, 0x04, 0x08, 0x04, 0xDE, 0xAD, 0xBE, 0xEF);
}

static void faults_are_said_once(void **state) {
    (void)state;
    place("A:DEADBEEF");
    chip.faults.ats = 0x00;
    ASK(0x4A, 0x01, 0x00);
    ASSERT_ANSWER(0x4B, 0x01, 0x01, 0x00, 0x04, 0x08, 0x04, 0xDE, 0xAD, 0xBE, 0xEF, 0x00);
    chip.faults.status80 = true;
    ASK(0x44, 0x00);
    ASSERT_ANSWER(0x45, 0x80);
    ASK(0x44, 0x00);
    ASSERT_ANSWER(0x45, 0x00);
}

static void a_sleeping_or_dead_chip_says_nothing_until_it_is_woken(void **state) {
    (void)state;
    struct frame command = {.count = 1, .data = {0x02}};
    bool unknown;
    chip.awake = false;
    assert_false(chip_accept(&chip, &command, 0, &unknown));
    chip_wake(&chip);
    chip.faults.die = true;
    assert_false(chip_accept(&chip, &command, 0, &unknown));
    assert_false(chip_accept(&chip, &command, 0, &unknown));
    chip_wake(&chip);
    assert_true(chip_accept(&chip, &command, 0, &unknown));
}

static void an_unknown_command_is_named_so(void **state) {
    (void)state;
    struct frame command = {.count = 1, .data = {0xEE}};
    bool unknown = false;
    assert_true(chip_accept(&chip, &command, 0, &unknown));
    assert_true(unknown);
    assert_true(chip_due(&chip) == CHIP_NEVER);
}

static void cards_that_do_not_exist_are_refused(void **state) {
    (void)state;
    static const char *const bad[] = {"",
                                      "A",
                                      "C:11223344",
                                      "A:112233",
                                      "A:1122334",
                                      "A:GG223344",
                                      "B:04A1B2C3D4E5F6",
                                      "A:11223344:ntag",
                                      "A:11223344:b",
                                      "B:11223344:phone",
                                      "A:112233445566778899AABB"};
    struct card card;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(card_from_text(bad[i], &card));
}

#define TEST(claim) cmocka_unit_test_setup(claim, start)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(an_ntag_is_listed_with_its_atqa_sak_and_uid),
        TEST(a_desfire_has_its_ats_only_where_rats_is_automatic),
        TEST(a_type_b_card_is_listed_with_its_atqb),
        TEST(an_empty_field_takes_the_retries_and_says_nought),
        TEST(an_iso_dep_card_is_deaf_until_the_field_was_off),
        TEST(two_cards_are_both_listed_when_two_are_asked_for),
        TEST(a_phone_has_another_uid_after_each_cycle_and_it_begins_with_08),
        TEST(an_ntag_is_read_and_tells_its_version_only_raw),
        TEST(auto_poll_waits_each_types_period_and_then_says_nought),
        TEST(auto_poll_names_the_type_found),
        TEST(faults_are_said_once),
        TEST(a_sleeping_or_dead_chip_says_nothing_until_it_is_woken),
        TEST(an_unknown_command_is_named_so),
        TEST(cards_that_do_not_exist_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
