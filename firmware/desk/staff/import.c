/* import: a station's files from a stick, on a separate thread and connection.
 *
 *   look --> a copy of the store in memory: each file is imported into it, and the effect is
 *            shown --> seen --> take --> the same into the store, each file all or nothing
 *            --> taken
 * 1. Looking changes nothing: the copy is discarded, and no picture is kept.
 * 2. The desk and the screen never wait for it: they read its progress. */
#include "desk/staff/import_job.h"

#include <stdio.h>
#include <stdlib.h>

static enum err start(struct import_job *job, bool take, struct why *why) {
    char folder[sizeof job->progress.folder];
    job_join(&job->job);
    TEXT_COPY(folder, job->progress.folder);
    job->take = take;
    job->progress = (struct staff_import){.state = take ? IMPORT_TAKING : IMPORT_LOOKING};
    TEXT_COPY(job->progress.folder, folder);
    return job_begin(&job->job, (int)job->progress.state, why);
}

/* The station's folder on the stick, or the stick itself. */
static void choose_folder(struct import_job *job, const char *stick) {
    static const char *const names[] = {"muster", "归队"};
    snprintf(job->folder, sizeof job->folder, "%s", stick);
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
        char path[320];
        snprintf(path, sizeof path, "%s/%s", stick, names[i]);
        if (!import_folder_is_there(path)) continue;
        TEXT_COPY(job->folder, path);
        TEXT_COPY(job->progress.folder, names[i]);
        return;
    }
}

static enum err job_new(struct desk_staff *staff, const char *stick, struct why *why,
                        struct import_job **ret_job) {
    struct import_job *job = calloc(1, sizeof *job);
    if (!job) return why_set(why, ERR_NO_MEMORY, "no memory to import");
    const struct desk_config *c = &staff->context->config;
    TEXT_COPY(job->data_directory, c->data_directory);
    snprintf(job->blobs, sizeof job->blobs, "%s/blobs", c->data_directory);
    if (c->zone) TEXT_COPY(job->zone, c->zone);
    job->rules = c->rules;
    job->card_key = staff->context->card_key;
    choose_folder(job, stick);
    job_init(&job->job, "import", import_stick, job);
    enum err e = start(job, false, why);
    if (e == ERR_NONE)
        *ret_job = job;
    else
        import_job_close(job);
    return e;
}

void import_job_read(struct import_job *job, struct staff_import *ret) {
    *ret = (struct staff_import){.state = IMPORT_NONE};
    if (job) job_copy(&job->job, ret, &job->progress, sizeof *ret);
}

void import_job_close(struct import_job *job) {
    if (!job) return;
    job_finish(&job->job);
    crypto_wipe(&job->card_key, sizeof job->card_key);
    free(job);
}

static bool is_running(enum staff_import_state state) {
    return state == IMPORT_LOOKING || state == IMPORT_TAKING;
}

bool import_job_is_busy(const struct import_job *job) {
    return job && is_running((enum staff_import_state)job->job.watched_state);
}

void import_job_watch(struct desk_staff *staff, int64_t now_ms) {
    struct import_job *job = staff->import;
    struct staff_import now;
    if (!job || !job_is_due(&job->job, now_ms)) return;
    import_job_read(job, &now);
    if (job_has_news(&job->job, now.state, is_running(now.state)))
        context_post_changed(staff->context);
}

/* --- what staff do --- */

static enum err look_at_stick(struct desk_staff *staff, struct staff_done *done, struct why *why) {
    char stick[256];
    const struct desk_board *board = &staff->context->config.board;
    import_job_close(staff->import);
    staff->import = NULL;
    if (!board->stick || !board->stick(staff->context->config.to, stick, sizeof stick)) {
        done->result = STAFF_NO_STICK;
        return ERR_NONE;
    }
    return job_new(staff, stick, why, &staff->import);
}

void desk_staff_import(struct desk_staff *staff, enum staff_action action,
                       struct staff_done *done) {
    struct staff_import now;
    struct why why = {0};
    import_job_read(staff->import, &now);
    if (now.state == IMPORT_TAKING || (is_running(now.state) && action != STAFF_LEAVE_STICK)) {
        done->result = STAFF_ALREADY;
        return;
    }
    if (action == STAFF_LEAVE_STICK) {
        import_job_close(staff->import);
        staff->import = NULL;
    } else if (action == STAFF_LOOK_AT_STICK) {
        done->code = look_at_stick(staff, done, &why);
    } else if (now.state == IMPORT_SEEN) {
        done->code = start(staff->import, true, &why);
    } else {
        done->result = STAFF_ALREADY;
    }
    if (done->code != ERR_NONE) done->result = STAFF_FAILED;
}
