/* import_one: one file of a stick into the store, or into the copy, with what it changed.
 * 1. Into the copy each change goes as it is read, so that a change that the store refuses is
 *    reported with its line. Into the store they go once all are read, so that a tap waits no
 *    longer than the transaction lasts. */
#include "desk/core/import_file.h"
#include "desk/staff/import_job.h"
#include "desk/sync/pack.h"

#include <stdio.h>
#include <string.h>

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

void import_tell_refusal(void *to, const char *refusal) {
    struct import_job *job = to;
    job->reported++;
    job_lock(&job->job);
    struct staff_import *now = &job->progress;
    if (now->refusals < IMPORT_REFUSALS) TEXT_COPY(now->refusal[now->refusals], refusal);
    now->refusals++;
    job_unlock(&job->job);
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
    if (!job_goes_on(&job->job)) return why_set(why, ERR_TIMEOUT, "stopped");
    return count_change(job, change, why);
}

static enum err read_file(struct import_job *job, const struct change_sink *sink, struct why *why) {
    if (job->removing != CONTENT_NONE)
        return content_removals(job->folder, job->removing, sink, why);
    return content_import_file(job->file, &job->context, sink, why);
}

/* Called by desk_import_file within its transaction; the sink that it passes would count nothing.
 */
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

static enum err apply_file(struct import_job *job, const char *name, struct why *why,
                           int64_t *ret_changed) {
    enum err e = job->take ? read_ahead(job, why) : ERR_NONE;
    if (e == ERR_NONE) e = desk_import_file(job->store, name, put, job, why, ret_changed);
    change_list_free(job->list);
    job->list = NULL;
    return e;
}

static void add_counts(struct import_job *job, int64_t rows_before, int64_t rows_after) {
    int32_t added = (int32_t)(rows_after - rows_before + job->deleted);
    job_lock(&job->job);
    job->progress.kinds[job->kind].added += added;
    job->progress.kinds[job->kind].changed += job->effective - added;
    job->progress.kinds[job->kind].removed += job->removed;
    job_unlock(&job->job);
}

static enum err refused(struct import_job *job, const struct why *why) {
    if (job->reported == 0) import_tell_refusal(job, why->text);
    job_lock(&job->job);
    job->progress.kinds[job->kind].refused++;
    job_unlock(&job->job);
    return ERR_NONE;
}

static enum err import_counted(struct import_job *job, const char *name, struct why *why) {
    int64_t before = 0, after = 0, changed = 0;
    struct why reason = {0};
    enum change_kind rows = kinds[job->kind].change;
    job->effective = job->removed = job->reported = 0;
    job->deleted = 0;
    enum err e = store_count_rows(job->store, rows, &reason, &before);
    if (e == ERR_NONE) e = apply_file(job, name, &reason, &changed);
    if (e == ERR_BAD_INPUT) return refused(job, &reason);
    if (e == ERR_NONE) e = store_count_rows(job->store, rows, &reason, &after);
    if (e == ERR_NONE && changed > 0) add_counts(job, before, after);
    if (e != ERR_NONE) *why = reason;
    return e;
}

static void count_of_pack(void *to, enum change_kind kind) {
    struct import_job *job = to;
    job_lock(&job->job);
    for (int i = 0; i < IMPORT_PACKS; i++)
        job->progress.kinds[i].changed += kinds[i].change == kind;
    job_unlock(&job->job);
}

/* A pack of changes that the station signed (desk/sync/pack.h). */
static enum err import_pack(struct import_job *job, struct why *why) {
    struct why reason = {0};
    struct pack_told told;
    int64_t changed = 0;
    int32_t deferred = 0;
    struct pack_import pack = {.path = job->file,
                               .data_directory = job->data_directory,
                               .blob_folder = job->take ? job->blobs : NULL,
                               .each = count_of_pack,
                               .to = job};
    job->reported = 0;
    enum err e = desk_import_pack(job->store, &pack, &reason, &told, &changed, &deferred);
    bool is_bad = e == ERR_BAD_INPUT || e == ERR_PERMISSION || e == ERR_NOT_FOUND;
    const char *slash = strrchr(job->file, '/'), *name = slash ? slash + 1 : job->file;
    if (is_bad && !strstr(reason.text, name)) e = why_add(&reason, e, "%.80s", name);
    if (is_bad) return refused(job, &reason);
    if (e != ERR_NONE) *why = reason;
    return e;
}

enum err import_one(void *to, const char *file, struct why *why) {
    struct import_job *job = to;
    const char *slash = strrchr(file, '/');
    if (!job_goes_on(&job->job)) return why_set(why, ERR_TIMEOUT, "stopped");
    job->file = file;
    job->kind = kind_of(file);
    enum err e = job->kind == IMPORT_PACKS ? import_pack(job, why)
                                           : import_counted(job, slash ? slash + 1 : file, why);
    job_lock(&job->job);
    job->progress.files += e == ERR_NONE;
    job_unlock(&job->job);
    return e;
}

enum err import_one_removal(struct import_job *job, enum import_kind kind, const char *name,
                            struct why *why) {
    job->kind = kind;
    job->removing = kinds[kind].content;
    enum err e = import_counted(job, name, why);
    job->removing = CONTENT_NONE;
    return e;
}
