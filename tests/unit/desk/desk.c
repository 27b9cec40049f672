/* desk: every tap and intent is answered, after COMMIT, and nothing is kept of a person who has
 * left. */
#include "desk/desk.h"
#include "base/mailbox.h"
#include "desk/core/import_file.h"
#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define MINUTE INT64_C(60000)
#define T0 INT64_C(1795397400000) /* 2026-11-23T09:30+08:00 */

static const struct activity_rules rules = {30, 30, 10, 10};
static struct secret_key key; /* of the set-up's folder */

struct bench {
    char dir[64];
    struct mailbox *glass;
    struct desk *desk;
    struct glass_event *event;
};

static void post(void *to, const struct glass_event *event) {
    struct bench *b = to;
    assert_true(mailbox_post(b->glass, event, glass_event_size(event)));
}

static struct tag tag_of(int n) {
    return (struct tag){.tech = TAG_A, .uid_length = 7, .uid = {4, (uint8_t)n, 1, 2, 3, 4, 5}};
}

static enum err fill(void *from, const struct change_sink *sink, struct why *why) {
    (void)from;
    static const char *const names[] = {"王建国", "李秀英", "单雄"};
    struct change c;
    enum err e = ERR_NONE;
    for (int i = 0; i < 3 && e == ERR_NONE; i++) {
        memset(&c, 0, sizeof c);
        c.kind = CHANGE_MEMBER;
        snprintf(c.u.member.member_no, KEY_SIZE, "LS%04d", i + 1);
        TEXT_COPY(c.u.member.name, names[i]);
        TEXT_COPY(c.u.member.initials, "x");
        e = sink->take(sink->to, &c, why);
        struct tag tag = tag_of(i + 1);
        memset(&c, 0, sizeof c);
        c.kind = CHANGE_CARD;
        snprintf(c.u.card.member_no, KEY_SIZE, "LS%04d", i + 1);
        c.u.card.identity = tag_identity(&tag, &key);
        c.u.card.state = i == 2 ? CARD_REVOKED : CARD_ACTIVE;
        if (e == ERR_NONE) e = sink->take(sink->to, &c, why);
    }
    for (int i = 0; i < 2 && e == ERR_NONE;
         i++) { /* one now that counts hours, one tomorrow for one person */
        memset(&c, 0, sizeof c);
        c.kind = CHANGE_OCCURRENCE;
        struct occurrence *o = &c.u.occurrence.occurrence;
        *o = (struct occurrence){.start_ms = T0 + i * 1440 * MINUTE,
                                 .end_ms = T0 + i * 1440 * MINUTE + 90 * MINUTE,
                                 .opens_before_min = BY_RULE,
                                 .closes_after_min = BY_RULE,
                                 .late_after_min = BY_RULE,
                                 .counts_hours = true,
                                 .capacity = i};
        c.u.occurrence.recurrence_ms = o->start_ms;
        snprintf(c.u.occurrence.uid, 192, "u%d", i);
        TEXT_COPY(o->title, i ? "茶话会" : "活动日");
        e = sink->take(sink->to, &c, why);
    }
    memset(&c, 0, sizeof c);
    c.kind = CHANGE_CATEGORY;
    TEXT_COPY(c.u.category.category.key, "work");
    TEXT_COPY(c.u.category.category.title, "就业创业");
    return e == ERR_NONE ? sink->take(sink->to, &c, why) : e;
}

static void start_desk(struct bench *b) {
    struct why why = {0};
    struct desk_config config = {.data_directory = b->dir, .rules = rules, .post = post, .to = b};
    assert_int_equal(desk_open(&config, &why, &b->desk), ERR_NONE);
}

static int set_up(void **state) {
    struct bench *b = calloc(1, sizeof *b);
    struct why why = {0};
    struct store_report report;
    struct store *store = NULL;
    int64_t changed = 0;
    clock_pretend(T0, true);
    strcpy(b->dir, "/tmp/muster-desk-XXXXXX");
    assert_non_null(mkdtemp(b->dir));
    assert_int_equal(store_open(b->dir, &rules, &why, &report, &store), ERR_NONE);
    char key_path[96];
    snprintf(key_path, sizeof key_path, "%s/card.key", b->dir);
    assert_int_equal(crypto_key_open(key_path, &why, &key), ERR_NONE);
    if (desk_import_file(store, "fixture", fill, NULL, &why, &changed) != ERR_NONE)
        fail_msg("%s", why.text);
    store_close(store);
    b->glass = mailbox_new(16, sizeof(struct glass_event), NULL, NULL);
    b->event = malloc(sizeof *b->event);
    start_desk(b);
    *state = b;
    return 0;
}

static int tear_down(void **state) {
    struct bench *b = *state;
    char command[128];
    desk_close(b->desk);
    mailbox_free(b->glass);
    snprintf(command, sizeof command, "rm -rf %s", b->dir);
    int rc = system(command);
    free(b->event);
    free(b);
    return rc;
}

static const struct glass_event *next(struct bench *b, enum glass_event_kind kind) {
    do {
        if (!mailbox_take(b->glass, 10000, b->event, NULL))
            fail_msg("no event of kind %d came", kind);
    } while (b->event->kind != kind);
    return b->event;
}

static const struct outcome *tap(struct bench *b, int n) {
    struct reader_event e = {.kind = READER_TAP, .tag = tag_of(n), .seen_ns = 5};
    assert_true(desk_tell(b->desk, &e));
    return &next(b, GLASS_OUTCOME)->u.outcome;
}

static void ask(struct bench *b, struct intent i) {
    assert_true(desk_ask(b->desk, &i));
}

static void a_first_tap_is_welcomed_and_the_second_is_already_in(void **state) {
    struct bench *b = *state;
    const struct outcome *o = tap(b, 1);
    assert_int_equal(o->kind, OUTCOME_WELCOME);
    assert_string_equal(o->member_name, "王建国");
    assert_int_equal(o->nth_today, 1);
    assert_int_equal(o->tap_seen_ns, 5);
    o = tap(b, 1);
    assert_int_equal(o->kind, OUTCOME_ALREADY_IN);
    assert_int_equal(o->earlier_ms, T0);
    assert_int_equal(tap(b, 2)->nth_today, 2);
}

static void the_clock_moves_and_hours_are_asked_for_and_counted(void **state) {
    struct bench *b = *state;
    tap(b, 1);
    desk_close(b->desk);
    clock_pretend(T0 + 60 * MINUTE, true);
    start_desk(b);
    const struct outcome *o = tap(b, 1);
    assert_int_equal(o->kind, OUTCOME_ASK_SIGN_OUT);
    int64_t occurrence = o->occurrence.id;
    ask(b, (struct intent){.kind = INTENT_SIGN_OUT, .u.activity = {occurrence}});
    o = &next(b, GLASS_OUTCOME)->u.outcome;
    assert_int_equal(o->kind, OUTCOME_SIGNED_OUT);
    assert_int_equal(o->minutes_now, 60);
    assert_int_equal(o->volunteer_minutes, 60);
    assert_int_equal(tap(b, 1)->kind, OUTCOME_ALREADY_IN);
}

static void nobody_can_answer_for_a_person_who_has_gone(void **state) {
    struct bench *b = *state;
    int64_t occurrence = tap(b, 1)->occurrence.id;
    ask(b, (struct intent){.kind = INTENT_FORGET});
    ask(b, (struct intent){.kind = INTENT_SIGN_OUT, .u.activity = {occurrence}});
    const struct outcome *o = &next(b, GLASS_OUTCOME)->u.outcome;
    assert_int_equal(o->kind, OUTCOME_REFUSED);
    assert_int_equal(o->reason, REFUSAL_TOO_LATE);
    assert_string_equal(o->member_name, "");
    ask(b, (struct intent){.kind = INTENT_MINE, .ticket = 3});
    assert_int_equal(next(b, GLASS_ANSWER)->u.answer.kind, ANSWER_FAILED);
    tap(b, 2);
    ask(b, (struct intent){.kind = INTENT_MINE, .ticket = 4});
    const struct answer *a = &next(b, GLASS_ANSWER)->u.answer;
    assert_int_equal(a->kind, ANSWER_MINE);
    assert_int_equal(a->ticket, 4);
    assert_string_equal(a->u.mine.name, "李秀英");
}

static void refusals_say_why(void **state) {
    struct bench *b = *state;
    struct reader_event two = {.kind = READER_TWO_CARDS}, again = {.kind = READER_TRY_AGAIN};
    struct reader_event phone = {.kind = READER_TAP,
                                 .tag = {.tech = TAG_A, .uid_length = 4, .uid = {8, 1, 2, 3}}};
    const struct outcome *o = tap(b, 3);
    assert_int_equal(o->reason, REFUSAL_REVOKED);
    o = tap(b, 99);
    assert_int_equal(o->kind, OUTCOME_UNKNOWN_CARD);
    assert_int_equal(strlen(o->enrol_number), 6);
    desk_tell(b->desk, &two);
    assert_int_equal(next(b, GLASS_OUTCOME)->u.outcome.reason, REFUSAL_TWO_CARDS);
    desk_tell(b->desk, &again);
    assert_int_equal(next(b, GLASS_OUTCOME)->u.outcome.reason, REFUSAL_TRY_AGAIN);
    desk_tell(b->desk, &phone);
    assert_int_equal(next(b, GLASS_OUTCOME)->u.outcome.reason, REFUSAL_RANDOM_UID);
}

static void a_tap_signs_up_where_the_glass_expects_it(void **state) {
    struct bench *b = *state;
    ask(b, (struct intent){.kind = INTENT_DAY, .u.day = {2026, 11, 24, 1}});
    int64_t tomorrow = next(b, GLASS_ANSWER)->u.answer.u.day.activities[0].occurrence.id;
    struct intent expect = {.kind = INTENT_EXPECT,
                            .u.expect = {.what = EXPECT_SIGN_UP, .occurrence_id = tomorrow}};
    ask(b, expect);
    assert_int_equal(tap(b, 1)->kind, OUTCOME_SIGNED_UP);
    assert_int_equal(tap(b, 1)->kind, OUTCOME_WELCOME); /* an expectation holds for one tap */
    ask(b, expect);
    assert_int_equal(tap(b, 2)->kind, OUTCOME_SIGN_UP_WAITING);
    ask(b, expect);
    ask(b, (struct intent){.kind = INTENT_FORGET});
    assert_int_equal(tap(b, 2)->kind, OUTCOME_WELCOME);
}

static void a_request_stands_in_the_outbox_before_its_ticket_is_shown(void **state) {
    struct bench *b = *state;
    struct intent i = {.kind = INTENT_FILE_REQUEST, .ticket = 9};
    TEXT_COPY(i.u.request.category, "work");
    TEXT_COPY(i.u.request.text, "想参加技能培训");
    ask(b, i);
    const struct answer *a = &next(b, GLASS_ANSWER)->u.answer;
    assert_int_equal(a->kind, ANSWER_TICKET);
    assert_int_equal(a->ticket, 9);
    assert_string_equal(a->u.ticket.category, "就业创业");
    struct why why = {0};
    struct store *reader = NULL;
    int32_t rows = 0;
    int64_t oldest = 0;
    assert_int_equal(store_open_to_read(b->dir, &rules, &why, &reader), ERR_NONE);
    assert_int_equal(store_pending(reader, &why, &rows, &oldest), ERR_NONE);
    assert_int_equal(rows, 1);
    store_close(reader);
    TEXT_COPY(i.u.request.category, "no such");
    ask(b, i);
    assert_int_equal(next(b, GLASS_ANSWER)->u.answer.kind, ANSWER_FAILED);
}

static void damage_while_running_is_mended_and_the_tap_is_answered(void **state) {
    struct bench *b = *state;
    char path[96], noise[4096];
    tap(b, 1);
    desk_close(b->desk);
    b->desk = NULL;
    start_desk(b);
    next(b, GLASS_STORE);
    snprintf(path, sizeof path, "%s/muster.db", b->dir);
    FILE *f = fopen(path, "r+");
    assert_non_null(f);
    memset(noise, 0x5a, sizeof noise);
    for (int page = 1; page < 12; page++) { /* all but the first page, while the desk is running */
        fseek(f, page * 4096L, SEEK_SET);
        fwrite(noise, 1, sizeof noise, f);
    }
    fclose(f);
    const struct outcome *o = tap(b, 2);
    assert_true(o->kind == OUTCOME_WELCOME || o->kind == OUTCOME_UNKNOWN_CARD);
}

static void another_process_importing_is_noticed(void **state) {
    struct bench *b = *state;
    struct why why = {0};
    struct store_report report;
    struct store *store = NULL;
    next(b, GLASS_STORE);
    assert_int_equal(store_open(b->dir, &rules, &why, &report, &store), ERR_NONE);
    assert_int_equal(store_begin(store, &why), ERR_NONE);
    assert_int_equal(store_audit(store, T0, "import", "x", "", &why), ERR_NONE);
    assert_int_equal(store_commit(store, &why), ERR_NONE);
    store_close(store);
    next(b, GLASS_CHANGED);
}

int main(void) {
    setenv("TZ", "Asia/Shanghai", 1);
    tzset();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_first_tap_is_welcomed_and_the_second_is_already_in,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_clock_moves_and_hours_are_asked_for_and_counted, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(nobody_can_answer_for_a_person_who_has_gone, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(refusals_say_why, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_tap_signs_up_where_the_glass_expects_it, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_request_stands_in_the_outbox_before_its_ticket_is_shown,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(damage_while_running_is_mended_and_the_tap_is_answered,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(another_process_importing_is_noticed, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
