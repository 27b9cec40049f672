#pragma once
/* One piece of work on a worker thread: export, import, update, wireless. The owner (the desk's
 * thread) begins, watches, stops and joins it; both sides share the job's progress, a struct of the
 * job's own type, under the job's mutex.
 *
 *   job_init -> job_begin -> (work: job_goes_on?, job_copy) -> job_join -> job_begin ... ->
 * job_finish
 */
#include "base/err.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define JOB_WATCH_MS 200 /* how often the owner looks at the progress */

struct job {
    const char *name; /* of the thread, at most 15 characters */
    void (*work)(void *arg);
    void *arg;
    pthread_t thread;
    bool begun; /* and not joined; the owner's */
    pthread_mutex_t mutex;
    bool stop;             /* by the mutex */
    int watched_state;     /* as the owner saw it last */
    int64_t watch_next_ms; /* clock_ticks_ms */
};

void job_init(struct job *job, const char *name, void (*work)(void *arg), void *arg);
/* Joins the run before, and starts the thread. state: what the progress says now. */
MUST_CHECK enum err job_begin(struct job *job, int state, struct why *why);
void job_join(struct job *job);   /* waits for the work to end by itself */
void job_finish(struct job *job); /* asks it to stop, joins it, ends the mutex */

/* Either thread. */
void job_lock(struct job *job);
void job_unlock(struct job *job);
void job_copy(struct job *job, void *to, const void *from, size_t bytes); /* under the mutex */
bool job_goes_on(struct job *job); /* false: it was asked to stop */

/* The owner, regularly: is it time to read the progress? */
bool job_is_due(struct job *job, int64_t now_ms);
/* true: the state has changed, or the job is moving and its progress is to be shown. */
bool job_has_news(struct job *job, int state, bool moves);
