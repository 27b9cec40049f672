/* update: a system update from a stick, or from the station, on a separate thread; muster-board
 * installs it.
 *
 *   look --> LOOKING --> ABSENT | UNABLE | BAD | OTHER | SEEN
 *   SEEN --install--> INSTALLING --> INSTALLED | FAILED
 * 1. Only an update that was shown is installed, and only one for this type of machine.
 * 2. If it fails, the running system stays: the update is written to the other slot. */
#include "base/log.h"
#include "desk/core/job.h"
#include "desk/staff/staff.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define ASK_LIMIT_S 60
#define INSTALL_LIMIT_S 1900 /* more than the limit of muster-board */

struct update_job {
    struct desk_board board;
    void *to;
    char stick[256]; /* "": no stick */
    char fetched[288], path[400], by[32];
    bool installs;
    struct job job;
    struct staff_update progress; /* by the job's mutex */
};

/* The newest *.raucb at the top of a folder. */
static bool find_newest(struct update_job *job, const char *where, struct staff_update *now) {
    static const char ending[] = ".raucb";
    time_t newest = 0;
    DIR *folder = opendir(where);
    job->path[0] = 0;
    for (struct dirent *e; folder && (e = readdir(folder));) {
        char path[sizeof job->path];
        struct stat st;
        size_t n = strlen(e->d_name);
        int length = snprintf(path, sizeof path, "%s/%s", where, e->d_name);
        if (e->d_name[0] == '.' || n < sizeof ending || length >= (int)sizeof path ||
            strcmp(e->d_name + n - (sizeof ending - 1), ending) != 0 || lstat(path, &st) < 0 ||
            !S_ISREG(st.st_mode) || (job->path[0] && st.st_mtime <= newest))
            continue;
        newest = st.st_mtime;
        TEXT_COPY(job->path, path);
        TEXT_COPY(now->file, e->d_name);
    }
    if (folder) closedir(folder);
    return job->path[0] != 0;
}

/* A stick comes first: it was brought for this purpose. */
static bool find_bundle(struct update_job *job, struct staff_update *now) {
    now->from_station = false;
    if (job->stick[0] && find_newest(job, job->stick, now)) return true;
    now->from_station = find_newest(job, job->fetched, now);
    return now->from_station;
}

/* rauc's NAME='value'; a value with a quote in it is ignored. */
static void take_value(const char *line, const char *name, char *ret, size_t bytes) {
    size_t n = strlen(name);
    if (strncmp(line, name, n) != 0 || strncmp(line + n, "='", 2) != 0) return;
    const char *value = line + n + 2, *end = strchr(value, '\'');
    if (end && end[1] == 0) snprintf(ret, bytes, "%.*s", (int)(end - value), value);
}

struct looking {
    struct update_job *job;
    struct staff_update *now;
};

static bool hear_facts(void *to, const char *line) {
    const struct looking *l = to;
    if (line) {
        take_value(line, "RAUC_MF_VERSION", l->now->version, sizeof l->now->version);
        take_value(line, "RAUC_MF_COMPATIBLE", l->now->compatible, sizeof l->now->compatible);
        take_value(line, "RAUC_SYSTEM_COMPATIBLE", l->now->machine, sizeof l->now->machine);
    }
    return job_goes_on(&l->job->job);
}

static enum err ask(struct update_job *job, const char *verb, struct staff_update *now) {
    struct looking looking = {job, now};
    struct why why = {0};
    const char *const parts[] = {verb, job->path[0] ? job->path : NULL, NULL};
    enum err e = job->board.ask(job->to, parts, ASK_LIMIT_S, hear_facts, &looking, &why);
    now->code = e;
    TEXT_COPY(now->words, why.text);
    if (e != ERR_NONE) log_warn("desk", "update: %s: %s", err_name(e), why.text);
    return e;
}

static enum staff_update_state look(struct update_job *job, struct staff_update *now) {
    if (!job->board.ask || ask(job, "update-state", now) != ERR_NONE) return UPDATE_UNABLE;
    if (!find_bundle(job, now)) return UPDATE_ABSENT;
    enum err e = ask(job, "update-info", now);
    if (e == ERR_NOT_FOUND) return UPDATE_UNABLE;
    if (e != ERR_NONE || !now->compatible[0]) return UPDATE_BAD;
    return strcmp(now->compatible, now->machine) == 0 ? UPDATE_SEEN : UPDATE_OTHER;
}

/* " 20% Checking bundle" */
static bool hear_progress(void *to, const char *line) {
    struct update_job *job = to;
    int percent = -1;
    if (line && sscanf(line, "%d%%", &percent) == 1 && percent >= 0 && percent <= 100) {
        job_lock(&job->job);
        job->progress.percent = percent;
        job_unlock(&job->job);
    }
    return job_goes_on(&job->job);
}

static enum staff_update_state install(struct update_job *job, struct staff_update *now) {
    struct why why = {0};
    const char *const parts[] = {"install-update", job->path, NULL};
    now->code = job->board.ask(job->to, parts, INSTALL_LIMIT_S, hear_progress, job, &why);
    TEXT_COPY(now->words, why.text);
    if (now->code == ERR_NONE) return UPDATE_INSTALLED;
    log_warn("desk", "update: %s: %s", err_name(now->code), why.text);
    return UPDATE_FAILED;
}

static void run(void *arg) {
    struct update_job *job = arg;
    struct staff_update now;
    update_job_read(job, &now);
    now.state = job->installs ? install(job, &now) : look(job, &now);
    job_copy(&job->job, &job->progress, &now, sizeof now);
}

static enum err start(struct update_job *job, bool installs, struct why *why) {
    enum staff_update_state state = installs ? UPDATE_INSTALLING : UPDATE_LOOKING;
    job_join(&job->job);
    job->installs = installs;
    job->progress.state = state;
    return job_begin(&job->job, state, why);
}

void update_job_read(struct update_job *job, struct staff_update *ret) {
    *ret = (struct staff_update){.state = UPDATE_NONE};
    if (job) job_copy(&job->job, ret, &job->progress, sizeof *ret);
}

void update_job_close(struct update_job *job) {
    if (!job) return;
    job_finish(&job->job);
    free(job);
}

static enum err begin_look(struct desk_staff *staff, struct staff_done *done, struct why *why) {
    const struct desk_board *board = &staff->context->config.board;
    char stick[256];
    update_job_close(staff->update);
    staff->update = NULL;
    bool has_stick = board->stick && board->stick(staff->context->config.to, stick, sizeof stick);
    if (!has_stick && staff->sync->fetch.stage == FETCH_NONE) {
        done->result = STAFF_NO_STICK;
        return ERR_NONE;
    }
    struct update_job *job = calloc(1, sizeof *job);
    if (!job) return why_set(why, ERR_NO_MEMORY, "no memory for an update");
    job->board = *board;
    job->to = staff->context->config.to;
    TEXT_COPY(job->stick, has_stick ? stick : "");
    snprintf(job->fetched, sizeof job->fetched, "%s/updates", staff->context->data_directory);
    job_init(&job->job, "update", run, job);
    staff->update = job;
    return start(job, false, why);
}

void desk_staff_update(struct desk_staff *staff, enum staff_action action,
                       struct staff_done *done) {
    struct staff_update now;
    struct why why = {0};
    update_job_read(staff->update, &now);
    bool busy = now.state == UPDATE_LOOKING || now.state == UPDATE_INSTALLING ||
                now.state == UPDATE_INSTALLED;
    if (action == STAFF_LOOK_FOR_UPDATE && !busy) {
        done->code = begin_look(staff, done, &why);
    } else if (action == STAFF_INSTALL_UPDATE && now.state == UPDATE_SEEN) {
        TEXT_COPY(staff->update->by, staff->key);
        done->code = start(staff->update, true, &why);
    } else {
        done->result = STAFF_ALREADY;
    }
    if (done->code != ERR_NONE) done->result = STAFF_FAILED;
}

void desk_staff_update_came(struct desk_staff *staff) {
    struct staff_done done = {0};
    struct staff_update now;
    struct why why = {0};
    update_job_read(staff->update, &now);
    if (now.state == UPDATE_ABSENT && staff->sync->fetch.stage == FETCH_READY &&
        begin_look(staff, &done, &why) != ERR_NONE)
        log_warn("desk", "update: %s", why.text);
}

/* Into the audit log. */
static void record_end(struct desk_staff *staff, const struct staff_update *now) {
    struct store *store = staff->context->store;
    struct why why = {0};
    char detail[160];
    bool installed = now->state == UPDATE_INSTALLED;
    snprintf(detail, sizeof detail, "%s %s%s%s", now->compatible, now->version,
             installed ? "" : " ", installed ? "" : err_name(now->code));
    enum err e = store_begin(store, &why);
    if (e == ERR_NONE)
        e = store_audit(store, clock_now().utc_ms, staff->update->by,
                        installed ? "update_installed" : "update_failed", detail, &why);
    if (e == ERR_NONE)
        e = store_commit(store, &why);
    else
        store_rollback(store);
    if (e != ERR_NONE) context_failed(staff->context, e, &why);
}

static bool is_running(enum staff_update_state state) {
    return state == UPDATE_LOOKING || state == UPDATE_INSTALLING;
}

bool update_job_is_busy(const struct update_job *job) {
    return job && is_running((enum staff_update_state)job->job.watched_state);
}

void update_job_watch(struct desk_staff *staff, int64_t now_ms) {
    struct update_job *job = staff->update;
    struct staff_update now;
    if (!job || !job_is_due(&job->job, now_ms)) return;
    update_job_read(job, &now);
    bool ended = job->job.watched_state == UPDATE_INSTALLING && !is_running(now.state);
    if (!job_has_news(&job->job, now.state, is_running(now.state))) return;
    if (ended) record_end(staff, &now);
    context_post_changed(staff->context);
}
