#pragma once
/* The import of a stick, between the files that do it: import.c (the owner's side), import_stick.c
 * (all files of the stick) and import_one.c (one file). */
#include "content/content.h"
#include "desk/core/change_list.h"
#include "desk/core/job.h"
#include "desk/staff/staff.h"

struct import_job {
    char data_directory[256], blobs[288], folder[320], zone[64];
    struct activity_rules rules;
    struct secret_key card_key;
    bool take; /* false: only read, into a copy of the store */
    struct job job;
    struct staff_import progress; /* by the job's mutex, while the thread runs */

    struct store *store; /* the copy, or the store itself */
    struct content_context context;
    const char *file;
    enum import_kind kind;
    enum content_kind removing; /* stories, guides or notices that left the folder */
    int32_t effective, removed; /* of the file being read: changes that made a difference */
    int64_t deleted;
    int32_t reported;
    struct change_list *list; /* of the file being applied, read ahead */
    struct why why;
};

/* import_stick.c: the job's work. */
void import_stick(void *job);
bool import_folder_is_there(const char *folder);

/* import_one.c */
MUST_CHECK enum err import_one(void *job, const char *file, struct why *why);
MUST_CHECK enum err import_one_removal(struct import_job *job, enum import_kind kind,
                                       const char *name, struct why *why);
void import_tell_refusal(void *job, const char *refusal);
