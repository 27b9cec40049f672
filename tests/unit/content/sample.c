/* sample: the sample station is read without a refusal, and twice with the same result. */
#include "import.h"

struct import {
    struct scratch *scratch;
    struct collected *into;
    int files;
};

static enum err each(void *to, const char *file, struct why *why) {
    struct import *import = to;
    import->files++;
    enum err e = import_path(import->scratch, file, import->into);
    if (e != ERR_NONE) fail_msg("%s", import->scratch->why.text);
    (void)why;
    return e;
}

static int count_of(const struct collected *c, enum change_kind kind) {
    int count = 0;
    for (int i = 0; i < c->count; i++) count += c->list[i].kind == kind;
    return count;
}

static void the_sample_is_read_whole(void **state) {
    struct collected c = {0};
    struct import import = {.scratch = *state, .into = &c};
    assert_int_equal(content_walk(SAMPLE, each, &import, NULL), ERR_NONE);
    assert_int_equal(count_of(&c, CHANGE_MEMBER), 102);
    assert_int_equal(count_of(&c, CHANGE_CARD), 96);
    assert_int_equal(count_of(&c, CHANGE_GRID), 7);
    assert_int_equal(count_of(&c, CHANGE_TEAM), 5);
    assert_int_equal(count_of(&c, CHANGE_CATEGORY), 8);
    assert_int_equal(count_of(&c, CHANGE_STORY), 15);
    assert_int_equal(count_of(&c, CHANGE_GUIDE), 12);
    assert_int_equal(count_of(&c, CHANGE_DROP_OTHERS), 1);
    assert_in_range(count_of(&c, CHANGE_OCCURRENCE), 400, 1000);
    collected_finish(&c);
}

static void the_second_time_is_the_same(void **state) {
    struct collected first = {0}, second = {0};
    struct import import = {.scratch = *state, .into = &first};
    assert_int_equal(content_walk(SAMPLE, each, &import, NULL), ERR_NONE);
    import.into = &second;
    assert_int_equal(content_walk(SAMPLE, each, &import, NULL), ERR_NONE);
    assert_int_equal(first.count, second.count);
    for (int i = 0; i < first.count; i++)
        assert_memory_equal(&first.list[i], &second.list[i], sizeof(struct change));
    collected_finish(&first);
    collected_finish(&second);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_sample_is_read_whole, scratch_open, scratch_close),
        cmocka_unit_test_setup_teardown(the_second_time_is_the_same, scratch_open, scratch_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
