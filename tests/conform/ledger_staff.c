/* ledger_staff: actions of staff at the station: requests, manual check-ins, accounts, retention.
 */
#include "ledger_rig.h"

static void a_request_goes_through_its_stages_and_never_back(void **state) {
    struct record_up r = record(1, "request", "A");
    struct ledger_step step = {
        .number = "107-0001", .who = "li", .note = "", .answer = "好", .stage = 3};
    (void)state;
    TEXT_COPY(r.number, "107-0001");
    TEXT_COPY(r.category, "hardship");
    r.sealed_bytes = 60;
    accept(&r, 1);
    OK(db_begin(ledger_db(ledger), &why));
    OK(ledger_step(ledger, &step, NOW + 5, &why));
    step.stage = 2;
    assert_int_equal(ledger_step(ledger, &step, NOW + 6, &why), ERR_BAD_INPUT);
    db_rollback(ledger_db(ledger));
    step.stage = 3;
    OK(db_begin(ledger_db(ledger), &why));
    OK(ledger_step(ledger, &step, NOW + 5, &why));
    OK(db_commit(ledger_db(ledger), &why));
    assert_int_equal(one("SELECT stage FROM request"), 3);
    assert_int_equal(one("SELECT count(*) FROM fact WHERE kind='request_step'"), 2);
    struct record_up rating = record(2, "rating", "A");
    TEXT_COPY(rating.number, "107-0001");
    rating.rating = 1;
    accept(&rating, 1);
    assert_int_equal(one("SELECT rating FROM request"), 1);
}

static struct change activity_day(void) {
    struct change o = {.kind = CHANGE_OCCURRENCE,
                       .u.occurrence = {.uid = "day@station", .recurrence_ms = 5}};
    TEXT_COPY(o.u.occurrence.occurrence.title, "活动日");
    return o;
}

static void staff_make_a_manual_check_in_with_a_reason_and_undo_it(void **state) {
    struct change m = member("A", "王建国");
    struct change o = activity_day();
    struct ledger_check_in d = {"day@station", 5, "A", "li", "", NOW};
    (void)state;
    o.u.occurrence.occurrence.start_ms = NOW - 3600000;
    o.u.occurrence.occurrence.end_ms = NOW + 3600000;
    o.u.occurrence.occurrence.late_after_min = -1;
    apply(&m, NULL);
    apply(&o, NULL);
    OK(db_begin(ledger_db(ledger), &why));
    assert_int_equal(ledger_check_in(ledger, &d, NOW, &why), ERR_BAD_INPUT);
    d.reason = "忘带卡";
    OK(ledger_check_in(ledger, &d, NOW, &why));
    assert_int_equal(ledger_check_in(ledger, &d, NOW, &why), ERR_BAD_INPUT);
    OK(ledger_undo_check_in(ledger, &d, NOW, &why));
    assert_int_equal(ledger_undo_check_in(ledger, &d, NOW, &why), ERR_NOT_FOUND);
    OK(db_commit(ledger_db(ledger), &why));
    assert_int_equal(one("SELECT late FROM attendance"), 1);
    assert_int_equal(one("SELECT count(*) FROM audit"), 2);
}

/* More check-ins than the batch of a kiosk can have, on one connection, as in the console. */
static void a_day_of_manual_check_ins_is_accepted(void **state) {
    struct change m = member("A", "王建国");
    struct change o = activity_day();
    struct ledger_check_in d = {"day@station", 5, "A", "li", "忘带卡", NOW};
    (void)state;
    apply(&m, NULL);
    apply(&o, NULL);
    OK(db_begin(ledger_db(ledger), &why));
    for (int i = 0; i <= WIRE_RECORDS_MAX; i++) {
        OK(ledger_check_in(ledger, &d, NOW + i, &why));
        OK(ledger_undo_check_in(ledger, &d, NOW + i, &why));
    }
    OK(db_commit(ledger_db(ledger), &why));
    assert_int_equal(one("SELECT count(*) FROM attendance WHERE undone=1"), 1);
}

static void a_pairing_code_works_once_and_five_wrong_ones_void_them_all(void **state) {
    struct ledger_kiosk kiosk, known;
    char code[9], other[9], token[96];
    (void)state;
    OK(ledger_pair_code(ledger, "大厅一号", false, "li", NOW, &why, code));
    assert_int_equal(
        ledger_pair(ledger, code, "k-abcd", "1", NOW + 11 * 60000, &why, &kiosk, token),
        ERR_PERMISSION);
    OK(ledger_pair_code(ledger, "大厅一号", false, "li", NOW, &why, code));
    OK(ledger_pair(ledger, code, "k-abcd", "1", NOW, &why, &kiosk, token));
    assert_int_equal(kiosk.number, 101);
    assert_int_equal(ledger_pair(ledger, code, "k-abce", "1", NOW, &why, &kiosk, token),
                     ERR_PERMISSION);
    OK(ledger_kiosk_of_token(ledger, token, &why, &known));
    assert_string_equal(known.id, "k-abcd");
    OK(ledger_pair_code(ledger, "大厅二号", false, "li", NOW, &why, other));
    for (int i = 0; i < 4; i++)
        assert_int_equal(ledger_pair(ledger, "nothing", "k-abcf", "1", NOW, &why, &kiosk, token),
                         ERR_PERMISSION);
    assert_int_equal(ledger_pair(ledger, "nothing", "k-abcf", "1", NOW, &why, &kiosk, token),
                     ERR_BUSY);
    assert_int_equal(ledger_pair(ledger, other, "k-abcf", "1", NOW, &why, &kiosk, token),
                     ERR_PERMISSION);
}

static void a_token_is_one_kiosks_until_it_is_cut_off(void **state) {
    struct ledger_kiosk kiosk, known;
    char code[9], token[96], forged[96];
    (void)state;
    OK(ledger_pair_code(ledger, "一", false, "li", NOW, &why, code));
    OK(ledger_pair(ledger, code, "k-abcd", "1", NOW, &why, &kiosk, token));
    snprintf(forged, sizeof forged, "k-other%s", strchr(token, '.'));
    assert_int_equal(ledger_kiosk_of_token(ledger, forged, &why, &known), ERR_NOT_FOUND);
    TEXT_COPY(forged, token);
    forged[strlen(forged) - 1] ^= 1;
    assert_int_equal(ledger_kiosk_of_token(ledger, forged, &why, &known), ERR_NOT_FOUND);
    assert_int_equal(ledger_kiosk_of_token(ledger, "", &why, &known), ERR_NOT_FOUND);
    OK(ledger_revoke(ledger, "k-abcd", "li", NOW, &why));
    assert_int_equal(ledger_kiosk_of_token(ledger, token, &why, &known), ERR_PERMISSION);
}

static void five_wrong_passwords_lock_an_account_for_fifteen_minutes(void **state) {
    struct ledger_account a = {.name = "li.min", .display = "李敏", .role = ROLE_STAFF}, got;
    char session[SESSION_SIZE], csrf[SESSION_SIZE];
    int64_t left = 0;
    (void)state;
    assert_int_equal(ledger_account_set(ledger, &a, "short", false, "t", NOW, &why), ERR_BAD_INPUT);
    OK(ledger_account_set(ledger, &a, "correct-horse-1", false, "t", NOW, &why));
    for (int i = 0; i < LOGIN_TRIES; i++)
        assert_int_equal(
            ledger_sign_in(ledger, "li.min", "wrong", NOW, &why, &got, session, csrf, &left),
            ERR_PERMISSION);
    assert_int_equal(
        ledger_sign_in(ledger, "li.min", "correct-horse-1", NOW, &why, &got, session, csrf, &left),
        ERR_BUSY);
    assert_int_equal(left, LOGIN_LOCK_MS);
    OK(ledger_sign_in(ledger, "li.min", "correct-horse-1", NOW + LOGIN_LOCK_MS, &why, &got, session,
                      csrf, &left));
    OK(ledger_session(ledger, session, NOW + LOGIN_LOCK_MS, &why, &got, csrf));
    assert_int_equal(got.role, ROLE_STAFF);
    assert_int_equal(ledger_session(ledger, csrf, NOW, &why, &got, csrf), ERR_PERMISSION);
    OK(ledger_account_set(ledger, &a, NULL, true, "t", NOW, &why)); /* disabled: out at once */
    assert_int_equal(ledger_session(ledger, session, NOW, &why, &got, csrf), ERR_PERMISSION);
}

static void a_session_ends_after_a_day_at_the_desk_however_busy(void **state) {
    struct ledger_account got, staff = {.role = ROLE_STAFF};
    char session[SESSION_SIZE], csrf[SESSION_SIZE];
    const int64_t hour = 3600000;
    int64_t left = 0, busy = 1;
    (void)state;
    TEXT_COPY(staff.name, "wang.fang");
    TEXT_COPY(staff.display, "王芳");
    OK(ledger_account_set(ledger, &staff, "correct-horse-1", false, "t", NOW, &why));
    OK(ledger_sign_in(ledger, "wang.fang", "correct-horse-1", NOW, &why, &got, session, csrf,
                      &left));
    for (; busy * hour < SESSION_MOST_MS; busy++)
        OK(ledger_session(ledger, session, NOW + busy * hour, &why, &got, csrf));
    assert_int_equal(ledger_session(ledger, session, NOW + busy * hour, &why, &got, csrf),
                     ERR_PERMISSION);
}

static void a_changed_audit_row_is_named(void **state) {
    int64_t broken = -1, rows = 0;
    (void)state;
    OK(db_begin(ledger_db(ledger), &why));
    for (int i = 0; i < 5; i++) OK(ledger_audit(ledger, NOW + i, "li", "deed", "detail", &why));
    OK(db_commit(ledger_db(ledger), &why));
    OK(ledger_audit_check(ledger, &why, &broken, &rows));
    assert_int_equal(broken, 0);
    assert_int_equal(rows, 5);
    OK(db_script(ledger_db(ledger), &why, "UPDATE audit SET who='he' WHERE id=3"));
    OK(ledger_audit_check(ledger, &why, &broken, &rows));
    assert_int_equal(broken, 3);
    OK(db_script(ledger_db(ledger), &why,
                 "UPDATE audit SET who='li' WHERE id=3; DELETE FROM audit WHERE id=4"));
    OK(ledger_audit_check(ledger, &why, &broken, &rows));
    assert_int_equal(broken, 5);
}

static void retention_lets_go_of_people_and_keeps_counts_and_the_chain(void **state) {
    struct record_up r[2] = {record(1, "request", "A"), record(2, "checkin", "A")};
    struct ledger_step step = {
        .number = "107-0001", .who = "li", .note = "秘密", .answer = "", .stage = 4};
    struct ledger_retention done = {0};
    int64_t broken = -1;
    (void)state;
    TEXT_COPY(r[0].number, "107-0001");
    r[0].sealed_bytes = 60;
    accept(r, 2);
    OK(db_begin(ledger_db(ledger), &why));
    OK(ledger_step(ledger, &step, NOW, &why));
    OK(db_commit(ledger_db(ledger), &why));
    assert_int_equal(ledger_retain(ledger, 30, 100, NOW, &why, &done), ERR_BAD_INPUT);
    OK(ledger_retain(ledger, 30, 180, NOW + 200 * DAY, &why, &done));
    assert_int_equal(done.requests, 1);
    assert_int_equal(done.attendance, 1);
    assert_int_equal(one("SELECT count(*) FROM request WHERE sealed IS NULL AND member_no=''"), 1);
    assert_int_equal(one("SELECT count(*) FROM attendance WHERE member_no='A'"), 0);
    assert_int_equal(one("SELECT count(*) FROM attendance"), 1);
    assert_int_equal(one("SELECT count(*) FROM request_step WHERE note<>''"), 0);
    assert_int_equal(one("SELECT count(*) FROM fact WHERE kind='request_step'"), 0);
    assert_int_equal(one("SELECT count(*) FROM record WHERE member_no='A' OR raw<>''"), 0);
    OK(ledger_audit_check(ledger, &why, &broken, NULL));
    assert_int_equal(broken, 0);
    struct ledger_batch again =
        accept(r, 2); /* the same batch from a kiosk that was offline for long */
    assert_int_equal(again.stored, 0);
}

int ledger_staff_run(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_request_goes_through_its_stages_and_never_back),
        TEST(staff_make_a_manual_check_in_with_a_reason_and_undo_it),
        TEST(a_day_of_manual_check_ins_is_accepted),
        TEST(a_pairing_code_works_once_and_five_wrong_ones_void_them_all),
        TEST(a_token_is_one_kiosks_until_it_is_cut_off),
        TEST(five_wrong_passwords_lock_an_account_for_fifteen_minutes),
        TEST(a_session_ends_after_a_day_at_the_desk_however_busy),
        TEST(a_changed_audit_row_is_named),
        TEST(retention_lets_go_of_people_and_keeps_counts_and_the_chain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
