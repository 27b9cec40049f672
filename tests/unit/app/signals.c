/* signals: no signal is lost, at whatever time it arrives. */
#include "app/signals.h"

#include <semaphore.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define WAIT_S 5

static sem_t ended;
static pid_t handler_thread; /* atomic */

static void stop(void *to) {
    __atomic_store_n(&handler_thread, gettid(), __ATOMIC_RELEASE);
    sem_post(to);
}

static bool has_ended(int seconds) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += seconds;
    return sem_timedwait(&ended, &until) == 0;
}

static struct signals *open_signals(void) {
    struct signals *signals = NULL;
    struct why why = {0};
    assert_int_equal(signals_open(stop, &ended, &why, &signals), ERR_NONE);
    return signals;
}

static void a_signal_calls_stop_on_a_thread_and_not_in_a_handler(void **state) {
    (void)state;
    struct signals *signals = open_signals();
    kill(getpid(), SIGTERM);
    assert_true(has_ended(WAIT_S));
    assert_int_not_equal(__atomic_load_n(&handler_thread, __ATOMIC_ACQUIRE), gettid());
    kill(getpid(), SIGINT);
    assert_true(has_ended(WAIT_S));
    signals_close(signals);
}

static void a_signal_that_came_early_is_taken_at_the_opening(void **state) {
    (void)state;
    kill(getpid(), SIGTERM);
    struct signals *signals = open_signals();
    assert_true(has_ended(WAIT_S));
    signals_close(signals);
}

static void a_signal_that_came_after_the_closing_stays_pending(void **state) {
    (void)state;
    sigset_t pending;
    signals_close(open_signals());
    kill(getpid(), SIGTERM);
    assert_int_equal(sigpending(&pending), 0);
    assert_true(sigismember(&pending, SIGTERM));
    assert_false(has_ended(0));
    struct signals *signals = open_signals(); /* like the program that execv starts */
    assert_true(has_ended(WAIT_S));
    signals_close(signals);
}

static void closing_takes_no_signal_for_its_own(void **state) {
    (void)state;
    for (int i = 0; i < 200; i++) signals_close(open_signals());
    assert_false(has_ended(0));
}

/* Executes this program again with a signal pending across execv. Exit code 7: it was received. */
static void a_pending_signal_survives_execv(void **state) {
    (void)state;
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        kill(getpid(), SIGTERM);
        execl("/proc/self/exe", "signals", "--pending", NULL);
        _exit(1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 7);
}

int main(int argc, char **argv) {
    signals_block();
    sem_init(&ended, 0, 0);
    if (argc > 1 && strcmp(argv[1], "--pending") == 0) {
        struct signals *signals = open_signals();
        bool received = has_ended(WAIT_S);
        signals_close(signals);
        return received ? 7 : 1;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signal_calls_stop_on_a_thread_and_not_in_a_handler),
        cmocka_unit_test(a_signal_that_came_early_is_taken_at_the_opening),
        cmocka_unit_test(a_signal_that_came_after_the_closing_stays_pending),
        cmocka_unit_test(closing_takes_no_signal_for_its_own),
        cmocka_unit_test(a_pending_signal_survives_execv),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
