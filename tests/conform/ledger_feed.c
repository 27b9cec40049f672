/* ledger_feed: changes, the feed that kiosks pull, and the epoch of a ledger. */
#include "ledger_rig.h"

static struct change card(const char *no, uint8_t first) {
    struct change c = {.kind = CHANGE_CARD, .u.card.identity = {{first}}};
    TEXT_COPY(c.u.card.member_no, no);
    return c;
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
    assert_string_equal(restored.word, set_back.word); /* a second time within a day: ignored */
    OK(ledger_epoch_for(ledger, restored.cursor + 5, NOW + 2 * DAY, &why, &set_back));
    assert_string_not_equal(restored.word, set_back.word);
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

int ledger_feed_run(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_ledger_without_an_epoch_begins_another_far_above_what_was_read),
        TEST(a_change_that_says_nothing_new_gets_no_cursor),
        TEST(a_new_kiosk_gets_each_fact_once_and_no_card_before_its_member),
        TEST(what_is_removed_is_told_as_removed_and_what_comes_back_as_there),
        TEST(a_card_of_nobody_is_refused),
        TEST(cards_enrolled_and_lost_at_one_kiosk_reach_the_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
