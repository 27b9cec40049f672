/* pin: the thread that hashes PINs and reads signed reset files from a stick, so that no tap waits
 * for Argon2id or for a slow stick. */
#include "base/mailbox.h"
#include "desk/staff/pin_file.h"
#include "desk/staff/staff.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define JOB_SLOTS 4

struct pin_worker {
    void (*post_verdict)(void *to, const struct pin_verdict *verdict);
    void *to;
    char data_directory[256];
    struct mailbox *jobs;
    pthread_t thread;
};

static void make_hash(const struct pin_job *job, struct pin_verdict *verdict) {
    struct why why = {0};
    verdict->result =
        crypto_pin_hash(job->pin, &why, verdict->hash) == ERR_NONE ? STAFF_OK : STAFF_FAILED;
}

static void read_file(struct pin_worker *worker, const struct pin_job *job,
                      struct pin_verdict *verdict) {
    struct why why = {0};
    struct moment now = clock_now();
    struct pin_file_for whose = {job->kiosk, job->by, now.synced ? now.utc_ms : 0};
    if (pin_file_find(job->stick, worker->data_directory, &whose, &why, verdict->nonce) == ERR_NONE)
        return;
    TEXT_COPY(verdict->refusal, why.text);
    verdict->result = STAFF_NO_FILE;
}

static void *run(void *arg) {
    struct pin_worker *worker = arg;
    struct pin_job job;
    pthread_setname_np(pthread_self(), "pins");
    while (mailbox_take(worker->jobs, -1, &job, NULL)) {
        struct pin_verdict verdict = {
            .action = job.action, .staff_id = job.staff_id, .ticket = job.ticket};
        TEXT_COPY(verdict.by, job.by);
        if (job.action == STAFF_SIGN_IN) verdict.right = crypto_pin_verify(job.hash, job.pin);
        if (job.action == STAFF_RESET_BY_FILE) read_file(worker, &job, &verdict);
        if (job.action != STAFF_SIGN_IN && verdict.result == STAFF_OK) make_hash(&job, &verdict);
        crypto_wipe(&job, sizeof job);
        worker->post_verdict(worker->to, &verdict);
    }
    return NULL;
}

enum err pin_worker_open(const struct desk_staff *staff, struct why *why,
                         struct pin_worker **ret_worker) {
    struct pin_worker *worker = calloc(1, sizeof *worker);
    if (worker) {
        worker->post_verdict = staff->post_verdict;
        worker->to = staff->to;
        TEXT_COPY(worker->data_directory, staff->context->data_directory);
        worker->jobs = mailbox_new(JOB_SLOTS, sizeof(struct pin_job), NULL, NULL);
    }
    if (!worker || !worker->jobs || pthread_create(&worker->thread, NULL, run, worker) != 0) {
        if (worker) mailbox_free(worker->jobs);
        free(worker);
        return why_set(why, ERR_NO_MEMORY, "no thread to verify PINs");
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
