/* staff_update: a new system from a stick, or from the station; on a thread of its own;
 * muster-board installs it.
 *
 *   look --> LOOKING --> ABSENT | UNABLE | BAD | OTHER | SEEN --install--> INSTALLING --> INSTALLED
 * | FAILED
 * 1. Nothing is installed but what was seen, and that is for this kind of machine.
 * 2. Whatever fails, what runs now runs on: the other slot is written. */
#include "base/log.h"
#include "desk/desk_private.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define ASK_LIMIT_S 60
#define INSTALL_LIMIT_S 1900 /* more than muster-board gives it */

struct update_job {
    struct desk_board board;
    void *to;
    char stick[256]; /* "": none is in */
    char fetched[288], path[400], by[32];
    pthread_t thread;
    bool joined, installs;
    pthread_mutex_t mutex;
    struct staff_update told; /* by the mutex */
    bool stop;                /* by the mutex */
};

static void tell(struct update_job *job, const struct staff_update *now) {
    pthread_mutex_lock(&job->mutex);
    job->told = *now;
    pthread_mutex_unlock(&job->mutex);
}

static bool goes_on(struct update_job *job) {
    pthread_mutex_lock(&job->mutex);
    bool stop = job->stop;
    pthread_mutex_unlock(&job->mutex);
    return !stop;
}

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

/* A stick comes first: somebody has brought it on purpose. */
static bool find_bundle(struct update_job *job, struct staff_update *now) {
    now->from_station = false;
    if (job->stick[0] && find_newest(job, job->stick, now)) return true;
    now->from_station = find_newest(job, job->fetched, now);
    return now->from_station;
}

/* rauc's NAME='value'; a value with a quote in it is none of ours. */
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
    return goes_on(l->job);
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
        pthread_mutex_lock(&job->mutex);
        job->told.percent = percent;
        pthread_mutex_unlock(&job->mutex);
    }
    return goes_on(job);
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

static void *run(void *arg) {
    struct update_job *job = arg;
    struct staff_update now = {0};
    pthread_setname_np(pthread_self(), "update");
    update_job_look(job, &now);
    now.state = job->installs ? install(job, &now) : look(job, &now);
    tell(job, &now);
    return NULL;
}

static enum err start(struct update_job *job, bool installs) {
    job->installs = installs;
    job->told.state = installs ? UPDATE_INSTALLING : UPDATE_LOOKING;
    job->joined = pthread_create(&job->thread, NULL, run, job) != 0;
    return job->joined ? ERR_NO_MEMORY : ERR_NONE;
}

static void join(struct update_job *job) {
    if (!job->joined) pthread_join(job->thread, NULL);
    job->joined = true;
}

void update_job_look(struct update_job *job, struct staff_update *ret) {
    *ret = (struct staff_update){.state = UPDATE_NONE};
    if (!job) return;
    pthread_mutex_lock(&job->mutex);
    *ret = job->told;
    pthread_mutex_unlock(&job->mutex);
}

void update_job_close(struct update_job *job) {
    if (!job) return;
    pthread_mutex_lock(&job->mutex);
    job->stop = true;
    pthread_mutex_unlock(&job->mutex);
    join(job);
    pthread_mutex_destroy(&job->mutex);
    free(job);
}

static enum err begin_look(struct desk *desk, struct staff_done *done) {
    const struct desk_board *board = &desk->config.board;
    char stick[256];
    update_job_close(desk->staff.update);
    desk->staff.update = NULL;
    bool has_stick = board->stick && board->stick(desk->config.to, stick, sizeof stick);
    if (!has_stick && desk->fetch.stage == FETCH_NONE) {
        done->result = STAFF_NO_STICK;
        return ERR_NONE;
    }
    struct update_job *job = calloc(1, sizeof *job);
    if (!job) return ERR_NO_MEMORY;
    job->board = *board;
    job->to = desk->config.to;
    TEXT_COPY(job->stick, has_stick ? stick : "");
    snprintf(job->fetched, sizeof job->fetched, "%s/updates", desk->data_directory);
    pthread_mutex_init(&job->mutex, NULL);
    desk->staff.update = job;
    desk->staff.update_told = UPDATE_LOOKING;
    return start(job, false);
}

void desk_staff_update(struct desk *desk, enum staff_action action, struct staff_done *done) {
    struct staff_update now;
    update_job_look(desk->staff.update, &now);
    bool busy = now.state == UPDATE_LOOKING || now.state == UPDATE_INSTALLING ||
                now.state == UPDATE_INSTALLED;
    if (action == STAFF_LOOK_FOR_UPDATE && !busy) {
        done->code = begin_look(desk, done);
    } else if (action == STAFF_INSTALL_UPDATE && now.state == UPDATE_SEEN) {
        join(desk->staff.update);
        TEXT_COPY(desk->staff.update->by, desk->staff.key);
        desk->staff.update_told = UPDATE_INSTALLING;
        done->code = start(desk->staff.update, true);
    } else {
        done->result = STAFF_ALREADY;
    }
    if (done->code != ERR_NONE) done->result = STAFF_FAILED;
}

void desk_staff_update_came(struct desk *desk) {
    struct staff_done done = {0};
    struct staff_update now;
    update_job_look(desk->staff.update, &now);
    if (now.state == UPDATE_ABSENT && desk->fetch.stage == FETCH_READY &&
        begin_look(desk, &done) != ERR_NONE)
        log_warn("desk", "update: no thread to look at it");
}

void desk_staff_update_ended(struct desk *desk) {
    struct staff_update now;
    struct why why = {0};
    char detail[160];
    update_job_look(desk->staff.update, &now);
    bool installed = now.state == UPDATE_INSTALLED;
    snprintf(detail, sizeof detail, "%s %s%s%s", now.compatible, now.version, installed ? "" : " ",
             installed ? "" : err_name(now.code));
    enum err e = store_begin(desk->store, &why);
    if (e == ERR_NONE)
        e = store_audit(desk->store, clock_now().utc_ms, desk->staff.update->by,
                        installed ? "update_installed" : "update_failed", detail, &why);
    if (e == ERR_NONE)
        e = store_commit(desk->store, &why);
    else
        store_rollback(desk->store);
    if (e != ERR_NONE) desk_failed(desk, e, &why);
}
