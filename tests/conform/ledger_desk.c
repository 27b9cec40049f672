/* ledger_desk: what staff at the station start, over both engines. */
#include "ledger_rig.h"

#include "base/seal.h"

static void pair_one(const char *kiosk) {
    char code[9], token[96];
    struct ledger_kiosk paired;
    OK(ledger_pair_code(ledger, "Hall", false, "admin", NOW, &why, code));
    OK(ledger_pair(ledger, code, kiosk, "1", NOW, &why, &paired, token));
}

/* A screenshot with these bytes that answers the request of asked_ms. */
static void send_picture(int64_t seq, const char *bytes, int64_t asked_ms) {
    struct record_up r = record(seq, "device_status", "");
    char hash[BLOB_SIZE];
    OK(ledger_blob_put(ledger, bytes, strlen(bytes), NOW, &why, hash));
    TEXT_COPY(r.outcome, "picture");
    snprintf(r.detail, sizeof r.detail, "%lld", (long long)asked_ms);
    r.has_screenshot = true;
    r.screenshot = crypto_keyed_hash(NULL, bytes, strlen(bytes), NULL, 0);
    assert_int_equal(accept(&r, 1).stored, 1);
}

static int64_t told(const char *value) {
    int64_t n = 0;
    OK(db_one(ledger_db(ledger), &why, &n,
              "SELECT count(*) FROM fact WHERE kind='setting' AND key='glass.101' AND body LIKE $1",
              "t", value));
    return n;
}

static void one_screenshot_is_kept_and_only_if_it_was_requested(void **state) {
    const struct ledger_screenshot glass = {"k-one-1", "admin", "0123456789abcdef"};
    struct record_up late = record(9, "device_status", "");
    (void)state;
    pair_one("k-one-1");
    assert_int_equal(ledger_screenshot_request(ledger, &glass, NOW, &why), ERR_PERMISSION);
    OK(db_run(ledger_db(ledger), &why, NULL, "UPDATE kiosk SET id='k-1'", ""));
    const struct ledger_screenshot mine = {"k-1", "admin", "0123456789abcdef"};
    send_picture(1, "nobody asked", NOW);
    assert_int_equal(one("SELECT count(*) FROM blob"), 0);
    OK(ledger_screenshot_switch(ledger, &mine, true, NOW, &why));
    OK(ledger_screenshot_request(ledger, &mine, NOW + 1, &why));
    assert_int_equal(told("%0123456789abcdef 1764000000001%"), 1);
    send_picture(2, "first", NOW + 1);
    OK(ledger_screenshot_request(ledger, &mine, NOW + 2, &why));
    send_picture(3, "second", NOW + 2);
    send_picture(4, "an answer to nothing", NOW + 2);
    assert_int_equal(one("SELECT count(*) FROM blob"), 1);
    OK(ledger_screenshot_request(ledger, &mine, NOW + 3, &why));
    TEXT_COPY(late.outcome, "picture_in_use");
    TEXT_COPY(late.detail, "1764000000003");
    accept(&late, 1);
    assert_int_equal(one("SELECT count(*) FROM kiosk WHERE glass_said='picture_in_use' AND"
                         " glass_hash<>''"),
                     1);
    OK(ledger_screenshot_forget(ledger, NOW, &why));
    assert_int_equal(one("SELECT count(*) FROM blob"), 1);
    OK(ledger_screenshot_switch(ledger, &mine, false, NOW, &why));
    assert_int_equal(told("%"), 0);
    assert_int_equal(one("SELECT count(*) FROM blob"), 0);
    assert_int_equal(one("SELECT count(*) FROM audit WHERE what LIKE 'glass%'"), 5);
}

static void a_kiosk_that_calls_anothers_file_its_picture_takes_nothing_away(void **state) {
    const struct ledger_screenshot mine = {"k-1", "admin", "0123456789abcdef"};
    struct change story = {.kind = CHANGE_STORY};
    char hash[BLOB_SIZE];
    (void)state;
    pair_one("k-one-1");
    OK(db_run(ledger_db(ledger), &why, NULL, "UPDATE kiosk SET id='k-1'", ""));
    OK(ledger_blob_put(ledger, "a portrait", 10, NOW, &why, hash));
    TEXT_COPY(story.u.story.key, "wang");
    TEXT_COPY(story.u.story.picture, hash);
    apply(&story, NULL);
    OK(ledger_screenshot_switch(ledger, &mine, true, NOW, &why));
    OK(ledger_screenshot_request(ledger, &mine, NOW + 1, &why));
    send_picture(1, "a portrait", NOW + 1);
    OK(ledger_screenshot_switch(ledger, &mine, false, NOW, &why));
    assert_int_equal(one("SELECT count(*) FROM blob"), 1);
}

static struct record_up request(int64_t seq, const char *number) {
    struct record_up r = record(seq, "request", "");
    TEXT_COPY(r.number, number);
    TEXT_COPY(r.category, "care");
    return r;
}

static void file(const char *phone, const char *grid, char number[TICKET_SIZE], char digits[5]) {
    static const struct seal seal;
    static const struct secret_key key;
    const struct ledger_filing filing = {.who = "wang",
                                         .category = "care",
                                         .text = "words",
                                         .phone = phone,
                                         .member_no = "",
                                         .grid = grid,
                                         .seal = &seal,
                                         .card_key = &key};
    OK(db_begin(ledger_db(ledger), &why));
    OK(ledger_file_request(ledger, &filing, NOW, &why, number, digits));
    OK(db_commit(ledger_db(ledger), &why));
}

static void a_request_filed_at_the_counter_is_like_a_kiosks_with_a_number_of_its_own(void **state) {
    char number[TICKET_SIZE], digits[5];
    (void)state;
    file("", "W1", number, digits);
    assert_string_equal(number, "100-0001");
    assert_int_equal(strlen(digits), 4);
    file("16900001234", "", number, digits);
    assert_string_equal(number, "100-0002");
    assert_string_equal(digits, "");
    assert_int_equal(one("SELECT count(*) FROM request WHERE kiosk='@desk' AND stage=0 AND length("
                         "sealed)>48 AND code IS NOT NULL AND due_ms=at_ms+15*86400000"),
                     2);
    assert_int_equal(one("SELECT count(*) FROM request WHERE grid='W1'"), 1);
    assert_int_equal(one("SELECT count(*) FROM request_step WHERE who='wang' AND stage=0"), 2);
    assert_int_equal(one("SELECT count(*) FROM record WHERE kiosk='@desk'"), 2);
    assert_int_equal(one("SELECT count(*) FROM fact WHERE kind='request_step'"), 2);
    assert_int_equal(one("SELECT count(*) FROM audit WHERE what='request_filed'"), 2);
}

static void a_request_under_anothers_number_is_rejected_and_not_lost(void **state) {
    char number[TICKET_SIZE], digits[5];
    struct record_up r[2] = {request(1, "100-0001"), request(2, "101-0001")};
    (void)state;
    file("", "", number, digits);
    struct ledger_batch batch = accept(r, 2);
    assert_int_equal(batch.stored, 1);
    assert_int_equal(batch.rejected, 1);
    assert_int_equal(one("SELECT count(*) FROM request"), 2);
}

static void every_request_is_due_on_arrival_by_the_term_that_is_set(void **state) {
    struct record_up r[1] = {request(1, "101-0001")};
    (void)state;
    accept(r, 1);
    OK(ledger_meta_set(ledger, "requests.due_days", "3", &why));
    r[0] = request(2, "101-0002");
    accept(r, 1);
    OK(ledger_meta_set(ledger, "requests.due_days", "0", &why));
    r[0] = request(3, "101-0003");
    accept(r, 1);
    assert_int_equal(one("SELECT (due_ms-at_ms)/86400000 FROM request WHERE number='101-0001'"),
                     15);
    assert_int_equal(one("SELECT (due_ms-at_ms)/86400000 FROM request WHERE number='101-0002'"), 3);
    assert_int_equal(one("SELECT due_ms FROM request WHERE number='101-0003'"), 0);
}

static struct ledger *forwarding(struct ledger_pool **ret_pool) {
    struct ledger *l = NULL;
    OK(ledger_pool_new(url, 2, &why, ret_pool));
    ledger_pool_forward(*ret_pool, true);
    OK(ledger_take(*ret_pool, &why, &l));
    return l;
}

static void
another_epoch_above_sends_everything_again_and_a_restored_ledger_numbers_anew(void **state) {
    struct record_up r[2] = {record(1, "checkin", "A"), record(2, "checkin", "B")},
                     *up = calloc(8, sizeof *up);
    struct ledger_upstream now;
    struct ledger_pool *pool = NULL;
    bool again = true;
    int count = 0;
    (void)state;
    struct ledger *l = forwarding(&pool);
    OK(ledger_epoch_begin(l, NOW, &why));
    accept_as(l, "k-1", false, r, 2);
    OK(ledger_upstream_batch(l, up, 8, &why, &count));
    assert_int_equal(count, 2);
    int64_t seqs[2] = {up[0].seq, up[1].seq};
    OK(ledger_upstream_receipt(l, seqs, 2, NOW, &why));
    OK(ledger_upstream_epoch(l, "one", NOW, &why, &again));
    assert_false(again);
    OK(ledger_upstream_epoch(l, "two", NOW, &why, &again));
    assert_true(again);
    OK(ledger_upstream_state(l, &why, &now));
    assert_int_equal(now.waiting, 2);
    assert_int_equal(now.receipt, seqs[1]);
    OK(ledger_upstream_batch(l, up, 8, &why, &count));
    assert_int_equal(up[1].seq, seqs[1]);
    OK(db_run(ledger_db(l), &why, NULL, "DELETE FROM epoch", ""));
    OK(ledger_epoch_begin(l, NOW, &why));
    OK(ledger_upstream_batch(l, up, 8, &why, &count));
    assert_true(up[0].seq > seqs[1] + 1000000);
    OK(ledger_upstream_receipt(l, (int64_t[]){up[0].seq, up[1].seq}, 2, NOW, &why));
    OK(ledger_upstream_state(l, &why, &now));
    assert_int_equal(now.waiting, 0);
    ledger_give(pool, l);
    ledger_pool_free(pool);
    free(up);
}

static void what_the_desk_did_goes_up_without_its_words(void **state) {
    struct record_up r[1] = {request(1, "101-0001")}, *up = calloc(8, sizeof *up);
    struct ledger_step step = {"101-0001", "wang", "a note", "an answer", 3};
    struct ledger_pool *pool = NULL;
    int count = 0;
    (void)state;
    struct ledger *l = forwarding(&pool);
    accept_as(l, "k-1", false, r, 1);
    OK(db_begin(ledger_db(l), &why));
    OK(ledger_step(l, &step, NOW, &why));
    OK(db_commit(ledger_db(l), &why));
    OK(ledger_upstream_batch(l, up, 8, &why, &count));
    assert_int_equal(count, 2);
    assert_string_equal(up[1].kind, "request_step");
    assert_string_equal(up[1].origin_kiosk, LEDGER_DESK);
    assert_int_equal(up[1].stage, 3);
    accept_as(l, "s-village", true, up, 2); /* as if it were the next tier */
    assert_int_equal(one("SELECT stage FROM request WHERE site='s-village'"), 3);
    assert_int_equal(one("SELECT count(*) FROM request WHERE site='s-village' AND answer=''"), 1);
    ledger_give(pool, l);
    ledger_pool_free(pool);
    free(up);
}

int ledger_desk_run(void) {
    const struct CMUnitTest tests[] = {
        TEST(one_screenshot_is_kept_and_only_if_it_was_requested),
        TEST(a_kiosk_that_calls_anothers_file_its_picture_takes_nothing_away),
        TEST(a_request_filed_at_the_counter_is_like_a_kiosks_with_a_number_of_its_own),
        TEST(a_request_under_anothers_number_is_rejected_and_not_lost),
        TEST(every_request_is_due_on_arrival_by_the_term_that_is_set),
        TEST(another_epoch_above_sends_everything_again_and_a_restored_ledger_numbers_anew),
        TEST(what_the_desk_did_goes_up_without_its_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
