/* import_stick: all files of a stick, in the order in which they depend on each other.
 * 1. A stick that is pulled out ends it at the file that could not be read. What is missing from a
 *    folder that cannot be read is never treated as removed. */
#include "base/log.h"
#include "desk/staff/import_job.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

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
        e = import_one_removal(job, whole[i], names[i], why);
    }
    return e;
}

static enum err count_file(void *to, const char *file, struct why *why) {
    struct import_job *job = to;
    (void)file;
    (void)why;
    job_lock(&job->job);
    job->progress.files_total++;
    job_unlock(&job->job);
    return ERR_NONE;
}

static enum err open_store(struct import_job *job, struct why *why) {
    job->context = (struct content_context){.card_key = &job->card_key,
                                            .blob_folder = job->take ? job->blobs : NULL,
                                            .zone = job->zone[0] ? job->zone : NULL,
                                            .now_ms = clock_now().utc_ms,
                                            .report = import_tell_refusal,
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
    bool packs_only = e == ERR_NOT_FOUND && job->progress.files_total > 0;
    if (packs_only) e = ERR_NONE;
    if (e == ERR_NONE) e = open_store(job, why);
    if (e == ERR_NONE && !packs_only) e = content_walk(job->folder, import_one, job, why);
    if (e == ERR_NONE && !packs_only) e = import_removals(job, why);
    return e == ERR_NONE ? each_pack(job, why, import_one) : e;
}

bool import_folder_is_there(const char *folder) {
    struct stat st;
    return stat(folder, &st) == 0 && S_ISDIR(st.st_mode);
}

void import_stick(void *arg) {
    struct import_job *job = arg;
    enum err e = import_all(job, &job->why);
    store_close(job->store);
    job->store = NULL;
    bool empty =
        e == ERR_NOT_FOUND && job->progress.files_total == 0 && import_folder_is_there(job->folder);
    if (e != ERR_NONE && !empty)
        log_warn("desk", "import from a stick: %s: %s", err_name(e), job->why.text);
    job_lock(&job->job);
    job->progress.code = e;
    job->progress.was_taking = job->take;
    job->progress.state = empty           ? IMPORT_EMPTY
                          : e != ERR_NONE ? IMPORT_FAILED
                          : job->take     ? IMPORT_TAKEN
                                          : IMPORT_SEEN;
    job_unlock(&job->job);
}
