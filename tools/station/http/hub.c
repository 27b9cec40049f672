/* hub: suspended connections, woken all together or at their deadlines.
 *
 *   suspend --> [waiting] --wake, deadline, close--> resumed
 * 1. After hub_close nothing can be suspended, so that the server can stop. */
#include "base/clock.h"
#include "base/condition.h"
#include "http/http_private.h"

#include <signal.h>
#include <stdlib.h>

struct hub {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct waiter *waiting;
    uint64_t generation;
    bool wake, closing;
};

/* Resumes all connections, or those whose deadline has passed. Call it with the lock held. Returns
 * the nearest remaining deadline. */
static int64_t resume_due(struct hub *hub, bool all) {
    int64_t now = clock_ticks_ms(), nearest = now + 1000;
    for (struct waiter **at = &hub->waiting; *at;) {
        struct waiter *w = *at;
        if (!all && w->deadline_ms > now) {
            if (w->deadline_ms < nearest) nearest = w->deadline_ms;
            at = &w->next;
            continue;
        }
        *at = w->next;
        MHD_resume_connection(w->connection);
        free(w);
    }
    return nearest;
}

static void *run(void *arg) {
    struct hub *hub = arg;
    pthread_setname_np(pthread_self(), "hub");
    pthread_mutex_lock(&hub->lock);
    while (!hub->closing) {
        bool all = hub->wake;
        hub->wake = false;
        int64_t nearest = resume_due(hub, all);
        int64_t wait_ms = nearest - clock_ticks_ms();
        if (hub->wake || hub->closing || wait_ms <= 0) continue;
        struct timespec until = condition_deadline(wait_ms);
        pthread_cond_timedwait(&hub->changed, &hub->lock, &until);
    }
    resume_due(hub, true);
    pthread_mutex_unlock(&hub->lock);
    return NULL;
}

enum err hub_open(struct why *why, struct hub **ret_hub) {
    struct hub *hub = calloc(1, sizeof *hub);
    sigset_t all, old;
    if (!hub) return why_set(why, ERR_NO_MEMORY, "no memory for the hub");
    pthread_mutex_init(&hub->lock, NULL);
    condition_init(&hub->changed);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    int rc = pthread_create(&hub->thread, NULL, run, hub);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    if (rc != 0) {
        free(hub);
        return why_set(why, ERR_NO_MEMORY, "cannot start the hub's thread");
    }
    *ret_hub = hub;
    return ERR_NONE;
}

void hub_close(struct hub *hub) {
    if (!hub) return;
    pthread_mutex_lock(&hub->lock);
    hub->closing = true;
    pthread_cond_signal(&hub->changed);
    pthread_mutex_unlock(&hub->lock);
    pthread_join(hub->thread, NULL);
}

uint64_t hub_generation(struct hub *hub) {
    pthread_mutex_lock(&hub->lock);
    uint64_t generation = hub->generation;
    pthread_mutex_unlock(&hub->lock);
    return generation;
}

bool hub_suspend(struct hub *hub, struct MHD_Connection *connection, uint64_t generation,
                 int64_t deadline_ms) {
    struct waiter *w = malloc(sizeof *w);
    if (!w) return false;
    *w = (struct waiter){.connection = connection, .deadline_ms = deadline_ms};
    pthread_mutex_lock(&hub->lock);
    bool may = !hub->closing;
    if (may) {
        if (hub->generation != generation) w->deadline_ms = 0;
        MHD_suspend_connection(connection);
        w->next = hub->waiting;
        hub->waiting = w;
        pthread_cond_signal(&hub->changed);
    }
    pthread_mutex_unlock(&hub->lock);
    if (!may) free(w);
    return may;
}

void hub_wake(struct hub *hub) {
    pthread_mutex_lock(&hub->lock);
    hub->generation++;
    hub->wake = true;
    pthread_cond_signal(&hub->changed);
    pthread_mutex_unlock(&hub->lock);
}
