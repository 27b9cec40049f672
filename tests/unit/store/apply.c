/* apply: importing again changes nothing; what a file no longer contains is removed, what people
 * did is kept.
 */
#include "fixture.h"

static void the_same_changes_again_change_nothing(void **state) {
    (void)state;
    char dir[64];
    fixture_folder(dir);
    struct store *store = fixture_open(dir);
    struct change story = {.kind = CHANGE_STORY, .u.story = {.consent = true, .tag_count = 2}};
    TEXT_COPY(story.u.story.key, "wang");
    TEXT_COPY(story.u.story.card.name, "王双根");
    TEXT_COPY(story.u.story.card.honour, "一等功");
    TEXT_COPY(story.u.story.tags[0], "班长");
    TEXT_COPY(story.u.story.tags[1], "老山");
    struct change all[] = {fixture_member("LS0001", "王建国", "wjg"),
                           fixture_card("LS0001", 1, CARD_ACTIVE),
                           fixture_activity("活动日", T0, 90, false), story};
    assert_true(fixture_apply(store, "a", all, ARRAY_LENGTH(all)) > 0);
    assert_int_equal(fixture_apply(store, "a", all, ARRAY_LENGTH(all)), 0);
    TEXT_COPY(all[0].u.member.phone, "19000000001");
    assert_int_equal(fixture_apply(store, "a", all, ARRAY_LENGTH(all)), 1);
    store_close(store);
    fixture_remove(dir);
}

static void a_card_of_nobody_is_refused_with_the_reason(void **state) {
    (void)state;
    char dir[64];
    fixture_folder(dir);
    struct store *store = fixture_open(dir);
    struct why why = {0};
    struct change card = fixture_card("LS0404", 1, CARD_ACTIVE);
    must(store_begin(store, &why), &why);
    store_set_source(store, "cards.csv");
    assert_int_equal(store_apply(store, &card, &why), ERR_BAD_INPUT);
    assert_non_null(strstr(why.text, "LS0404"));
    store_rollback(store);
    store_close(store);
    fixture_remove(dir);
}

static int activities_on(struct store *store, int64_t at_ms, bool *ret_cancelled) {
    struct why why = {0};
    struct answer_day day;
    struct civil c = civil_from_ms(at_ms);
    must(store_days(store, c.year, c.month, c.day, 1, &why, &day), &why);
    *ret_cancelled = day.count > 0 && day.activities[0].occurrence.cancelled;
    return day.count;
}

static void a_date_that_left_the_file_goes_unless_people_signed_up(void **state) {
    (void)state;
    char dir[64];
    fixture_folder(dir);
    struct store *store = fixture_open(dir);
    fixture_fill(store);
    int64_t day = 1440 * MINUTE, far = clock_now().utc_ms + 30 * day;
    struct change first[] = {fixture_activity("甲", far, 60, false),
                             fixture_activity("乙", far + 2 * day, 60, false),
                             fixture_activity("丙", far + 4 * day, 60, false)};
    struct change other = fixture_activity("别的文件", far + 6 * day, 60, false);
    fixture_apply(store, "a.ics", first, 3);
    fixture_apply(store, "b.ics", &other, 1);
    struct why why = {0};
    struct answer_day found;
    struct civil c = civil_from_ms(far + 2 * day);
    enum outcome_kind kind;
    must(store_days(store, c.year, c.month, c.day, 1, &why, &found), &why);
    must(store_sign_up(store, found.activities[0].occurrence.id, 1, T0, &why, &kind, &(int32_t){0}),
         &why);
    struct change second[] = {first[0],
                              {.kind = CHANGE_DROP_OTHERS, .u.drop_others = {CHANGE_OCCURRENCE}}};
    fixture_apply(store, "a.ics", second, 2);
    bool cancelled;
    assert_int_equal(activities_on(store, far, &cancelled), 1);
    assert_false(cancelled);
    assert_int_equal(activities_on(store, far + 2 * day, &cancelled), 1);
    assert_true(cancelled);
    assert_int_equal(activities_on(store, far + 4 * day, &cancelled), 0);
    assert_int_equal(activities_on(store, far + 6 * day, &cancelled), 1);
    store_close(store);
    fixture_remove(dir);
}

static void a_story_without_consent_is_nowhere(void **state) {
    (void)state;
    char dir[64];
    fixture_folder(dir);
    struct store *store = fixture_open(dir);
    struct why why = {0};
    struct answer_stories list;
    struct answer_story *page = calloc(1, sizeof *page);
    struct change story = {.kind = CHANGE_STORY, .u.story = {.consent = true, .tag_count = 1}};
    TEXT_COPY(story.u.story.key, "a");
    TEXT_COPY(story.u.story.card.name, "王双根");
    TEXT_COPY(story.u.story.initials, "wsg");
    TEXT_COPY(story.u.story.tags[0], "班长");
    fixture_apply(store, "s", &story, 1);
    must(store_stories(store, "", "", 0, 12, &why, &list), &why);
    assert_int_equal(list.total, 1);
    assert_int_equal(list.tag_count, 1);
    int64_t id = list.stories[0].id;
    must(store_stories(store, "", "ws", 0, 12, &why, &list), &why);
    assert_int_equal(list.count, 1);
    must(store_stories(store, "", "zz", 0, 12, &why, &list), &why);
    assert_int_equal(list.count, 0);
    story.u.story.consent = false;
    fixture_apply(store, "s", &story, 1);
    must(store_stories(store, "", "", 0, 12, &why, &list), &why);
    assert_int_equal(list.total, 0);
    assert_int_equal(list.tag_count, 0);
    assert_int_equal(store_story(store, id, "", &why, page), ERR_NOT_FOUND);
    free(page);
    store_close(store);
    fixture_remove(dir);
}

static struct change story_of(const char *key) {
    struct change c = {.kind = CHANGE_STORY, .u.story = {.consent = true, .tag_count = 1}};
    TEXT_COPY(c.u.story.key, key);
    TEXT_COPY(c.u.story.card.name, key);
    TEXT_COPY(c.u.story.tags[0], "老山");
    return c;
}

static struct change kept(enum change_kind of, const char *key) {
    struct change c = {.kind = CHANGE_KEEP, .u.keep.of = of};
    TEXT_COPY(c.u.keep.key, key);
    return c;
}

static int stories_in(struct store *store) {
    struct why why = {0};
    struct answer_stories list;
    must(store_stories(store, "", "", 0, 12, &why, &list), &why);
    return list.total;
}

static void only_what_is_kept_outlives_the_drop_of_its_kind(void **state) {
    (void)state;
    char dir[64];
    fixture_folder(dir);
    struct store *store = fixture_open(dir);
    struct why why = {0};
    struct change guide = {.kind = CHANGE_GUIDE};
    TEXT_COPY(guide.u.guide.key, "a");
    struct change first[] = {story_of("a"), story_of("b"), story_of("c"), guide};
    fixture_apply(store, "s", first, ARRAY_LENGTH(first));
    struct change drop[] = {kept(CHANGE_STORY, "b"),
                            kept(CHANGE_STORY, "never there"),
                            kept(CHANGE_GUIDE, "a"),
                            {.kind = CHANGE_DROP_OTHERS, .u.drop_others = {CHANGE_STORY}}};
    assert_int_equal(fixture_apply(store, "stories", drop, ARRAY_LENGTH(drop)), 2);
    assert_int_equal(fixture_apply(store, "stories", drop, ARRAY_LENGTH(drop)), 0);
    assert_int_equal(stories_in(store), 1);
    struct answer_guides guides;
    must(store_guides(store, "", 0, 12, &why, &guides), &why);
    assert_int_equal(guides.total, 1);
    struct change none = {.kind = CHANGE_DROP_OTHERS, .u.drop_others = {CHANGE_MEMBER}};
    must(store_begin(store, &why), &why);
    store_set_source(store, "roster.csv");
    assert_int_equal(store_apply(store, &none, &why), ERR_UNSUPPORTED);
    store_rollback(store);
    store_close(store);
    fixture_remove(dir);
}

static void search_finds_initials_names_and_numbers_and_masks_them(void **state) {
    (void)state;
    char dir[64];
    fixture_folder(dir);
    struct store *store = fixture_open(dir);
    fixture_fill(store);
    static const struct {
        const char *search;
        int found;
    } cases[] = {{"wjg", 1},   {"w", 1}, {"lxy", 1}, {"lv", 1}, {"王", 1},
                 {"LS000", 3}, {"", 3},  {"%", 0},   {"x", 0}};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct why why = {0};
        struct answer_members members;
        must(store_find_members(store, cases[i].search, 0, 12, &why, &members), &why);
        if (members.total != cases[i].found || members.count != cases[i].found)
            fail_msg("\"%s\": %d", cases[i].search, members.total);
        if (i == 0) assert_string_equal(members.members[0].name, "王*国");
    }
    store_close(store);
    fixture_remove(dir);
}

static void the_audit_chain_names_its_first_broken_row(void **state) {
    (void)state;
    char dir[64], command[256];
    fixture_folder(dir);
    struct store *store = fixture_open(dir);
    struct why why = {0};
    int64_t broken = -1;
    for (int i = 0; i < 5; i++) {
        must(store_begin(store, &why), &why);
        must(store_audit(store, T0 + i, "import", "roster.csv", "", &why), &why);
        must(store_commit(store, &why), &why);
    }
    must(store_audit_check(store, &why, &broken), &why);
    assert_int_equal(broken, 0);
    store_close(store);
    snprintf(command, sizeof command,
             "sqlite3 %s/muster.db \"UPDATE audit SET what='x' WHERE id=3\"", dir);
    assert_int_equal(system(command), 0);
    store = fixture_open(dir);
    must(store_audit_check(store, &why, &broken), &why);
    assert_int_equal(broken, 3);
    store_close(store);
    fixture_remove(dir);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_changes_again_change_nothing),
        cmocka_unit_test(a_card_of_nobody_is_refused_with_the_reason),
        cmocka_unit_test(a_date_that_left_the_file_goes_unless_people_signed_up),
        cmocka_unit_test(a_story_without_consent_is_nowhere),
        cmocka_unit_test(only_what_is_kept_outlives_the_drop_of_its_kind),
        cmocka_unit_test(search_finds_initials_names_and_numbers_and_masks_them),
        cmocka_unit_test(the_audit_chain_names_its_first_broken_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
