/* ledger_records: records of kiosks are accepted once, also if they arrive twice, out of order or
 * damaged. */
#include "ledger_rig.h"

static void a_record_is_stored_once_however_often_it_comes(void **state) {
    struct record_up r[3] = {record(1, "checkin", "A"), record(2, "checkin", "B"),
                             record(3, "visit", "C")};
    (void)state;
    TEXT_COPY(r[2].outcome, "visit");
    struct ledger_batch first = accept(r, 3), again = accept(r, 3);
    assert_int_equal(first.stored, 3);
    assert_int_equal(first.receipt, 3);
    assert_int_equal(again.stored, 0);
    assert_int_equal(again.again, 3);
    assert_int_equal(again.receipt, 3);
    assert_int_equal(one("SELECT count(*) FROM record"), 3);
    assert_int_equal(one("SELECT count(*) FROM attendance"), 3);
}

static void the_half_of_a_batch_that_is_new_is_stored(void **state) {
    struct record_up r[3] = {record(1, "checkin", "A"), record(2, "checkin", "B"),
                             record(3, "checkin", "C")};
    (void)state;
    accept(r, 2);
    struct ledger_batch b = accept(r, 3);
    assert_int_equal(b.stored, 1);
    assert_int_equal(b.again, 2);
}

static void a_row_that_is_not_understood_is_rejected_and_receipted(void **state) {
    static const char batch[] =
        "{\"records\":[{\"seq\":4,\"kind\":\"hologram\",\"at_ms\":1,\"boot\":\"b\",\"mono_ms\":1,"
        "\"synced\":true,\"body\":{}},{\"seq\":5,\"kind\":\"visit\",\"at_ms\":1,\"boot\":\"b\","
        "\"mono_ms\":1,\"synced\":true,\"body\":{\"outcome\":\"visit\",\"member_no\":\"A\"}}]}";
    struct ledger_batch b = {0};
    (void)state;
    OK(ledger_accept(ledger, "k-1", false, batch, sizeof batch - 1, NOW, &why, &b));
    assert_int_equal(b.rejected, 1);
    assert_int_equal(b.stored, 1);
    assert_int_equal(b.receipt, 5);
    assert_int_equal(ledger_retry_rejected(
                         ledger, &(struct ledger_rejected){.kiosk = "k-1", .seq = 4}, NOW, &why),
                     ERR_BAD_INPUT);
    assert_int_equal(one("SELECT count(*) FROM aside"), 1);
}

/* Two machines use one identity: the second one's record is not a repetition of the first one's. */
static void another_record_under_a_number_that_is_taken_is_kept_and_can_be_taken(void **state) {
    struct record_up first[2] = {record(1, "checkin", "A"), record(2, "checkin", "B")};
    struct record_up twin = record(2, "checkin", "C");
    (void)state;
    accept(first, 2);
    TEXT_COPY(twin.boot, "ffff0000-1111");
    struct ledger_batch b = accept(&twin, 1), again = accept(&twin, 1);
    assert_int_equal(b.twins, 1);
    assert_int_equal(b.stored, 0);
    assert_int_equal(b.receipt, 2);
    assert_int_equal(again.twins, 1);
    assert_int_equal(one("SELECT count(*) FROM aside WHERE twin='ffff0000'"), 1);
    assert_int_equal(one("SELECT count(*) FROM attendance WHERE member_no='C'"), 0);
    assert_int_equal(accept(first, 2).again, 2);
    OK(ledger_retry_rejected(
        ledger, &(struct ledger_rejected){.kiosk = "k-1", .twin = "ffff0000", .seq = 2}, NOW,
        &why));
    assert_int_equal(one("SELECT count(*) FROM aside"), 0);
    assert_int_equal(one("SELECT count(*) FROM attendance WHERE member_no='C'"), 1);
    assert_int_equal(one("SELECT count(*) FROM attendance WHERE member_no='B'"), 1);
    assert_int_equal(one("SELECT count(*) FROM record WHERE kiosk='k-1~ffff0000'"), 1);
}

static int64_t seen_twin(const char *kiosk, const char *run) {
    int64_t twin_ms = 0;
    OK(ledger_kiosk_seen(ledger, kiosk, run, 0, NOW, &why));
    OK(db_one(ledger_db(ledger), &why, &twin_ms, "SELECT twin_ms FROM kiosk WHERE id=$1", "t",
              kiosk));
    return twin_ms;
}

static void a_kiosk_that_starts_again_is_one_and_two_that_take_turns_are_two(void **state) {
    struct ledger_kiosk kiosk;
    char code[9], token[96];
    (void)state;
    OK(ledger_pair_code(ledger, "大厅", false, "t", NOW, &why, code));
    OK(ledger_pair(ledger, code, "k-000000000009", "1", NOW, &why, &kiosk, token));
    assert_int_equal(seen_twin("k-000000000009", "aa"), 0);
    assert_int_equal(seen_twin("k-000000000009", "aa"), 0);
    assert_int_equal(seen_twin("k-000000000009", "bb"), 0); /* restarted */
    assert_int_equal(seen_twin("k-000000000009", "cc"), 0);
    assert_int_equal(seen_twin("k-000000000009", ""), 0);
    assert_int_equal(seen_twin("k-000000000009", "bb"), NOW);
    OK(ledger_pair_code(ledger, "大厅", false, "t", NOW, &why, code));
    OK(ledger_pair(ledger, code, "k-000000000009", "1", NOW, &why, &kiosk, token));
    assert_int_equal(seen_twin("k-000000000009", "bb"), 0);
}

static void a_row_that_makes_no_sense_blocks_no_other(void **state) {
    struct record_up r[3] = {record(1, "checkin", "A"), record(2, "checkin", "B"),
                             record(3, "checkin", "C")};
    (void)state;
    r[1].uid[0] = 0; /* a check-in without an activity */
    struct ledger_batch b = accept(r, 3);
    assert_int_equal(b.stored, 2);
    assert_int_equal(b.rejected, 1);
    assert_int_equal(b.receipt, 3);
    assert_int_equal(one("SELECT count(*) FROM attendance"), 2);
    assert_int_equal(one("SELECT seq FROM aside"), 2);
}

static void what_was_undone_stays_undone_when_the_old_record_comes_again(void **state) {
    struct record_up r[2] = {record(1, "checkin", "A"), record(2, "staff_action", "A")};
    (void)state;
    TEXT_COPY(r[1].outcome, "undo_check_in");
    TEXT_COPY(r[1].staff, "li");
    accept(r, 2);
    assert_int_equal(one("SELECT undone FROM attendance"), 1);
    accept(r, 1);
    assert_int_equal(one("SELECT undone FROM attendance"), 1);
    struct record_up back = record(3, "checkin", "A");
    accept(&back, 1);
    assert_int_equal(one("SELECT undone FROM attendance"), 0);
    assert_int_equal(one("SELECT count(*) FROM attendance"), 1);
}

static void hours_and_sign_ups_follow_from_records(void **state) {
    struct record_up r[4] = {record(1, "signup", "A"), record(2, "checkin", "A"),
                             record(3, "signout", "A"), record(4, "signup", "B")};
    (void)state;
    TEXT_COPY(r[0].outcome, "signed_up");
    r[2].minutes = 95;
    TEXT_COPY(r[3].outcome, "sign_up_cancelled");
    accept(r, 4);
    assert_int_equal(one("SELECT minutes FROM attendance"), 95);
    assert_int_equal(one("SELECT count(*) FROM sign_up WHERE cancelled=0"), 1);
}

static void a_doubtful_time_is_put_right_once_the_clock_is_known(void **state) {
    struct record_up r[2] = {record(1, "checkin", "A"), record(2, "checkin", "B")};
    (void)state;
    r[0].synced = false;
    r[0].at_ms = 1000; /* 1970 */
    r[0].mono_ms = 60000;
    accept(r, 1);
    assert_int_equal(one("SELECT shown_ms FROM attendance"), 1000);
    r[1].mono_ms = 100000;
    accept(&r[1], 1);
    assert_int_equal(one("SELECT shown_ms FROM attendance WHERE member_no='A'"),
                     r[1].at_ms - 40000);
    assert_int_equal(one("SELECT at_ms FROM attendance WHERE member_no='A'"), 1000);
    struct record_up late =
        record(3, "checkin", "C"); /* later records have the right time immediately */
    late.synced = false;
    late.at_ms = 2000;
    late.mono_ms = 70000;
    accept(&late, 1);
    assert_int_equal(one("SELECT shown_ms FROM attendance WHERE member_no='C'"),
                     r[1].at_ms - 30000);
}

static void a_file_comes_in_parts_and_a_wrong_one_is_dropped(void **state) {
    static char bytes[100000];
    char name[BLOB_SIZE];
    struct hash hash;
    int64_t offset = 0, size = 0;
    bool done = false;
    void *back = NULL;
    size_t count = 0;
    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (char)(i * 31);
    hash = crypto_keyed_hash(NULL, bytes, sizeof bytes, NULL, 0);
    hex_from_bytes(hash.bytes, HASH_BYTES, name);
    OK(ledger_blob_part(ledger, name, 0, sizeof bytes, bytes, 60000, NOW, &why, &offset, &done));
    assert_false(done);
    assert_int_equal(ledger_blob_size(ledger, name, &why, &size, &offset), ERR_NOT_FOUND);
    assert_int_equal(offset, 60000);
    assert_int_equal(
        ledger_blob_part(ledger, name, 0, sizeof bytes, bytes, 10, NOW, &why, &offset, &done),
        ERR_BUSY);
    OK(ledger_blob_part(ledger, name, 60000, sizeof bytes, bytes + 60000, 40000, NOW, &why, &offset,
                        &done));
    assert_true(done);
    OK(ledger_blob_get(ledger, name, &why, &back, &count));
    assert_int_equal(count, sizeof bytes);
    assert_memory_equal(back, bytes, count);
    free(back);
    name[0] = name[0] == '0' ? '1' : '0';
    assert_int_equal(ledger_blob_part(ledger, name, 0, 10, bytes, 10, NOW, &why, &offset, &done),
                     ERR_CORRUPT);
    assert_int_equal(one("SELECT count(*) FROM blob_part"), 0);
}

static void records_go_up_with_whose_they_were_and_leave_on_their_receipt(void **state) {
    struct ledger_pool *pool = NULL;
    struct ledger *l = NULL;
    struct record_up r[2] = {record(1, "checkin", "A"), record(2, "checkin", "B")}, up[8];
    int64_t rows = 0, oldest = 0;
    int count = 0;
    (void)state;
    OK(ledger_pool_new(url, 2, &why, &pool));
    ledger_pool_forward(pool, true);
    OK(ledger_take(pool, &why, &l));
    accept_as(l, "k-1", false, r, 1);
    TEXT_COPY(r[1].origin_kiosk, "k-9");
    r[1].origin_seq = 77;
    accept_as(l, "s-village", true, &r[1], 1);
    OK(ledger_upstream_batch(l, up, 8, &why, &count));
    assert_int_equal(count, 2);
    assert_string_equal(up[0].origin_kiosk, "k-1");
    assert_int_equal(up[0].origin_seq, 1);
    assert_string_equal(up[1].origin_kiosk, "s-village/k-9");
    assert_int_equal(up[1].origin_seq, 77);
    OK(ledger_upstream_receipt(l, &up[0].seq, 1, NOW, &why));
    OK(ledger_upstream_waiting(l, &why, &rows, &oldest));
    assert_int_equal(rows, 1);
    assert_int_equal(one("SELECT count(*) FROM attendance WHERE site='s-village' AND kiosk='k-9'"),
                     1);
    ledger_give(pool, l);
    ledger_pool_free(pool);
}

int ledger_records_run(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_record_is_stored_once_however_often_it_comes),
        TEST(the_half_of_a_batch_that_is_new_is_stored),
        TEST(a_row_that_is_not_understood_is_rejected_and_receipted),
        TEST(another_record_under_a_number_that_is_taken_is_kept_and_can_be_taken),
        TEST(a_kiosk_that_starts_again_is_one_and_two_that_take_turns_are_two),
        TEST(a_row_that_makes_no_sense_blocks_no_other),
        TEST(what_was_undone_stays_undone_when_the_old_record_comes_again),
        TEST(hours_and_sign_ups_follow_from_records),
        TEST(a_doubtful_time_is_put_right_once_the_clock_is_known),
        TEST(a_file_comes_in_parts_and_a_wrong_one_is_dropped),
        TEST(records_go_up_with_whose_they_were_and_leave_on_their_receipt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
