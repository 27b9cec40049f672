#include "reader/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define NOW_NS 1000000000000ll
enum { AT_VERSION = 2, AT_KIND = 3, AT_TECH = 4, AT_LENGTH = 5, AT_REASON = 27, AT_SUM = 91 };

static struct report tap(void) {
    struct report report = {.kind = REPORT_EVENT};
    report.event.kind = READER_TAP;
    report.event.seen_ns = NOW_NS - 12345678;
    report.event.tag = (struct tag){.tech = TAG_A, .uid_length = 7, .sak = 0x20, .atqa = 0x0344};
    memcpy(report.event.tag.uid, "\x04\xA1\xB2\xC3\xD4\xE5\xF6", 7);
    return report;
}

static void mend_sum(uint8_t *bytes) {
    bytes[AT_SUM] = 0;
    for (int i = 0; i < AT_SUM; i++) bytes[AT_SUM] = (uint8_t)(bytes[AT_SUM] + bytes[i]);
}

static void a_tap_comes_back_as_it_was_written(void **state) {
    (void)state;
    struct report before = tap(), after;
    uint8_t bytes[REPORT_BYTES];
    report_write(&before, bytes);
    assert_int_equal(report_read(bytes, sizeof bytes, NOW_NS, &after), ERR_NONE);
    assert_int_equal(after.kind, REPORT_EVENT);
    assert_int_equal(after.event.kind, READER_TAP);
    assert_true(after.event.seen_ns == before.event.seen_ns);
    assert_int_equal(after.event.tag.tech, TAG_A);
    assert_int_equal(after.event.tag.uid_length, 7);
    assert_memory_equal(after.event.tag.uid, before.event.tag.uid, 7);
    assert_int_equal(after.event.tag.sak, 0x20);
    assert_int_equal(after.event.tag.atqa, 0x0344);
}

static void every_kind_comes_back(void **state) {
    (void)state;
    for (int kind = READER_TWO_CARDS; kind <= READER_DOWN; kind++) {
        struct report before = {.kind = REPORT_EVENT}, after;
        uint8_t bytes[REPORT_BYTES];
        before.event.kind = (enum reader_event_kind)kind;
        strcpy(before.event.reason, "the reader does not answer");
        report_write(&before, bytes);
        assert_int_equal(report_read(bytes, sizeof bytes, NOW_NS, &after), ERR_NONE);
        assert_int_equal(after.event.kind, kind);
        assert_string_equal(after.event.reason, before.event.reason);
    }
    struct report beat = {.kind = REPORT_BEAT}, after;
    uint8_t bytes[REPORT_BYTES];
    report_write(&beat, bytes);
    assert_int_equal(report_read(bytes, sizeof bytes, NOW_NS, &after), ERR_NONE);
    assert_int_equal(after.kind, REPORT_BEAT);
}

static void nonsense_is_refused_and_leaves_the_output_alone(void **state) {
    (void)state;
    static const struct {
        int at;
        uint8_t value;
    } cases[] = {
        {0, 'X'},          {1, 'X'},          {AT_VERSION, 2},   {AT_KIND, 6},      {AT_KIND, 0xFF},
        {AT_TECH, 2},      {AT_TECH, 0xFF},   {AT_LENGTH, 0},    {AT_LENGTH, 5},    {AT_LENGTH, 11},
        {AT_LENGTH, 0xFF}, {AT_REASON, 0x1B}, {AT_REASON, 0xE4}, {AT_REASON, '\n'},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct report before = tap(), after = {.kind = REPORT_BEAT};
        uint8_t bytes[REPORT_BYTES];
        report_write(&before, bytes);
        bytes[cases[i].at] = cases[i].value;
        mend_sum(bytes);
        assert_int_equal(report_read(bytes, sizeof bytes, NOW_NS, &after), ERR_BAD_INPUT);
        assert_int_equal(after.kind, REPORT_BEAT);
    }
}

static void another_length_a_wrong_sum_and_a_reason_without_end_are_refused(void **state) {
    (void)state;
    struct report before = tap(), after;
    uint8_t bytes[REPORT_BYTES + 1] = {0};
    report_write(&before, bytes);
    for (size_t count = 0; count <= sizeof bytes; count++)
        if (count != REPORT_BYTES)
            assert_int_equal(report_read(bytes, count, NOW_NS, &after), ERR_BAD_INPUT);
    bytes[AT_SUM]++;
    assert_int_equal(report_read(bytes, REPORT_BYTES, NOW_NS, &after), ERR_BAD_INPUT);
    memset(bytes + AT_REASON, 'x', 64);
    mend_sum(bytes);
    assert_int_equal(report_read(bytes, REPORT_BYTES, NOW_NS, &after), ERR_BAD_INPUT);
}

static void a_time_to_come_or_long_gone_is_held_to_now(void **state) {
    (void)state;
    struct report before = tap(), after;
    uint8_t bytes[REPORT_BYTES];
    before.event.seen_ns = NOW_NS + 1;
    report_write(&before, bytes);
    assert_int_equal(report_read(bytes, sizeof bytes, NOW_NS, &after), ERR_NONE);
    assert_true(after.event.seen_ns == NOW_NS);
    before.event.seen_ns = INT64_MIN;
    report_write(&before, bytes);
    assert_int_equal(report_read(bytes, sizeof bytes, NOW_NS, &after), ERR_NONE);
    assert_true(after.event.seen_ns == NOW_NS - 5000000000ll);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tap_comes_back_as_it_was_written),
        cmocka_unit_test(every_kind_comes_back),
        cmocka_unit_test(nonsense_is_refused_and_leaves_the_output_alone),
        cmocka_unit_test(another_length_a_wrong_sum_and_a_reason_without_end_are_refused),
        cmocka_unit_test(a_time_to_come_or_long_gone_is_held_to_now),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
