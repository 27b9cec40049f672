/* staff_import: a station's files from a stick, on a thread and connections of its own.
 *
 *   look --> a copy of the store in memory: each file is imported into it, and what that did is
 *            told --> seen --> take --> the same into the store, each file all or nothing --> taken
 * 1. Looking changes nothing: the copy is thrown away, and no picture is kept.
 * 2. The desk and the glass never wait for it: they read how far it is.
 * 3. A stick pulled midway ends it at the file that could not be read; what is missing from a
 *    folder that cannot be read is never taken for removed. */
#include "base/log.h"
#include "content/content.h"
#include "desk/desk_private.h"
#include "desk/sync/change_list.h"
#include "desk/sync/pack.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct import_job {
    char data_directory[256], blobs[288], folder[320], zone[64];
    struct activity_rules rules;
    struct secret_key card_key;
    bool take;
    pthread_t thread;
    bool joined;
    pthread_mutex_t mutex;
    struct staff_import told; /* by the mutex, while the thread runs */
    bool stop;                /* by the mutex */

    struct store *store; /* the copy, or the store itself */
    struct content_context context;
    const char *file;
    enum import_kind kind;
    enum content_kind removing; /* stories, guides or notices that left the folder */
    int32_t effective, removed; /* of the file being read: changes that did something */
    int64_t deleted;
    int32_t reported;
    struct change_list *list; /* of the file being taken, read ahead */
    struct why why;
};

static const struct {
    enum content_kind content;
    enum change_kind change;
} kinds[IMPORT_KINDS] = {[IMPORT_SETTINGS] = {CONTENT_SETTINGS, CHANGE_SETTING},
                         [IMPORT_GRIDS] = {CONTENT_GRIDS, CHANGE_GRID},
                         [IMPORT_TEAMS] = {CONTENT_TEAMS, CHANGE_TEAM},
                         [IMPORT_MEMBERS] = {CONTENT_ROSTER, CHANGE_MEMBER},
                         [IMPORT_CARDS] = {CONTENT_CARDS, CHANGE_CARD},
                         [IMPORT_ACTIVITIES] = {CONTENT_ACTIVITIES, CHANGE_OCCURRENCE},
                         [IMPORT_CATEGORIES] = {CONTENT_CATEGORIES, CHANGE_CATEGORY},
                         [IMPORT_STEPS] = {CONTENT_STEPS, CHANGE_REQUEST_STEP},
                         [IMPORT_NOTICES] = {CONTENT_NOTICE, CHANGE_NOTICE},
                         [IMPORT_STORIES] = {CONTENT_STORY, CHANGE_STORY},
                         [IMPORT_GUIDES] = {CONTENT_GUIDE, CHANGE_GUIDE},
                         [IMPORT_PACKS] = {CONTENT_KINDS, CHANGE_KINDS}};

static enum import_kind kind_of(const char *file) {
    enum content_kind content = content_kind_of(file);
    for (int i = 0; i < IMPORT_PACKS; i++)
        if (kinds[i].content == content) return (enum import_kind)i;
    return IMPORT_PACKS;
}

static void tell_refusal(void *to, const char *refusal) {
    struct import_job *job = to;
    job->reported++;
    pthread_mutex_lock(&job->mutex);
    struct staff_import *told = &job->told;
    if (told->refusals < IMPORT_REFUSALS) TEXT_COPY(told->refusal[told->refusals], refusal);
    told->refusals++;
    pthread_mutex_unlock(&job->mutex);
}

/* --- one file, counted --- */

static bool is_asked_to_stop(struct import_job *job) {
    pthread_mutex_lock(&job->mutex);
    bool stop = job->stop;
    pthread_mutex_unlock(&job->mutex);
    return stop;
}

static enum err count_change(struct import_job *job, const struct change *change, struct why *why) {
    int64_t before = store_applied(job->store), rows = 0, left = 0;
    bool drops = change->kind == CHANGE_DROP_OTHERS;
    enum change_kind of = drops ? change->u.drop_others.of : CHANGE_KINDS;
    enum err e = drops ? store_count_rows(job->store, of, why, &rows) : ERR_NONE;
    if (e == ERR_NONE) e = store_apply(job->store, change, why);
    if (e == ERR_NONE && drops) e = store_count_rows(job->store, of, why, &left);
    if (e != ERR_NONE) return e;
    int64_t did = store_applied(job->store) - before;
    if (drops) job->removed += (int32_t)did;
    if (drops) job->deleted += rows - left;
    if (!drops && did > 0) job->effective++;
    return ERR_NONE;
}

static enum err count_into(void *to, const struct change *change, struct why *why) {
    struct import_job *job = to;
    if (is_asked_to_stop(job)) return why_set(why, ERR_TIMEOUT, "stopped");
    return count_change(job, change, why);
}

static enum err read_file(struct import_job *job, const struct change_sink *sink, struct why *why) {
    if (job->removing != CONTENT_NONE)
        return content_removals(job->folder, job->removing, sink, why);
    return content_import_file(job->file, &job->context, sink, why);
}

/* What desk_import_file calls within its transaction; the sink it hands over counts nothing. Into
 * the copy each change goes as it is read, so that what the store refuses has its line; into the
 * store, once all are read, for a tap waits no longer than a transaction lasts. */
static enum err put(void *from, const struct change_sink *sink, struct why *why) {
    struct import_job *job = from;
    struct change_sink counting = {.take = count_into, .to = job};
    (void)sink;
    return job->list ? change_list_give(job->list, &counting, why) : read_file(job, &counting, why);
}

static enum err read_ahead(struct import_job *job, struct why *why) {
    job->list = change_list_new();
    if (!job->list) return why_set(why, ERR_NO_MEMORY, "no memory to import");
    struct change_sink keeping = {.take = change_list_take, .to = job->list};
    return read_file(job, &keeping, why);
}

static enum err import_one_file(struct import_job *job, const char *name, struct why *why,
                                int64_t *ret_changed) {
    enum err e = job->take ? read_ahead(job, why) : ERR_NONE;
    if (e == ERR_NONE) e = desk_import_file(job->store, name, put, job, why, ret_changed);
    change_list_free(job->list);
    job->list = NULL;
    return e;
}

static void add_counts(struct import_job *job, int64_t rows_before, int64_t rows_after) {
    int32_t added = (int32_t)(rows_after - rows_before + job->deleted);
    pthread_mutex_lock(&job->mutex);
    job->told.kinds[job->kind].added += added;
    job->told.kinds[job->kind].changed += job->effective - added;
    job->told.kinds[job->kind].removed += job->removed;
    pthread_mutex_unlock(&job->mutex);
}

static enum err refused(struct import_job *job, const struct why *why) {
    if (job->reported == 0) tell_refusal(job, why->text);
    pthread_mutex_lock(&job->mutex);
    job->told.kinds[job->kind].refused++;
    pthread_mutex_unlock(&job->mutex);
    return ERR_NONE;
}

static enum err import_one(struct import_job *job, const char *name, struct why *why) {
    int64_t before = 0, after = 0, changed = 0;
    struct why reason = {0};
    enum change_kind rows = kinds[job->kind].change;
    job->effective = job->removed = job->reported = 0;
    job->deleted = 0;
    enum err e = store_count_rows(job->store, rows, &reason, &before);
    if (e == ERR_NONE) e = import_one_file(job, name, &reason, &changed);
    if (e == ERR_BAD_INPUT) return refused(job, &reason);
    if (e == ERR_NONE) e = store_count_rows(job->store, rows, &reason, &after);
    if (e == ERR_NONE && changed > 0) add_counts(job, before, after);
    if (e != ERR_NONE) *why = reason;
    return e;
}

static void count_of_pack(void *to, enum change_kind kind) {
    struct import_job *job = to;
    pthread_mutex_lock(&job->mutex);
    for (int i = 0; i < IMPORT_PACKS; i++) job->told.kinds[i].changed += kinds[i].change == kind;
    pthread_mutex_unlock(&job->mutex);
}

/* A pack of changes that the station signed (desk/pack.h). */
static enum err import_pack(struct import_job *job, struct why *why) {
    struct why reason = {0};
    struct pack_told told;
    int64_t changed = 0;
    int32_t asides = 0;
    struct pack_import pack = {.path = job->file,
                               .data_directory = job->data_directory,
                               .blob_folder = job->take ? job->blobs : NULL,
                               .each = count_of_pack,
                               .to = job};
    job->reported = 0;
    enum err e = desk_import_pack(job->store, &pack, &reason, &told, &changed, &asides);
    bool is_bad = e == ERR_BAD_INPUT || e == ERR_PERMISSION || e == ERR_NOT_FOUND;
    const char *slash = strrchr(job->file, '/'), *name = slash ? slash + 1 : job->file;
    if (is_bad && !strstr(reason.text, name)) e = why_add(&reason, e, "%.80s", name);
    if (is_bad) return refused(job, &reason);
    if (e != ERR_NONE) *why = reason;
    return e;
}

static enum err import_file(void *to, const char *file, struct why *why) {
    struct import_job *job = to;
    const char *slash = strrchr(file, '/');
    if (is_asked_to_stop(job)) return why_set(why, ERR_TIMEOUT, "stopped");
    job->file = file;
    job->kind = kind_of(file);
    enum err e = job->kind == IMPORT_PACKS ? import_pack(job, why)
                                           : import_one(job, slash ? slash + 1 : file, why);
    pthread_mutex_lock(&job->mutex);
    job->told.files += e == ERR_NONE;
    pthread_mutex_unlock(&job->mutex);
    return e;
}

/* --- the whole stick --- */

static enum err each_pack(struct import_job *job, struct why *why,
                          enum err (*file)(void *, const char *, struct why *)) {
    static const char ending[] = ".musterpack";
    enum err e = ERR_NONE;
    DIR *folder = opendir(job->folder);
    for (struct dirent *entry; folder && e == ERR_NONE && (entry = readdir(folder));) {
        char path[600];
        size_t n = strlen(entry->d_name);
        if (entry->d_name[0] == '.' || n < sizeof ending ||
            strcmp(entry->d_name + n - (sizeof ending - 1), ending) != 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", job->folder, entry->d_name);
        e = file(job, path, why);
    }
    if (folder) closedir(folder);
    return e;
}

static enum err import_removals(struct import_job *job, struct why *why) {
    static const enum import_kind whole[] = {IMPORT_NOTICES, IMPORT_STORIES, IMPORT_GUIDES};
    static const char *const names[] = {"notices", "stories", "guides"};
    enum err e = ERR_NONE;
    for (size_t i = 0; e == ERR_NONE && i < ARRAY_LENGTH(whole); i++) {
        job->kind = whole[i];
        job->removing = kinds[whole[i]].content;
        e = import_one(job, names[i], why);
    }
    job->removing = CONTENT_NONE;
    return e;
}

static enum err count_file(void *to, const char *file, struct why *why) {
    struct import_job *job = to;
    (void)file;
    (void)why;
    pthread_mutex_lock(&job->mutex);
    job->told.files_total++;
    pthread_mutex_unlock(&job->mutex);
    return ERR_NONE;
}

static enum err open_store(struct import_job *job, struct why *why) {
    job->context = (struct content_context){.card_key = &job->card_key,
                                            .blob_folder = job->take ? job->blobs : NULL,
                                            .zone = job->zone[0] ? job->zone : NULL,
                                            .now_ms = clock_now().utc_ms,
                                            .report = tell_refusal,
                                            .report_to = job};
    if (!job->take)
        return store_open_scratch(job->data_directory, &job->rules, job->context.now_ms, why,
                                  &job->store);
    enum err e = folder_make(job->blobs, 0700, why);
    return e == ERR_NONE ? store_open_beside(job->data_directory, &job->rules, why, &job->store)
                         : e;
}

static enum err import_all(struct import_job *job, struct why *why) {
    each_pack(job, why, count_file);
    enum err e = content_walk(job->folder, count_file, job, why);
    bool packs_only = e == ERR_NOT_FOUND && job->told.files_total > 0;
    if (packs_only) e = ERR_NONE;
    if (e == ERR_NONE) e = open_store(job, why);
    if (e == ERR_NONE && !packs_only) e = content_walk(job->folder, import_file, job, why);
    if (e == ERR_NONE && !packs_only) e = import_removals(job, why);
    return e == ERR_NONE ? each_pack(job, why, import_file) : e;
}

static bool is_there(const char *folder) {
    struct stat st;
    return stat(folder, &st) == 0 && S_ISDIR(st.st_mode);
}

static void *run(void *arg) {
    struct import_job *job = arg;
    pthread_setname_np(pthread_self(), "import");
    enum err e = import_all(job, &job->why);
    store_close(job->store);
    job->store = NULL;
    bool empty = e == ERR_NOT_FOUND && job->told.files_total == 0 && is_there(job->folder);
    if (e != ERR_NONE && !empty)
        log_warn("desk", "import from a stick: %s: %s", err_name(e), job->why.text);
    pthread_mutex_lock(&job->mutex);
    job->told.code = e;
    job->told.was_taking = job->take;
    job->told.state = empty           ? IMPORT_EMPTY
                      : e != ERR_NONE ? IMPORT_FAILED
                      : job->take     ? IMPORT_TAKEN
                                      : IMPORT_SEEN;
    pthread_mutex_unlock(&job->mutex);
    return NULL;
}

static enum err start(struct import_job *job, bool take, struct why *why) {
    char folder[sizeof job->told.folder];
    TEXT_COPY(folder, job->told.folder);
    job->take = take;
    job->told = (struct staff_import){.state = take ? IMPORT_TAKING : IMPORT_LOOKING};
    TEXT_COPY(job->told.folder, folder);
    job->joined = pthread_create(&job->thread, NULL, run, job) != 0;
    return job->joined ? why_set(why, ERR_NO_MEMORY, "no thread to import") : ERR_NONE;
}

/* The station's folder on the stick, or the stick itself. */
static void choose_folder(struct import_job *job, const char *stick) {
    static const char *const names[] = {"muster", "归队"};
    snprintf(job->folder, sizeof job->folder, "%s", stick);
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
        char path[320];
        snprintf(path, sizeof path, "%s/%s", stick, names[i]);
        if (!is_there(path)) continue;
        TEXT_COPY(job->folder, path);
        TEXT_COPY(job->told.folder, names[i]);
        return;
    }
}

static enum err job_new(struct desk *desk, const char *stick, struct why *why,
                        struct import_job **ret_job) {
    struct import_job *job = calloc(1, sizeof *job);
    if (!job) return why_set(why, ERR_NO_MEMORY, "no memory to import");
    const struct desk_config *c = &desk->config;
    TEXT_COPY(job->data_directory, c->data_directory);
    snprintf(job->blobs, sizeof job->blobs, "%s/blobs", c->data_directory);
    if (c->zone) TEXT_COPY(job->zone, c->zone);
    job->rules = c->rules;
    job->card_key = desk->card_key;
    choose_folder(job, stick);
    pthread_mutex_init(&job->mutex, NULL);
    enum err e = start(job, false, why);
    if (e == ERR_NONE)
        *ret_job = job;
    else
        import_job_close(job);
    return e;
}

static bool runs(const struct staff_import *told) {
    return told->state == IMPORT_LOOKING || told->state == IMPORT_TAKING;
}

static void join(struct import_job *job) {
    if (!job->joined) pthread_join(job->thread, NULL);
    job->joined = true;
}

void import_job_look(struct import_job *job, struct staff_import *ret) {
    *ret = (struct staff_import){.state = IMPORT_NONE};
    if (!job) return;
    pthread_mutex_lock(&job->mutex);
    *ret = job->told;
    pthread_mutex_unlock(&job->mutex);
}

void import_job_close(struct import_job *job) {
    if (!job) return;
    pthread_mutex_lock(&job->mutex);
    job->stop = true;
    pthread_mutex_unlock(&job->mutex);
    join(job);
    pthread_mutex_destroy(&job->mutex);
    crypto_wipe(&job->card_key, sizeof job->card_key);
    free(job);
}

/* --- what staff do --- */

static enum err look_at_stick(struct desk *desk, struct staff_done *done, struct why *why) {
    char stick[256];
    const struct desk_board *board = &desk->config.board;
    import_job_close(desk->staff.import);
    desk->staff.import = NULL;
    if (!board->stick || !board->stick(desk->config.to, stick, sizeof stick)) {
        done->result = STAFF_NO_STICK;
        return ERR_NONE;
    }
    desk->staff.import_told = IMPORT_LOOKING;
    return job_new(desk, stick, why, &desk->staff.import);
}

void desk_staff_stick(struct desk *desk, enum staff_action action, struct staff_done *done) {
    struct staff_import told;
    struct why why = {0};
    import_job_look(desk->staff.import, &told);
    if (told.state == IMPORT_TAKING || (runs(&told) && action != STAFF_LEAVE_STICK)) {
        done->result = STAFF_ALREADY;
        return;
    }
    if (action == STAFF_LEAVE_STICK) {
        import_job_close(desk->staff.import);
        desk->staff.import = NULL;
    } else if (action == STAFF_LOOK_AT_STICK) {
        done->code = look_at_stick(desk, done, &why);
    } else if (told.state == IMPORT_SEEN) {
        join(desk->staff.import);
        desk->staff.import_told = IMPORT_TAKING;
        done->code = start(desk->staff.import, true, &why);
    } else {
        done->result = STAFF_ALREADY;
    }
    if (done->code != ERR_NONE) done->result = STAFF_FAILED;
}
