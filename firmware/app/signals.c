/* signals: one thread waits for the signals that end the program.
 *
 *   SIGTERM, SIGINT --> thread in sigwait --> stop()
 *   signals_close   --> SIGUSR1 to that thread only, which then ends */
#include "app/signals.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define CLOSE_SIGNAL SIGUSR1

struct signals {
    void (*stop)(void *to);
    void *to;
    pthread_t thread;
};

static void fill_set(sigset_t *set) {
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    sigaddset(set, CLOSE_SIGNAL);
}

void signals_block(void) {
    sigset_t set;
    fill_set(&set);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
}

static void *run(void *arg) {
    struct signals *signals = arg;
    sigset_t set;
    int seen = 0;
    pthread_setname_np(pthread_self(), "signals");
    fill_set(&set);
    while (sigwait(&set, &seen) == 0 && seen != CLOSE_SIGNAL) signals->stop(signals->to);
    return NULL;
}

enum err signals_open(void (*stop)(void *to), void *to, struct why *why,
                      struct signals **ret_signals) {
    struct signals *signals = calloc(1, sizeof *signals);
    if (!signals) return why_set(why, ERR_NO_MEMORY, "signals: out of memory");
    *signals = (struct signals){.stop = stop, .to = to};
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    int error = pthread_create(&signals->thread, NULL, run, signals);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    if (error != 0) {
        free(signals);
        return why_set(why, err_from_errno(error), "signals: %s", strerror(error));
    }
    *ret_signals = signals;
    return ERR_NONE;
}

void signals_close(struct signals *signals) {
    if (!signals) return;
    pthread_kill(signals->thread, CLOSE_SIGNAL);
    pthread_join(signals->thread, NULL);
    free(signals);
}
