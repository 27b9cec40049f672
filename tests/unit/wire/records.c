/* records: a station reads what a kiosk writes, and nothing else. */
#include "wire/records.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct seen {
    int good, refused;
    int64_t last;
    struct record_up record;
    char refusal[128], raw[512];
};

static enum err see(void *to, const struct wire_row *row, struct why *why) {
    struct seen *seen = to;
    (void)why;
    seen->last = row->seq;
    if (row->record) {
        seen->good++;
        seen->record = *row->record;
    } else {
        seen->refused++;
        snprintf(seen->refusal, sizeof seen->refusal, "%s", row->refusal);
        snprintf(seen->raw, sizeof seen->raw, "%s", row->raw);
    }
    return ERR_NONE;
}

static struct record_up sample(int64_t seq) {
    struct record_up r = {.seq = seq,
                          .kind = "request",
                          .at_ms = 1763900000000,
                          .boot = "b",
                          .mono_ms = 5,
                          .synced = true,
                          .member_no = "V0001",
                          .number = "107-0312",
                          .has_code = true,
                          .sealed_bytes = 60,
                          .rating = 2};
    memset(r.code.bytes, 0xab, HASH_BYTES);
    memset(r.sealed, 0x5a, r.sealed_bytes);
    return r;
}

static void a_record_comes_back_as_it_went(void **state) {
    struct record_up out[2] = {sample(7), sample(9)};
    struct seen seen = {0};
    char *text = NULL;
    size_t taken = 0;
    (void)state;
    assert_int_equal(wire_records_write(out, 2, NULL, &text, &taken), ERR_NONE);
    assert_int_equal(taken, 2);
    assert_int_equal(wire_records_read(text, strlen(text), see, &seen, NULL), ERR_NONE);
    assert_int_equal(seen.good, 2);
    assert_memory_equal(&seen.record, &out[1], sizeof out[1]);
    free(text);
}

static void a_batch_is_never_larger_than_a_station_takes(void **state) {
    enum { MANY = 300 };
    struct record_up *out = calloc(MANY, sizeof *out);
    char *text = NULL;
    size_t taken = 0;
    (void)state;
    for (int i = 0; i < MANY; i++) {
        out[i] = sample(i + 1);
        out[i].sealed_bytes = SEALED_SIZE;
    }
    assert_int_equal(wire_records_write(out, MANY, NULL, &text, &taken), ERR_NONE);
    assert_true(strlen(text) <= WIRE_BODY_MAX);
    assert_int_equal(taken, WIRE_RECORDS_MAX);
    free(text);
    free(out);
}

static void a_row_that_is_not_understood_blocks_no_other(void **state) {
    static const char batch[] =
        "{\"records\":[{\"seq\":1,\"kind\":\"checkin\",\"at_ms\":1,\"boot\":\"b\",\"mono_ms\":1,"
        "\"synced\":true,\"body\":{\"late\":\"yes\"}},{\"seq\":2,\"kind\":\"visit\",\"at_ms\":1,"
        "\"boot\":\"b\",\"mono_ms\":1,\"synced\":true,\"body\":{\"new_thing\":1}}]}";
    struct seen seen = {0};
    (void)state;
    assert_int_equal(wire_records_read(batch, sizeof batch - 1, see, &seen, NULL), ERR_NONE);
    assert_int_equal(seen.good, 1);
    assert_int_equal(seen.refused, 1);
    assert_string_equal(seen.refusal, "late: neither true nor false");
    assert_non_null(strstr(seen.raw, "\"seq\":1"));
}

static void what_is_no_batch_is_refused_whole(void **state) {
    static const char *const bad[] = {"",
                                      "[]",
                                      "{}",
                                      "{\"records\":{}}",
                                      "{\"records\":[{\"seq\":\"1\"}]}",
                                      "{\"records\":[{\"seq\":2},{\"seq\":2}]}",
                                      "{\"records\":[{\"seq\":0}]}",
                                      "{\"records\":[{\"seq\":1}",
                                      "<html>",
                                      "{\"records\":[null]}"};
    struct seen seen = {0};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(wire_records_read(bad[i], strlen(bad[i]), see, &seen, NULL),
                         ERR_BAD_INPUT);
    assert_int_equal(seen.good + seen.refused, 0);
}

static void a_text_with_a_control_character_is_refused(void **state) {
    static const char row[] =
        "{\"seq\":1,\"kind\":\"visit\",\"at_ms\":1,\"boot\":\"b\",\"mono_ms\":1,\"synced\":true,"
        "\"body\":{\"detail\":\"a\\u001bb\"}}";
    struct record_up r;
    struct why why = {0};
    (void)state;
    assert_int_equal(wire_record_read(row, sizeof row - 1, &why, &r), ERR_BAD_INPUT);
    assert_string_equal(why.text, "detail: has a control character");
}

static void a_receipt_is_a_number_and_nothing_else(void **state) {
    int64_t seq = -1;
    char *text = NULL;
    (void)state;
    assert_int_equal(wire_receipt_write(42, "", NULL, &text), ERR_NONE);
    assert_int_equal(wire_receipt_read(text, strlen(text), NULL, &seq), ERR_NONE);
    assert_int_equal(seq, 42);
    free(text);
    assert_int_equal(wire_receipt_read("{\"receipt\":\"9\"}", 15, NULL, &seq), ERR_BAD_INPUT);
    assert_int_equal(wire_receipt_read("ok", 2, NULL, &seq), ERR_BAD_INPUT);
    assert_int_equal(seq, 42);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_comes_back_as_it_went),
        cmocka_unit_test(a_batch_is_never_larger_than_a_station_takes),
        cmocka_unit_test(a_row_that_is_not_understood_blocks_no_other),
        cmocka_unit_test(what_is_no_batch_is_refused_whole),
        cmocka_unit_test(a_text_with_a_control_character_is_refused),
        cmocka_unit_test(a_receipt_is_a_number_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
