/* watchdog: pings systemd's watchdog while the kiosk is healthy.
 *
 * 1. No ping is sent while a thread is overdue, unless the program has announced that it stops.
 * 2. A separate thread pings: no room waits for it, and it waits for no room. */
#include "platform/watchdog.h"

#include "base/clock.h"
#include "base/log.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#define BEATS_IN_ONE 3 /* one may be late without harm; sd_watchdog_enabled(3) recommends two */

struct watchdog {
    pthread_t thread;
    const struct vital *vitals;
    int count;
    int every_ms;
    int stop;      /* eventfd: readable when it is time to end */
    bool released; /* atomic */
};

const char *vitals_overdue(const struct vital *vitals, int count, int64_t now_ms) {
    for (int i = 0; i < count; i++)
        if (pulse_due_ms(vitals[i].pulse) < now_ms) return vitals[i].name;
    return NULL;
}

void platform_notify_ready(void) {
    sd_notify(0, "READY=1");
}

void platform_notify_stopping(void) {
    sd_notify(0, "STOPPING=1");
}

static const char *overdue(const struct watchdog *w) {
    if (__atomic_load_n(&w->released, __ATOMIC_ACQUIRE)) return NULL;
    return vitals_overdue(w->vitals, w->count, clock_ticks_ms());
}

static void *run(void *arg) {
    struct watchdog *w = arg;
    struct pollfd stop = {.fd = w->stop, .events = POLLIN};
    const char *late_before = NULL;
    do {
        const char *late = overdue(w);
        if (!late) sd_notify(0, "WATCHDOG=1");
        if (late && late != late_before)
            log_error("watchdog", "the thread \"%s\" is overdue: the watchdog is not pinged", late);
        if (!late && late_before) log_warn("watchdog", "all threads are healthy again");
        late_before = late;
    } while (poll(&stop, 1, w->every_ms) <= 0);
    return NULL;
}

/* Signals are for the main thread. */
static int start_thread(struct watchdog *w) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int error = pthread_create(&w->thread, NULL, run, w);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!error) pthread_setname_np(w->thread, "watchdog");
    return error;
}

enum err platform_watchdog_open(const struct vital *vitals, int count, struct why *why,
                                struct watchdog **ret_watchdog) {
    uint64_t limit_us = 0;
    *ret_watchdog = NULL;
    if (sd_watchdog_enabled(0, &limit_us) <= 0) return ERR_NONE;
    struct watchdog *w = calloc(1, sizeof *w);
    if (!w) return why_set(why, ERR_NO_MEMORY, "watchdog: out of memory");
    w->vitals = vitals;
    w->count = count;
    w->every_ms = (int)(limit_us / 1000 / BEATS_IN_ONE);
    w->stop = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    int error = w->stop < 0 ? errno : start_thread(w);
    if (error) {
        if (w->stop >= 0) close(w->stop);
        free(w);
        return why_set(why, err_from_errno(error), "watchdog: %s", strerror(error));
    }
    *ret_watchdog = w;
    return ERR_NONE;
}

void platform_watchdog_release(struct watchdog *watchdog) {
    if (watchdog) __atomic_store_n(&watchdog->released, true, __ATOMIC_RELEASE);
}

void platform_watchdog_close(struct watchdog *watchdog) {
    if (!watchdog) return;
    eventfd_write(watchdog->stop, 1);
    pthread_join(watchdog->thread, NULL);
    close(watchdog->stop);
    free(watchdog);
}
