/* Changes come back unchanged and in order. */
#include "desk/core/change_list.h"
#include "base/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MANY 5000

struct given {
    int count, stop_at;
};

static void make(struct change *change, int i) {
    memset(change, 0, sizeof *change);
    change->kind = i % 50 == 0 ? CHANGE_STORY : CHANGE_MEMBER;
    if (change->kind == CHANGE_STORY)
        snprintf(change->u.story.body, BODY_SIZE, "%0*d", i % 16000 + 1, i);
    else
        snprintf(change->u.member.member_no, KEY_SIZE, "M%d", i);
    if (change->kind == CHANGE_MEMBER) change->u.member.left = true; /* its last field */
}

static enum err check(void *to, const struct change *change, struct why *why) {
    static struct change wanted;
    struct given *given = to;
    make(&wanted, given->count);
    assert_int_equal(change->kind, wanted.kind);
    if (change->kind == CHANGE_STORY)
        assert_string_equal(change->u.story.body, wanted.u.story.body);
    else
        assert_memory_equal(&change->u.member, &wanted.u.member, sizeof wanted.u.member);
    given->count++;
    return given->count == given->stop_at ? why_set(why, ERR_DISK_FULL, "full") : ERR_NONE;
}

static void changes_come_back_as_they_were_and_in_order(void **state) {
    struct change *change = malloc(sizeof *change);
    struct change_list *list = change_list_new();
    struct given given = {0}, some = {.stop_at = 7};
    struct why why = {0};
    (void)state;
    assert_non_null(list);
    for (int i = 0; i < MANY; i++) {
        make(change, i);
        assert_int_equal(change_list_take(list, change, &why), ERR_NONE);
    }
    struct change_sink all = {check, &given}, first = {check, &some};
    assert_int_equal(change_list_give(list, &all, &why), ERR_NONE);
    assert_int_equal(given.count, MANY);
    assert_int_equal(change_list_give(list, &first, &why), ERR_DISK_FULL);
    assert_int_equal(some.count, 7);
    change_list_free(list);
    change_list_free(NULL);
    free(change);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_come_back_as_they_were_and_in_order)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
