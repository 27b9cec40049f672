/* pin: the thread that hashes PINs, so that no tap waits for Argon2id. */
#include "desk/inside.h"

#include <stdlib.h>

#define JOB_SLOTS 4

struct pin_worker {
    struct desk *desk;
    struct mailbox *jobs;
    pthread_t thread;
};

static void *run(void *arg) {
    struct pin_worker *worker = arg;
    struct pin_job job;
    pthread_setname_np(pthread_self(), "pins");
    while (mailbox_take(worker->jobs, -1, &job, NULL)) {
        struct pin_verdict verdict = {job.staff_id, job.ticket,
                                      crypto_pin_verify(job.hash, job.pin)};
        crypto_wipe(&job, sizeof job);
        desk_tell_pin(worker->desk, &verdict);
    }
    return NULL;
}

enum err pin_worker_open(struct desk *desk, struct why *why, struct pin_worker **ret_worker) {
    struct pin_worker *worker = calloc(1, sizeof *worker);
    if (worker) {
        worker->desk = desk;
        worker->jobs = mailbox_new(JOB_SLOTS, sizeof(struct pin_job), NULL, NULL);
    }
    if (!worker || !worker->jobs || pthread_create(&worker->thread, NULL, run, worker) != 0) {
        if (worker) mailbox_free(worker->jobs);
        free(worker);
        return why_set(why, ERR_NO_MEMORY, "no thread to look at PINs");
    }
    *ret_worker = worker;
    return ERR_NONE;
}

void pin_worker_close(struct pin_worker *worker) {
    if (!worker) return;
    mailbox_close(worker->jobs);
    pthread_join(worker->thread, NULL);
    mailbox_free(worker->jobs);
    free(worker);
}

bool pin_worker_ask(struct pin_worker *worker, const struct pin_job *job) {
    return mailbox_post(worker->jobs, job, sizeof *job);
}
