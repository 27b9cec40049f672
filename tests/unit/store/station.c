/* station: records that are uploaded, receipts, changes that are pulled. */
#include "fixture.h"

struct bench {
    char dir[64];
    struct store *store;
    struct link_batch *batch;
};

static int set_up(void **state) {
    struct bench *b = calloc(1, sizeof *b);
    struct why why = {0};
    must(crypto_init(&why), &why);
    fixture_folder(b->dir);
    b->store = fixture_open(b->dir);
    fixture_fill(b->store);
    b->batch = calloc(1, sizeof *b->batch);
    *state = b;
    return 0;
}

static int tear_down(void **state) {
    struct bench *b = *state;
    store_close(b->store);
    fixture_remove(b->dir);
    free(b->batch);
    free(b);
    return 0;
}

static int64_t add(struct bench *b, const struct record *record) {
    struct why why = {0};
    int64_t seq = 0;
    struct record r = *record;
    r.at = (struct moment){T0, 1000, true};
    if (!r.outcome) r.outcome = "";
    if (!r.reason) r.reason = "";
    if (!r.detail) r.detail = "";
    must(store_begin(b->store, &why), &why);
    must(store_add_record(b->store, &r, &why, &seq), &why);
    must(store_commit(b->store, &why), &why);
    return seq;
}

static struct record_up *read_one(struct bench *b) {
    struct why why = {0};
    must(store_outbox(b->store, LINK_BATCH_MAX, &why, b->batch), &why);
    return &b->batch->row[b->batch->count - 1];
}

static void apply(struct bench *b, const struct change *change) {
    fixture_apply(b->store, "station", change, 1);
}

static void a_tap_goes_up_by_natural_keys(void **state) {
    struct bench *b = *state;
    struct hash card = fixture_identity(1);
    add(b, &(struct record){.kind = "checkin",
                            .outcome = "welcome",
                            .member_id = 1,
                            .card = &card,
                            .occurrence_id = 1,
                            .detail = "late"});
    struct record_up *r = read_one(b);
    assert_int_equal(b->batch->count, 1);
    assert_string_equal(b->batch->kiosk, store_kiosk_id(b->store));
    assert_string_equal(r->member_no, "LS0001");
    assert_string_equal(r->uid, "活动日");
    assert_int_equal(r->recurrence_ms, T0);
    assert_true(r->late);
    assert_string_equal(r->detail, "");
    assert_true(r->has_card);
    assert_memory_equal(r->card.bytes, card.bytes, HASH_BYTES);
}

static void a_sign_out_says_its_minutes_and_a_action_its_staff(void **state) {
    struct bench *b = *state;
    add(b, &(struct record){.kind = "signout",
                            .outcome = "signed_out",
                            .member_id = 2,
                            .occurrence_id = 1,
                            .minutes = 75});
    assert_int_equal(read_one(b)->minutes, 75);
    add(b, &(struct record){.kind = "card_enrolled",
                            .outcome = "card_enrolled",
                            .member_id = 2,
                            .staff = "limin",
                            .detail = "replaces"});
    assert_string_equal(read_one(b)->staff, "limin");
    assert_string_equal(read_one(b)->detail, "replaces");
    /* as an older version wrote it */
    add(b, &(struct record){
               .kind = "checkin", .outcome = "manual_check_in", .member_id = 2, .detail = "limin"});
    assert_string_equal(read_one(b)->staff, "limin");
    assert_string_equal(read_one(b)->detail, "");
}

static void a_request_goes_up_sealed_with_its_number(void **state) {
    struct bench *b = *state;
    struct why why = {0};
    struct hash code = fixture_identity(7), note = fixture_identity(8);
    struct filed filed = {.category = "team:first",
                          .title = "第一队",
                          .sealed = "sealed words",
                          .sealed_bytes = 12,
                          .voice_note = &note,
                          .member_id = 1,
                          .at_ms = T0};
    struct answer_ticket ticket;
    int64_t id = 0;
    must(store_begin(b->store, &why), &why);
    must(store_file_request(b->store, &filed, 7, &why, &id, &ticket), &why);
    must(store_set_code(b->store, id, &code, &why), &why);
    must(store_commit(b->store, &why), &why);
    add(b, &(struct record){.kind = "request", .request_id = id, .member_id = 1});
    struct record_up *r = read_one(b);
    assert_string_equal(r->number, "007-0001");
    assert_string_equal(r->category, "team:first");
    assert_int_equal(r->sealed_bytes, 12);
    assert_memory_equal(r->sealed, "sealed words", 12);
    assert_true(r->has_code && r->has_voice_note);
    assert_memory_equal(r->voice_note.bytes, note.bytes, HASH_BYTES);
    add(b, &(struct record){.kind = "rating", .request_id = id, .detail = "fair"});
    r = read_one(b);
    assert_int_equal(r->rating, RATING_FAIR);
    assert_string_equal(r->number, "007-0001");
    assert_false(r->has_voice_note);
    add(b, &(struct record){.kind = "device_status", .detail = "0.1.0 12 3000000000 1"});
    r = read_one(b);
    assert_string_equal(r->version, "0.1.0");
    assert_int_equal(r->waiting, 12);
    assert_true(r->disk_free_bytes == INT64_C(3000000000) && r->reader_up);
}

static void a_receipt_takes_the_rows_that_were_sent_and_no_others(void **state) {
    struct bench *b = *state;
    struct why why = {0};
    struct link_receipt receipt = {.count = 2};
    int32_t gone = 0, waiting = 0;
    int64_t oldest = 0;
    for (int i = 0; i < 4; i++) add(b, &(struct record){.kind = "visit", .outcome = "visit"});
    TEXT_COPY(receipt.kiosk, store_kiosk_id(b->store));
    receipt.seq[0] = 1;
    receipt.seq[1] = 3;
    for (int i = 0; i < 2; i++) { /* the same receipt twice */
        must(store_begin(b->store, &why), &why);
        must(store_take_receipt(b->store, &receipt, &why, &gone), &why);
        must(store_commit(b->store, &why), &why);
        assert_int_equal(gone, i == 0 ? 2 : 0);
    }
    must(store_pending(b->store, &why, &waiting, &oldest), &why);
    assert_int_equal(waiting, 2);
    must(store_outbox(b->store, 1, &why, b->batch), &why);
    assert_int_equal(b->batch->count, 1);
    assert_int_equal(b->batch->row[0].seq, 2);
}

static void a_cursor_is_one_stations(void **state) {
    struct bench *b = *state;
    struct why why = {0};
    int64_t cursor = -1;
    must(store_cursor(b->store, "aa", &why, &cursor), &why);
    assert_int_equal(cursor, 0);
    must(store_set_cursor(b->store, "aa", 42, &why), &why);
    must(store_cursor(b->store, "aa", &why, &cursor), &why);
    assert_int_equal(cursor, 42);
    must(store_cursor(b->store, "bb", &why, &cursor), &why);
    assert_int_equal(cursor, 0);
}

static void what_cannot_be_taken_leaves_nothing_and_stands_aside(void **state) {
    struct bench *b = *state;
    struct why why = {0};
    struct change bad = fixture_card("LS9999", 9, CARD_ACTIVE),
                  good = fixture_member("LS0009", "赵六", "zl");
    struct deferred_change aside;
    int32_t count = 0;
    must(store_begin(b->store, &why), &why);
    store_set_source(b->store, "station");
    enum err e = store_try_apply(b->store, &bad, &why);
    assert_true(e == ERR_BAD_INPUT || e == ERR_NOT_FOUND);
    assert_int_equal(store_applied(b->store), 0);
    must(store_defer_change(b->store, "card", "09", "{}", why.text, T0, &why), &why);
    must(store_try_apply(b->store, &good, &why), &why);
    must(store_commit(b->store, &why), &why);
    must(store_count_deferred(b->store, &why, &count), &why);
    assert_int_equal(count, 1);
    must(store_next_deferred(b->store, 0, &why, &aside), &why);
    assert_string_equal(aside.kind, "card");
    assert_string_equal(aside.text, "{}");
    free(aside.text);
    must(store_drop_deferred(b->store, "card", "09", &why), &why);
    assert_int_equal(store_next_deferred(b->store, 0, &why, &aside), ERR_NOT_FOUND);
}

static void staff_come_from_the_station(void **state) {
    struct bench *b = *state;
    struct why why = {0};
    struct hash card = fixture_identity(77);
    struct staff_row row;
    struct change c = {.kind = CHANGE_STAFF,
                       .u.staff = {.key = "limin",
                                   .name = "李敏",
                                   .has_card = true,
                                   .card = fixture_identity(77),
                                   .pin = "hash"}};
    apply(b, &c);
    must(store_staff_of_card(b->store, &card, &why, &row), &why);
    assert_string_equal(row.key, "limin");
    assert_int_equal(fixture_apply(b->store, "station", &c, 1), 0);
    c.u.staff.pin[0] = 0; /* keeps its own */
    apply(b, &c);
    must(store_staff_of_card(b->store, &card, &why, &row), &why);
    assert_string_equal(row.pin, "hash");
    TEXT_COPY(c.u.staff.key, "wangwu"); /* the card is another's now */
    TEXT_COPY(c.u.staff.pin, "other");
    apply(b, &c);
    must(store_staff_of_card(b->store, &card, &why, &row), &why);
    assert_string_equal(row.key, "wangwu");
    struct change gone = {.kind = CHANGE_REMOVE, .u.remove = {.of = CHANGE_STAFF, .key = "wangwu"}};
    apply(b, &gone);
    assert_int_equal(store_staff_of_card(b->store, &card, &why, &row), ERR_NOT_FOUND);
}

static int32_t arrived(struct bench *b) {
    struct why why = {0};
    static struct answer_activity page;
    must(store_activity_page(b->store, 1, &why, &page), &why);
    return page.activity.checked_in;
}

static void attendance_is_made_and_taken_back(void **state) {
    struct bench *b = *state;
    struct change c = {.kind = CHANGE_ATTENDANCE,
                       .u.attendance = {.uid = "活动日",
                                        .recurrence_ms = T0,
                                        .member_no = "LS0002",
                                        .at_ms = T0 + MINUTE,
                                        .staff = "nobody",
                                        .reason = "card_forgotten"}};
    apply(b, &c);
    assert_int_equal(arrived(b), 1);
    assert_int_equal(fixture_apply(b->store, "station", &c, 1), 0);
    c.u.attendance.undone = true;
    apply(b, &c);
    assert_int_equal(arrived(b), 0);
    struct why why = {0};
    TEXT_COPY(c.u.attendance.member_no, "LS9999");
    assert_int_equal(store_apply(b->store, &c, &why), ERR_NOT_FOUND);
}

static void what_is_removed_is_gone_and_where_people_were_it_is_cancelled(void **state) {
    struct bench *b = *state;
    struct why why = {0};
    struct change other = fixture_activity("茶话会", T0 + 60 * MINUTE, 60, false);
    apply(b, &other);
    must(store_check_in(b->store, 1, 1, T0, false, &why), &why);
    struct change gone = {.kind = CHANGE_REMOVE, .u.remove = {.of = CHANGE_OCCURRENCE}};
    struct occurrence o;
    snprintf(gone.u.remove.key, sizeof gone.u.remove.key, "活动日 %lld", (long long)T0);
    apply(b, &gone);
    must(store_occurrence(b->store, 1, &why, &o), &why);
    assert_true(o.cancelled);
    snprintf(gone.u.remove.key, sizeof gone.u.remove.key, "茶话会 %lld",
             (long long)(T0 + 60 * MINUTE));
    apply(b, &gone);
    assert_int_equal(store_occurrence(b->store, 2, &why, &o), ERR_NOT_FOUND);
    gone.u.remove.of = CHANGE_GRID;
    TEXT_COPY(gone.u.remove.key, "第1网格");
    apply(b, &gone);
    gone.u.remove.of = CHANGE_MEMBER;
    assert_int_equal(store_apply(b->store, &gone, &why), ERR_UNSUPPORTED);
}

static void a_request_of_another_kiosk_can_be_followed_here(void **state) {
    struct bench *b = *state;
    struct why why = {0};
    static struct answer_track track;
    struct hash code = fixture_identity(5), wrong = fixture_identity(6);
    struct change c = {.kind = CHANGE_REQUEST_STEP,
                       .u.request_step = {.number = "109-0003",
                                          .stage = 3,
                                          .at_ms = T0 + MINUTE,
                                          .answer = "请周三来",
                                          .filed_ms = T0,
                                          .member_no = "LS0001",
                                          .category = "work",
                                          .has_code = true,
                                          .code = fixture_identity(5)}};
    int64_t id = 0;
    apply(b, &c);
    must(store_track(b->store, "109-0003", &wrong, 0, T0, &why, &id, &track), &why);
    assert_int_equal(id, 0);
    must(store_track(b->store, "109-0003", &code, 0, T0, &why, &id, &track), &why);
    assert_int_equal(track.state, TRACK_FOUND);
    assert_int_equal(track.stage, 3);
    assert_string_equal(track.answer, "请周三来");
    assert_int_equal(track.steps[0].at_ms, T0);
    c.u.request_step.filed_ms = 0;
    TEXT_COPY(c.u.request_step.number, "109-0004");
    assert_int_equal(store_apply(b->store, &c, &why), ERR_BAD_INPUT);
}

int main(void) {
#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(a_tap_goes_up_by_natural_keys),
        CASE(a_sign_out_says_its_minutes_and_a_action_its_staff),
        CASE(a_request_goes_up_sealed_with_its_number),
        CASE(a_receipt_takes_the_rows_that_were_sent_and_no_others),
        CASE(a_cursor_is_one_stations),
        CASE(what_cannot_be_taken_leaves_nothing_and_stands_aside),
        CASE(staff_come_from_the_station),
        CASE(attendance_is_made_and_taken_back),
        CASE(what_is_removed_is_gone_and_where_people_were_it_is_cancelled),
        CASE(a_request_of_another_kiosk_can_be_followed_here),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
