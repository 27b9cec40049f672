/* changes: every kind is read back unchanged; an invalid member is refused by its name.
 */
#include "wire/changes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct change a, b;

static void round_trip(void) {
    char *text = NULL;
    struct why why = {0};
    assert_int_equal(wire_change_write(&a, &why, &text), ERR_NONE);
    if (wire_change_read(text, strlen(text), &why, &b) != ERR_NONE) fail_msg("%s", why.text);
    assert_memory_equal(&a, &b, sizeof a);
    free(text);
}

static void every_kind_comes_back_as_it_went(void **state) {
    (void)state;
    a = (struct change){.kind = CHANGE_MEMBER,
                        .u.member = {.member_no = "V0001", .name = "王建国", .province = -1}};
    round_trip();
    a = (struct change){.kind = CHANGE_CARD,
                        .u.card = {.member_no = "V0001", .identity = {{1, 2}}, .state = CARD_LOST}};
    round_trip();
    a = (struct change){.kind = CHANGE_OCCURRENCE,
                        .u.occurrence = {.uid = "x@y",
                                         .recurrence_ms = 5,
                                         .occurrence = {.title = "活动日",
                                                        .start_ms = 5,
                                                        .end_ms = 6,
                                                        .opens_before_min = -1,
                                                        .closes_after_min = -1,
                                                        .late_after_min = 0,
                                                        .counts_hours = true}}};
    round_trip();
    a = (struct change){.kind = CHANGE_STORY,
                        .u.story = {.key = "s",
                                    .card = {.name = "示例", .title = "t"},
                                    .consent = true,
                                    .tag_count = 2,
                                    .tags = {"a", "b"},
                                    .body = "# 一\n二"}};
    round_trip();
    a = (struct change){.kind = CHANGE_REQUEST_STEP,
                        .u.request_step = {.number = "107-0312",
                                           .stage = 3,
                                           .at_ms = 9,
                                           .answer = "好",
                                           .filed_ms = 1,
                                           .has_code = true,
                                           .code = {{7}}}};
    round_trip();
    a = (struct change){.kind = CHANGE_STAFF, .u.staff = {.key = "li", .name = "李敏"}};
    round_trip();
    a = (struct change){.kind = CHANGE_REMOVE, .u.remove = {.of = CHANGE_STORY, .key = "s"}};
    round_trip();
    a = (struct change){
        .kind = CHANGE_CATEGORY,
        .u.category = {.category = {.key = "k", .title = "t", .phrase_count = 1, .phrases = {"p"}},
                       .order = -4}};
    round_trip();
}

static void what_does_not_fit_is_refused_by_name(void **state) {
    static const struct {
        const char *text, *why;
    } bad[] = {
        {"{\"kind\":\"member\",\"name\":\"n\",\"province\":0}", "member: member_no: missing"},
        {"{\"kind\":\"member\",\"member_no\":\"1\",\"name\":\"n\",\"province\":34}",
         "member: province: out of range"},
        {"{\"kind\":\"card\",\"member_no\":\"1\",\"identity\":\"00\"}",
         "card: identity: not the hex of so many bytes"},
        {"{\"kind\":\"remove\",\"of\":\"drop_others\",\"key\":\"a\"}",
         "remove: of: missing or not known"},
        {"{\"kind\":\"grid\",\"key\":\"0123456789012345678901234567890123456789\",\"name\":\"n\"}",
         "grid: key: too long"},
    };
    struct why why = {0};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(wire_change_read(bad[i].text, strlen(bad[i].text), &why, &b),
                         ERR_BAD_INPUT);
        assert_string_equal(why.text, bad[i].why);
    }
}

static enum err count(void *to, const struct change *change, struct why *why) {
    (void)change;
    (void)why;
    ++*(int *)to;
    return ERR_NONE;
}

static void a_kind_of_a_newer_station_is_left_out_and_counted(void **state) {
    static const char reply[] = "{\"cursor\":12,\"changes\":[{\"kind\":\"hologram\",\"key\":\"a\"},"
                                "{\"kind\":\"grid\",\"key\":\"g1\",\"name\":\"第1网格\"}]}";
    int taken = 0;
    struct change_sink sink = {count, &taken};
    struct wire_changes told;
    (void)state;
    assert_int_equal(wire_changes_read(reply, sizeof reply - 1, &sink, NULL, NULL, &told),
                     ERR_NONE);
    assert_int_equal(taken, 1);
    assert_int_equal(told.unknown, 1);
    assert_int_equal(told.cursor, 12);
}

static enum err keep(void *to, const struct change_unread *unread, struct why *why) {
    struct change_unread *kept = to;
    (void)why;
    while (kept->kind[0]) kept++;
    *kept = *unread;
    kept->text = strdup(unread->text);
    return ERR_NONE;
}

static void what_cannot_be_read_is_given_with_key_and_reason_and_the_rest_is_read(void **state) {
    static const char reply[] =
        "{\"cursor\":9,\"epoch\":\"00ff\",\"changes\":["
        "{\"kind\":\"notice\",\"key\":\"n1\",\"title\":7},"
        "{\"kind\":\"hologram\",\"key\":\"a\"},"
        "{\"kind\":\"card\",\"member_no\":false},{\"kind\":\"card\",\"member_no\":true},"
        "{\"kind\":\"grid\",\"key\":\"g1\",\"name\":\"第1网格\"}]}";
    static const char no_kind[] = "{\"cursor\":9,\"changes\":[{\"key\":\"n1\"}]}";
    struct change_unread kept[6] = {0};
    int taken = 0;
    struct change_sink sink = {count, &taken};
    struct unread_sink unread = {keep, kept};
    struct wire_changes told;
    (void)state;
    assert_int_equal(wire_changes_read(reply, sizeof reply - 1, &sink, &unread, NULL, &told),
                     ERR_NONE);
    assert_int_equal(taken, 1);
    assert_int_equal(told.cursor, 9);
    assert_string_equal(told.epoch, "00ff");
    assert_string_equal(kept[0].kind, "notice");
    assert_string_equal(kept[0].key, "n1");
    assert_string_equal(kept[0].reason, "notice: title: not a text");
    assert_string_equal(kept[0].text, "{\"kind\":\"notice\",\"key\":\"n1\",\"title\":7}");
    assert_string_equal(kept[1].kind, "hologram");
    assert_string_not_equal(kept[2].key, kept[3].key);
    for (int i = 0; i < 4; i++) free(kept[i].text);
    assert_int_equal(wire_changes_read(no_kind, sizeof no_kind - 1, &sink, &unread, NULL, &told),
                     ERR_BAD_INPUT);
}

static void a_page_of_a_captive_portal_is_no_reply(void **state) {
    static const char page[] = "<html><body>Please sign in</body></html>";
    int taken = 0;
    struct change_sink sink = {count, &taken};
    struct wire_changes told;
    (void)state;
    assert_int_equal(wire_changes_read(page, sizeof page - 1, &sink, NULL, NULL, &told),
                     ERR_BAD_INPUT);
    assert_int_equal(
        wire_changes_read("{\"cursor\":-1,\"changes\":[]}", 26, &sink, NULL, NULL, &told),
        ERR_BAD_INPUT);
    assert_int_equal(taken, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_comes_back_as_it_went),
        cmocka_unit_test(what_does_not_fit_is_refused_by_name),
        cmocka_unit_test(a_kind_of_a_newer_station_is_left_out_and_counted),
        cmocka_unit_test(what_cannot_be_read_is_given_with_key_and_reason_and_the_rest_is_read),
        cmocka_unit_test(a_page_of_a_captive_portal_is_no_reply),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
