/* ledger: one list that both engines must pass. $MUSTER_LEDGER, or $MUSTER_POSTGRES, says which. */
#include "ledger_rig.h"

static struct change member(const char *no, const char *name) {
    struct change c = {.kind = CHANGE_MEMBER, .u.member.province = -1};
    TEXT_COPY(c.u.member.member_no, no);
    TEXT_COPY(c.u.member.name, name);
    TEXT_COPY(c.u.member.initials, "wjg wjk");
    return c;
}

static struct change card(const char *no, uint8_t first) {
    struct change c = {.kind = CHANGE_CARD, .u.card.identity = {{first}}};
    TEXT_COPY(c.u.card.member_no, no);
    return c;
}

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

static void a_row_that_is_not_understood_is_kept_aside_and_receipted(void **state) {
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

/* Two machines under one identity: the second one's record is not the first one's again. */
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
    assert_int_equal(seen_twin("k-000000000009", "bb"), 0); /* started again */
    assert_int_equal(seen_twin("k-000000000009", "cc"), 0);
    assert_int_equal(seen_twin("k-000000000009", ""), 0);
    assert_int_equal(seen_twin("k-000000000009", "bb"), NOW);
    OK(ledger_pair_code(ledger, "大厅", false, "t", NOW, &why, code));
    OK(ledger_pair(ledger, code, "k-000000000009", "1", NOW, &why, &kiosk, token));
    assert_int_equal(seen_twin("k-000000000009", "bb"), 0);
}

static void a_ledger_without_an_epoch_begins_another_far_above_what_was_read(void **state) {
    struct ledger_epoch first, restored, set_back;
    struct change m = member("A", "王建国");
    (void)state;
    apply(&m, NULL);
    OK(ledger_epoch_begin(ledger, NOW, &why));
    OK(ledger_epoch(ledger, &why, &first));
    OK(ledger_epoch_begin(ledger, NOW, &why));
    OK(ledger_epoch_for(ledger, first.cursor, NOW, &why, &restored));
    assert_string_equal(first.word, restored.word);
    OK(db_run(ledger_db(ledger), &why, NULL, "DELETE FROM epoch", ""));
    OK(ledger_epoch_begin(ledger, NOW, &why));
    OK(ledger_epoch(ledger, &why, &restored));
    assert_string_not_equal(first.word, restored.word);
    assert_true(restored.cursor > first.cursor + 1000000);
    assert_int_equal(one("SELECT count(*) FROM fact f JOIN meta m ON m.key='cursor' AND"
                         " f.cursor=CAST(m.value AS BIGINT)"),
                     1);
    OK(ledger_epoch_for(ledger, restored.cursor + 5, NOW, &why, &set_back));
    assert_string_equal(restored.word,
                        set_back.word); /* a second time within a day: not believed */
    OK(ledger_epoch_for(ledger, restored.cursor + 5, NOW + 2 * DAY, &why, &set_back));
    assert_string_not_equal(restored.word, set_back.word);
}

static void a_row_that_makes_no_sense_blocks_no_other(void **state) {
    struct record_up r[3] = {record(1, "checkin", "A"), record(2, "checkin", "B"),
                             record(3, "checkin", "C")};
    (void)state;
    r[1].uid[0] = 0; /* a check-in at nothing */
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
    struct record_up late = record(3, "checkin", "C"); /* and what comes after is right at once */
    late.synced = false;
    late.at_ms = 2000;
    late.mono_ms = 70000;
    accept(&late, 1);
    assert_int_equal(one("SELECT shown_ms FROM attendance WHERE member_no='C'"),
                     r[1].at_ms - 30000);
}

static int64_t cursor(void) {
    int64_t c = -1;
    OK(ledger_cursor(ledger, &why, &c));
    return c;
}

static void a_change_that_says_nothing_new_gets_no_cursor(void **state) {
    struct change m = member("A", "王建国");
    bool changed = false;
    (void)state;
    apply(&m, &changed);
    assert_true(changed);
    int64_t before = cursor();
    apply(&m, &changed);
    assert_false(changed);
    assert_int_equal(cursor(), before);
    assert_int_equal(one("SELECT count(*) FROM member_initials"), 2);
}

struct feed {
    int members, cards, members_before_card, removes;
};

static enum err take(void *to, const struct change *change, struct why *reason) {
    struct feed *feed = to;
    (void)reason;
    if (change->kind == CHANGE_MEMBER) feed->members++;
    if (change->kind == CHANGE_REMOVE) feed->removes++;
    if (change->kind != CHANGE_CARD) return ERR_NONE;
    feed->cards++;
    feed->members_before_card = feed->members;
    return ERR_NONE;
}

static struct feed read_feed(int64_t after) {
    struct feed feed = {0};
    struct change_sink sink = {take, &feed};
    struct wire_changes told;
    char *text = NULL;
    int64_t at = 0;
    int32_t count = 0;
    OK(ledger_changes(ledger, after, "0e0c", &why, &text, &at, &count));
    OK(wire_changes_read(text, strlen(text), &sink, NULL, &why, &told));
    assert_int_equal(told.cursor, at);
    assert_string_equal(told.epoch, "0e0c");
    free(text);
    return feed;
}

static void a_new_kiosk_gets_each_fact_once_and_no_card_before_its_member(void **state) {
    struct change m = member("A", "王建国"), c = card("A", 1);
    (void)state;
    apply(&m, NULL);
    apply(&c, NULL);
    TEXT_COPY(m.u.member.name, "王建军");
    apply(&m, NULL);
    struct feed feed = read_feed(0);
    assert_int_equal(feed.members, 1);
    assert_int_equal(feed.cards, 1);
    assert_int_equal(feed.members_before_card, 1);
}

static void what_is_removed_is_told_as_removed_and_what_comes_back_as_there(void **state) {
    struct change g = {.kind = CHANGE_GUIDE, .u.guide = {.key = "g", .card.title = "t"}};
    struct change gone = {.kind = CHANGE_REMOVE, .u.remove = {.of = CHANGE_GUIDE, .key = "g"}};
    (void)state;
    apply(&g, NULL);
    apply(&gone, NULL);
    assert_int_equal(read_feed(0).removes, 1);
    assert_int_equal(one("SELECT count(*) FROM fact WHERE kind='guide'"), 0);
    apply(&g, NULL);
    assert_int_equal(read_feed(0).removes, 0);
}

static void a_card_of_nobody_is_refused(void **state) {
    struct change c = card("nobody", 1);
    (void)state;
    OK(db_begin(ledger_db(ledger), &why));
    assert_int_equal(ledger_apply(ledger, &c, "test", NOW, &why, NULL), ERR_BAD_INPUT);
    db_rollback(ledger_db(ledger));
}

static void cards_enrolled_and_lost_at_one_kiosk_reach_the_others(void **state) {
    struct change m = member("A", "王建国");
    struct record_up r[3] = {record(1, "card_enrolled", "A"), record(2, "card_enrolled", "A"),
                             record(3, "staff_action", "A")};
    (void)state;
    apply(&m, NULL);
    r[0].has_card = r[1].has_card = true;
    r[0].card.bytes[0] = 1;
    r[1].card.bytes[0] = 2;
    TEXT_COPY(r[1].detail, "replaces");
    TEXT_COPY(r[2].outcome, "card_lost");
    accept(r, 2);
    assert_int_equal(one("SELECT count(*) FROM card WHERE state=0"), 1);
    assert_int_equal(one("SELECT count(*) FROM card WHERE state=2"), 1);
    accept(&r[2], 1);
    assert_int_equal(one("SELECT count(*) FROM card WHERE state=1"), 1);
    assert_int_equal(read_feed(0).cards, 2);
}

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

static void staff_check_in_by_hand_with_a_reason_and_take_it_back(void **state) {
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

/* More than a kiosk's batch holds, on one connection, as a console's day may bring. */
static void a_day_of_check_ins_by_hand_is_taken(void **state) {
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
    struct ledger_batch again = accept(r, 2); /* the same, from a kiosk that was long away */
    assert_int_equal(again.stored, 0);
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

/* --- several connections at once --- */
enum { THREADS = 4, BATCHES = 12, EACH = 20 };

static void *send_all(void *arg) {
    struct ledger *l = NULL;
    struct why reason;
    (void)arg;
    if (ledger_open(url, &reason, &l) != ERR_NONE) return (void *)1;
    for (int b = 0; b < BATCHES; b++) {
        struct record_up r[EACH];
        for (int i = 0; i < EACH; i++) {
            char no[16];
            snprintf(no, sizeof no, "M%d", b * EACH + i);
            r[i] = record(b * EACH + i + 1, "checkin", no);
        }
        accept_as(l, "k-1", false, r, EACH);
    }
    ledger_close(l);
    return NULL;
}

static void the_same_batches_through_many_connections_count_once(void **state) {
    struct ledger_kiosk kiosk;
    char code[9], token[96];
    pthread_t threads[THREADS];
    (void)state;
    OK(ledger_pair_code(ledger, "一", false, "li", NOW, &why, code));
    OK(ledger_pair(ledger, code, "k-1abc", "1", NOW, &why, &kiosk, token));
    for (int i = 0; i < THREADS; i++) pthread_create(&threads[i], NULL, send_all, NULL);
    for (int i = 0; i < THREADS; i++) {
        void *bad = NULL;
        pthread_join(threads[i], &bad);
        assert_null(bad);
    }
    assert_int_equal(one("SELECT count(*) FROM record"), BATCHES * EACH);
    assert_int_equal(one("SELECT count(*) FROM attendance"), BATCHES * EACH);
}

static void *change_all(void *arg) {
    struct ledger *l = NULL;
    struct why reason;
    if (ledger_open(url, &reason, &l) != ERR_NONE) return (void *)1;
    for (int i = 0; i < EACH; i++) {
        struct change g = {.kind = CHANGE_GUIDE};
        snprintf(g.u.guide.key, sizeof g.u.guide.key, "g%d-%d", (int)(intptr_t)arg, i);
        TEXT_COPY(g.u.guide.card.title, "t");
        if (db_begin(ledger_db(l), &reason) != ERR_NONE ||
            ledger_apply(l, &g, "t", NOW, &reason, NULL) != ERR_NONE ||
            db_commit(ledger_db(l), &reason) != ERR_NONE)
            return (void *)1;
    }
    ledger_close(l);
    return NULL;
}

/* A poller that reads up to a cursor while others commit has missed nothing before it. */
static void a_reader_of_the_feed_misses_nothing_that_others_commit(void **state) {
    pthread_t threads[THREADS];
    int64_t at = 0;
    int seen = 0;
    (void)state;
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, change_all, (void *)(intptr_t)i);
    for (int idle = 0; seen < THREADS * EACH && idle < 2000; idle++) {
        char *text = NULL;
        int32_t count = 0;
        OK(ledger_changes(ledger, at, "", &why, &text, &at, &count));
        free(text);
        seen += count;
        if (count == 0) usleep(5000);
    }
    for (int i = 0; i < THREADS; i++) {
        void *bad = NULL;
        pthread_join(threads[i], &bad);
        assert_null(bad);
    }
    assert_int_equal(seen, THREADS * EACH);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_record_is_stored_once_however_often_it_comes),
        TEST(the_half_of_a_batch_that_is_new_is_stored),
        TEST(a_row_that_is_not_understood_is_kept_aside_and_receipted),
        TEST(another_record_under_a_number_that_is_taken_is_kept_and_can_be_taken),
        TEST(a_kiosk_that_starts_again_is_one_and_two_that_take_turns_are_two),
        TEST(a_ledger_without_an_epoch_begins_another_far_above_what_was_read),
        TEST(a_row_that_makes_no_sense_blocks_no_other),
        TEST(what_was_undone_stays_undone_when_the_old_record_comes_again),
        TEST(hours_and_sign_ups_follow_from_records),
        TEST(a_doubtful_time_is_put_right_once_the_clock_is_known),
        TEST(a_change_that_says_nothing_new_gets_no_cursor),
        TEST(a_new_kiosk_gets_each_fact_once_and_no_card_before_its_member),
        TEST(what_is_removed_is_told_as_removed_and_what_comes_back_as_there),
        TEST(a_card_of_nobody_is_refused),
        TEST(cards_enrolled_and_lost_at_one_kiosk_reach_the_others),
        TEST(a_request_goes_through_its_stages_and_never_back),
        TEST(staff_check_in_by_hand_with_a_reason_and_take_it_back),
        TEST(a_day_of_check_ins_by_hand_is_taken),
        TEST(a_pairing_code_works_once_and_five_wrong_ones_void_them_all),
        TEST(a_token_is_one_kiosks_until_it_is_cut_off),
        TEST(five_wrong_passwords_lock_an_account_for_fifteen_minutes),
        TEST(a_session_ends_after_a_day_at_the_desk_however_busy),
        TEST(a_changed_audit_row_is_named),
        TEST(retention_lets_go_of_people_and_keeps_counts_and_the_chain),
        TEST(a_file_comes_in_parts_and_a_wrong_one_is_dropped),
        TEST(records_go_up_with_whose_they_were_and_leave_on_their_receipt),
        TEST(the_same_batches_through_many_connections_count_once),
        TEST(a_reader_of_the_feed_misses_nothing_that_others_commit),
    };
    if (crypto_init(&why) != ERR_NONE) return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return failed + ledger_desk_run() + ledger_update_run();
}
