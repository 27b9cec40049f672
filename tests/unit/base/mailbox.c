/* mailbox: bounded, ordered, posting never blocks. */
#include "base/mailbox.h"
#include "base/clock.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#define MANY 20000

static void values_come_out_in_order_and_whole(void **state) {
    (void)state;
    struct mailbox *box = mailbox_new(3, 8, NULL, NULL);
    char out[8];
    size_t bytes = 0;
    assert_true(mailbox_post(box, "a", 2));
    assert_true(mailbox_post(box, "bbbbbbb", 8));
    assert_true(mailbox_take(box, 0, out, &bytes));
    assert_int_equal(bytes, 2);
    assert_string_equal(out, "a");
    assert_true(mailbox_take(box, 0, out, &bytes));
    assert_string_equal(out, "bbbbbbb");
    assert_false(mailbox_take(box, 0, out, &bytes));
    mailbox_free(box);
}

static void a_full_mailbox_refuses_and_counts(void **state) {
    (void)state;
    struct mailbox *box = mailbox_new(2, sizeof(int), NULL, NULL);
    int v = 1;
    assert_true(mailbox_post(box, &v, sizeof v));
    assert_true(mailbox_post(box, &v, sizeof v));
    assert_false(mailbox_post(box, &v, sizeof v));
    assert_int_equal(mailbox_dropped(box), 1);
    mailbox_free(box);
}

static void waiting_ends_after_its_time(void **state) {
    (void)state;
    struct mailbox *box = mailbox_new(1, sizeof(int), NULL, NULL);
    int v;
    int64_t before = clock_ticks_ms();
    assert_false(mailbox_take(box, 50, &v, NULL));
    assert_in_range(clock_ticks_ms() - before, 49, 2000);
    mailbox_free(box);
}

static void closing_lets_what_is_left_out_and_then_ends(void **state) {
    (void)state;
    struct mailbox *box = mailbox_new(2, sizeof(int), NULL, NULL);
    int v = 7;
    mailbox_post(box, &v, sizeof v);
    mailbox_close(box);
    assert_false(mailbox_post(box, &v, sizeof v));
    v = 0;
    assert_true(mailbox_take(box, -1, &v, NULL));
    assert_int_equal(v, 7);
    assert_false(mailbox_take(box, -1, &v, NULL));
    mailbox_free(box);
}

static void *post_many(void *arg) {
    for (int i = 0; i < MANY; i++) {
        while (!mailbox_post(arg, &i, sizeof i)) usleep(50); /* spinning would starve the taker */
    }
    return NULL;
}

static void two_posters_lose_nothing(void **state) {
    (void)state;
    struct mailbox *box = mailbox_new(64, sizeof(int), NULL, NULL);
    pthread_t a, b;
    pthread_create(&a, NULL, post_many, box);
    pthread_create(&b, NULL, post_many, box);
    int64_t sum = 0;
    for (int i = 0; i < 2 * MANY; i++) {
        int v;
        assert_true(mailbox_take(box, 10000, &v, NULL));
        sum += v;
    }
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    assert_int_equal(sum, (int64_t)MANY * (MANY - 1));
    mailbox_free(box);
}

static void count_wake(void *arg) {
    ++*(int *)arg;
}

static void each_post_wakes_the_other_side(void **state) {
    (void)state;
    int wakes = 0, v = 0;
    struct mailbox *box = mailbox_new(1, sizeof(int), count_wake, &wakes);
    mailbox_post(box, &v, sizeof v);
    mailbox_post(box, &v, sizeof v); /* rejected: no wake */
    assert_int_equal(wakes, 1);
    mailbox_free(box);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_come_out_in_order_and_whole),
        cmocka_unit_test(a_full_mailbox_refuses_and_counts),
        cmocka_unit_test(waiting_ends_after_its_time),
        cmocka_unit_test(closing_lets_what_is_left_out_and_then_ends),
        cmocka_unit_test(two_posters_lose_nothing),
        cmocka_unit_test(each_post_wakes_the_other_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
