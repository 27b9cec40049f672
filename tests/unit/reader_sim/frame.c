/* Frames from NXP UM0701-02, 6.2.1, and the examples of chapter 7. */
#include "frame.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static enum frame_seen parse(struct frame_parser *parser, const uint8_t *bytes, size_t count) {
    enum frame_seen seen = FRAME_NOTHING;
    for (size_t i = 0; i < count; i++) {
        enum frame_seen now = frame_parse(parser, bytes[i]);
        if (now != FRAME_NOTHING) seen = now;
    }
    return seen;
}

#define PARSE(tfi, ...)                                                                            \
    struct frame_parser parser;                                                                    \
    static const uint8_t bytes[] = {__VA_ARGS__};                                                  \
    frame_parser_init(&parser, tfi);                                                               \
    enum frame_seen seen = parse(&parser, bytes, sizeof bytes)

static void get_firmware_version_is_read(void **state) {
    (void)state;
    PARSE(FRAME_FROM_HOST, 0x00, 0x00, 0xFF, 0x02, 0xFE, 0xD4, 0x02, 0x2A, 0x00);
    assert_int_equal(seen, FRAME_DATA);
    assert_int_equal(parser.frame.count, 1);
    assert_int_equal(parser.frame.data[0], 0x02);
}

static void its_answer_is_built_as_the_manual_has_it(void **state) {
    (void)state;
    static const uint8_t data[] = {0x03, 0x32, 0x01, 0x06, 0x07};
    static const uint8_t expected[] = {0x00, 0x00, 0xFF, 0x06, 0xFA, 0xD5, 0x03,
                                       0x32, 0x01, 0x06, 0x07, 0xE8, 0x00};
    uint8_t built[FRAME_MAX];
    assert_int_equal(frame_build(FRAME_FROM_CHIP, data, sizeof data, built), sizeof expected);
    assert_memory_equal(built, expected, sizeof expected);
}

static void ack_nack_and_error_are_told_apart(void **state) {
    (void)state;
    struct frame_parser parser;
    frame_parser_init(&parser, FRAME_FROM_HOST);
    assert_int_equal(parse(&parser, frame_ack, FRAME_ACK_BYTES), FRAME_ACK);
    assert_int_equal(parse(&parser, frame_nack, FRAME_ACK_BYTES), FRAME_NACK);
    assert_int_equal(parse(&parser, frame_error, FRAME_ERROR_BYTES), FRAME_ERROR);
    assert_int_equal(parse(&parser, frame_ack, FRAME_ACK_BYTES), FRAME_ACK);
}

static void the_wake_up_preamble_is_seen_and_the_frame_behind_it_is_read(void **state) {
    (void)state;
    struct frame_parser parser;
    static const uint8_t wake[] = {0x55, 0x55, 0x00, 0x00, 0x00};
    static const uint8_t sam[] = {0x00, 0x00, 0xFF, 0x03, 0xFD, 0xD4, 0x14, 0x01, 0x17, 0x00};
    frame_parser_init(&parser, FRAME_FROM_HOST);
    assert_int_equal(parse(&parser, wake, sizeof wake), FRAME_WAKE);
    assert_int_equal(parse(&parser, sam, sizeof sam), FRAME_DATA);
    assert_int_equal(parser.frame.data[0], 0x14);
}

static void a_frame_of_any_length_comes_back_extended_where_it_must_be(void **state) {
    (void)state;
    for (size_t count = 1; count < FRAME_DATA_MAX; count++) {
        uint8_t data[FRAME_DATA_MAX], built[FRAME_MAX];
        struct frame_parser parser;
        for (size_t i = 0; i < count; i++) data[i] = (uint8_t)(i * 7 + count);
        size_t length = frame_build(FRAME_FROM_HOST, data, count, built);
        assert_in_range(length, count + 8, FRAME_MAX);
        assert_int_equal(built[3] == 0xFF && built[4] == 0xFF, count + 1 > 255);
        frame_parser_init(&parser, FRAME_FROM_HOST);
        assert_int_equal(parse(&parser, built, length), FRAME_DATA);
        assert_int_equal(parser.frame.count, count);
        assert_memory_equal(parser.frame.data, data, count);
    }
}

static void every_single_turned_bit_is_found(void **state) {
    (void)state;
    static const uint8_t data[] = {0x4A, 0x01, 0x00};
    uint8_t built[FRAME_MAX];
    size_t length = frame_build(FRAME_FROM_HOST, data, sizeof data, built);
    for (size_t bit = 8; bit < length * 8; bit++) { /* the first 00 is not part of the start code */
        struct frame_parser parser;
        uint8_t damaged[FRAME_MAX];
        memcpy(damaged, built, length);
        damaged[bit / 8] = (uint8_t)(damaged[bit / 8] ^ 1u << bit % 8);
        frame_parser_init(&parser, FRAME_FROM_HOST);
        assert_int_not_equal(parse(&parser, damaged, length), FRAME_DATA);
    }
}

static void after_a_bad_frame_the_next_is_read(void **state) {
    (void)state;
    struct frame_parser parser;
    static const uint8_t bad[] = {0x00, 0x00, 0xFF, 0x02, 0xFE, 0xD4, 0x02, 0x2B};
    static const uint8_t good[] = {0x00, 0x00, 0xFF, 0x02, 0xFE, 0xD4, 0x02, 0x2A, 0x00};
    frame_parser_init(&parser, FRAME_FROM_HOST);
    assert_int_equal(parse(&parser, bad, sizeof bad), FRAME_BAD);
    assert_int_equal(parse(&parser, good, sizeof good), FRAME_DATA);
}

static void a_frame_of_the_other_direction_is_bad(void **state) {
    (void)state;
    PARSE(FRAME_FROM_CHIP, 0x00, 0x00, 0xFF, 0x02, 0xFE, 0xD4, 0x02, 0x2A, 0x00);
    assert_int_equal(seen, FRAME_BAD);
}

static void a_length_beyond_the_largest_frame_is_bad(void **state) {
    (void)state;
    PARSE(FRAME_FROM_HOST, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0x01, 0x09, 0xF6);
    assert_int_equal(seen, FRAME_BAD);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(get_firmware_version_is_read),
        cmocka_unit_test(its_answer_is_built_as_the_manual_has_it),
        cmocka_unit_test(ack_nack_and_error_are_told_apart),
        cmocka_unit_test(the_wake_up_preamble_is_seen_and_the_frame_behind_it_is_read),
        cmocka_unit_test(a_frame_of_any_length_comes_back_extended_where_it_must_be),
        cmocka_unit_test(every_single_turned_bit_is_found),
        cmocka_unit_test(after_a_bad_frame_the_next_is_read),
        cmocka_unit_test(a_frame_of_the_other_direction_is_bad),
        cmocka_unit_test(a_length_beyond_the_largest_frame_is_bad),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
