/* job: work on a thread is begun, watched, joined and stopped. */
#include "desk/core/job.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <time.h>

#include <cmocka.h>

enum state { IDLE, RUNNING, DONE, STOPPED };

struct counting {
    struct job job;
    int steps; /* how many to do */
    struct {
        enum state state;
        int done;
    } progress; /* by the job's mutex */
};

static void pause_ms(int ms) {
    nanosleep(&(struct timespec){.tv_nsec = ms * 1000000}, NULL);
}

static void count(void *arg) {
    struct counting *c = arg;
    for (int i = 0; i < c->steps && job_goes_on(&c->job); i++) {
        job_lock(&c->job);
        c->progress.done = i + 1;
        job_unlock(&c->job);
        pause_ms(1);
    }
    enum state end = job_goes_on(&c->job) ? DONE : STOPPED;
    job_copy(&c->job, &c->progress.state, &end, sizeof end);
}

static void begin(struct counting *c, int steps) {
    struct why why = {0};
    c->steps = steps;
    c->progress.state = RUNNING;
    assert_int_equal(job_begin(&c->job, RUNNING, &why), ERR_NONE);
}

static void work_ends_by_itself_and_can_be_begun_again(void **state) {
    struct counting c = {.steps = 0};
    (void)state;
    job_init(&c.job, "counting", count, &c);
    for (int round = 1; round <= 3; round++) {
        begin(&c, 5 * round);
        job_join(&c.job);
        assert_int_equal(c.progress.state, DONE);
        assert_int_equal(c.progress.done, 5 * round);
    }
    job_finish(&c.job);
}

static void finish_stops_work_that_would_go_on(void **state) {
    struct counting c = {.steps = 0};
    (void)state;
    job_init(&c.job, "counting", count, &c);
    begin(&c, 1000000);
    job_finish(&c.job);
    assert_int_equal(c.progress.state, STOPPED);
}

static void a_job_that_was_never_begun_can_be_finished(void **state) {
    struct counting c = {.steps = 0};
    (void)state;
    job_init(&c.job, "counting", count, &c);
    job_join(&c.job);
    job_finish(&c.job);
    assert_int_equal(c.progress.state, IDLE);
}

static void news_is_a_new_state_or_progress_and_is_looked_for_every_200_ms(void **state) {
    struct counting c = {.steps = 0};
    (void)state;
    job_init(&c.job, "counting", count, &c);
    begin(&c, 1);
    assert_false(job_has_news(&c.job, RUNNING, false)); /* known since it began */
    assert_true(job_has_news(&c.job, RUNNING, true));
    assert_true(job_has_news(&c.job, DONE, false));
    assert_false(job_has_news(&c.job, DONE, false));
    assert_true(job_is_due(&c.job, 1000));
    assert_false(job_is_due(&c.job, 1000 + JOB_WATCH_MS - 1));
    assert_true(job_is_due(&c.job, 1000 + JOB_WATCH_MS));
    job_finish(&c.job);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(work_ends_by_itself_and_can_be_begun_again),
        cmocka_unit_test(finish_stops_work_that_would_go_on),
        cmocka_unit_test(a_job_that_was_never_begun_can_be_finished),
        cmocka_unit_test(news_is_a_new_state_or_progress_and_is_looked_for_every_200_ms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
