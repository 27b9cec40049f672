/* job: a worker thread with progress that its owner watches. */
#include "desk/core/job.h"

#include <string.h>

void job_init(struct job *job, const char *name, void (*work)(void *arg), void *arg) {
    *job = (struct job){.name = name, .work = work, .arg = arg};
    pthread_mutex_init(&job->mutex, NULL);
}

static void *run(void *arg) {
    struct job *job = arg;
    pthread_setname_np(pthread_self(), job->name);
    job->work(job->arg);
    return NULL;
}

enum err job_begin(struct job *job, int state, struct why *why) {
    job_join(job);
    job->watched_state = state;
    job->begun = pthread_create(&job->thread, NULL, run, job) == 0;
    return job->begun ? ERR_NONE : why_set(why, ERR_NO_MEMORY, "no thread: %s", job->name);
}

void job_join(struct job *job) {
    if (job->begun) pthread_join(job->thread, NULL);
    job->begun = false;
}

void job_finish(struct job *job) {
    job_lock(job);
    job->stop = true;
    job_unlock(job);
    job_join(job);
    pthread_mutex_destroy(&job->mutex);
}

void job_lock(struct job *job) {
    pthread_mutex_lock(&job->mutex);
}

void job_unlock(struct job *job) {
    pthread_mutex_unlock(&job->mutex);
}

void job_copy(struct job *job, void *to, const void *from, size_t bytes) {
    job_lock(job);
    memcpy(to, from, bytes);
    job_unlock(job);
}

bool job_goes_on(struct job *job) {
    job_lock(job);
    bool stop = job->stop;
    job_unlock(job);
    return !stop;
}

bool job_is_due(struct job *job, int64_t now_ms) {
    if (now_ms < job->watch_next_ms) return false;
    job->watch_next_ms = now_ms + JOB_WATCH_MS;
    return true;
}

bool job_has_news(struct job *job, int state, bool moves) {
    bool news = moves || state != job->watched_state;
    job->watched_state = state;
    return news;
}
