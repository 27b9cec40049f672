/* ledger_desk: what staff at the desk set going, over both engines. */
#include "ledger_rig.h"

static void pair_one(const char *kiosk) {
    char code[9], token[96];
    struct ledger_kiosk paired;
    OK(ledger_pair_code(ledger, "Hall", false, "admin", NOW, &why, code));
    OK(ledger_pair(ledger, code, kiosk, "1", NOW, &why, &paired, token));
}

/* A picture of `bytes` that answers the ask of asked_ms. */
static void send_picture(int64_t seq, const char *bytes, int64_t asked_ms) {
    struct record_up r = record(seq, "device_status", "");
    char hash[BLOB_SIZE];
    OK(ledger_blob_put(ledger, bytes, strlen(bytes), NOW, &why, hash));
    TEXT_COPY(r.outcome, "picture");
    snprintf(r.detail, sizeof r.detail, "%lld", (long long)asked_ms);
    r.has_picture = true;
    r.picture = crypto_keyed_hash(NULL, bytes, strlen(bytes), NULL, 0);
    assert_int_equal(accept(&r, 1).stored, 1);
}

static int64_t told(const char *value) {
    int64_t n = 0;
    OK(db_one(ledger_db(ledger), &why, &n,
              "SELECT count(*) FROM fact WHERE kind='setting' AND key='glass.101' AND body LIKE $1",
              "t", value));
    return n;
}

static void a_picture_of_a_glass_is_kept_where_it_was_asked_for_and_one_at_a_time(void **state) {
    const struct ledger_glass glass = {"k-one-1", "admin", "0123456789abcdef"};
    struct record_up late = record(9, "device_status", "");
    (void)state;
    pair_one("k-one-1");
    assert_int_equal(ledger_glass_ask(ledger, &glass, NOW, &why), ERR_PERMISSION);
    OK(db_run(ledger_db(ledger), &why, NULL, "UPDATE kiosk SET id='k-1'", ""));
    const struct ledger_glass mine = {"k-1", "admin", "0123456789abcdef"};
    send_picture(1, "nobody asked", NOW);
    assert_int_equal(one("SELECT count(*) FROM blob"), 0);
    OK(ledger_glass_switch(ledger, &mine, true, NOW, &why));
    OK(ledger_glass_ask(ledger, &mine, NOW + 1, &why));
    assert_int_equal(told("%0123456789abcdef 1764000000001%"), 1);
    send_picture(2, "first", NOW + 1);
    OK(ledger_glass_ask(ledger, &mine, NOW + 2, &why));
    send_picture(3, "second", NOW + 2);
    send_picture(4, "an answer to nothing", NOW + 2);
    assert_int_equal(one("SELECT count(*) FROM blob"), 1);
    OK(ledger_glass_ask(ledger, &mine, NOW + 3, &why));
    TEXT_COPY(late.outcome, "picture_in_use");
    TEXT_COPY(late.detail, "1764000000003");
    accept(&late, 1);
    assert_int_equal(one("SELECT count(*) FROM kiosk WHERE glass_said='picture_in_use' AND"
                         " glass_hash<>''"),
                     1);
    OK(ledger_glass_forget(ledger, NOW, &why));
    assert_int_equal(one("SELECT count(*) FROM blob"), 1);
    OK(ledger_glass_switch(ledger, &mine, false, NOW, &why));
    assert_int_equal(told("%"), 0);
    assert_int_equal(one("SELECT count(*) FROM blob"), 0);
    assert_int_equal(one("SELECT count(*) FROM audit WHERE what LIKE 'glass%'"), 5);
}

static void a_kiosk_that_calls_anothers_file_its_picture_takes_nothing_away(void **state) {
    const struct ledger_glass mine = {"k-1", "admin", "0123456789abcdef"};
    struct change story = {.kind = CHANGE_STORY};
    char hash[BLOB_SIZE];
    (void)state;
    pair_one("k-one-1");
    OK(db_run(ledger_db(ledger), &why, NULL, "UPDATE kiosk SET id='k-1'", ""));
    OK(ledger_blob_put(ledger, "a portrait", 10, NOW, &why, hash));
    TEXT_COPY(story.u.story.key, "wang");
    TEXT_COPY(story.u.story.picture, hash);
    apply(&story, NULL);
    OK(ledger_glass_switch(ledger, &mine, true, NOW, &why));
    OK(ledger_glass_ask(ledger, &mine, NOW + 1, &why));
    send_picture(1, "a portrait", NOW + 1);
    OK(ledger_glass_switch(ledger, &mine, false, NOW, &why));
    assert_int_equal(one("SELECT count(*) FROM blob"), 1);
}

int ledger_desk_run(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_picture_of_a_glass_is_kept_where_it_was_asked_for_and_one_at_a_time),
        TEST(a_kiosk_that_calls_anothers_file_its_picture_takes_nothing_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
