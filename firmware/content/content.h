#pragma once
/* What a station writes, on its way in: files of members, cards, activities, stories and guides
 * become changes. One thread at a time (libical and ICU keep tables); not the ui thread, for the
 * first name of a process costs 115-250 ms.
 *
 * Each file is all or nothing: the first refusal ends it with ERR_BAD_INPUT and "roster.csv:12:
 * 编号重复 (duplicate member_no)". Changes were already given to the sink by then: the caller runs
 * each file in a transaction and rolls back on any error. The same file again yields the same
 * changes. */
#include "model/change.h"

enum content_kind { /* in the order of a folder's import: what is named comes before what names it
                     */
                    CONTENT_NONE,
                    CONTENT_SETTINGS,   /* settings.csv: key,value */
                    CONTENT_GRIDS,      /* grids.csv: key,name,liaison */
                    CONTENT_TEAMS,      /* teams.csv: key,name,about */
                    CONTENT_ROSTER,     /* roster.csv:
                                           member_no,name,grid,team,phone,branch,joined,served_in */
                    CONTENT_CARDS,      /* cards.csv: member_no,tech,uid */
                    CONTENT_ACTIVITIES, /* *.ics */
                    CONTENT_CATEGORIES, /* categories.csv: key,title,hint,icon,phrases */
                    CONTENT_STEPS,      /* request_steps.csv: number,stage,at,note,answer */
                    CONTENT_NOTICE,     /* notices / *.md */
                    CONTENT_STORY,      /* stories / *.md */
                    CONTENT_GUIDE,      /* guides / *.md */
                    CONTENT_KINDS
};

#define CONTENT_REPORTS_MAX 20 /* refusals told of one file: enough to mend it by */

struct content_context {
    const struct secret_key *card_key; /* borrowed; for cards only, else may be NULL */
    const char *blob_folder;           /* must exist; NULL: pictures are checked and not kept */
    const char *zone;                  /* IANA name of the station's zone; NULL: "Asia/Shanghai" */
    int64_t now_ms; /* activities from a month before to 13 months after it, UTC */
    /* May be NULL: told each refusal of a file, the first included, without card numbers or phones.
     */
    void (*report)(void *report_to, const char *refusal);
    void *report_to;
};

/* By name and folder only; CONTENT_NONE for a file that is none of ours. */
enum content_kind content_kind_of(const char *path);

/* ERR_BAD_INPUT: the file is refused, why says where. Other codes are the sink's, or the medium's.
 */
MUST_CHECK enum err content_import_file(const char *path, const struct content_context *ctx,
                                        const struct change_sink *sink, struct why *why);

/* Call each(to, file) for path itself where it is a file, else for every file of ours in the
 * folder, its notices/, its stories/ and its guides/, in the order of content_kind and then of
 * names. Stops at the first code other than ERR_NONE and returns it. ERR_NOT_FOUND: there is
 * nothing of ours. */
MUST_CHECK enum err content_walk(const char *path,
                                 enum err (*each)(void *to, const char *file, struct why *why),
                                 void *to, struct why *why);

/* What folder's stories/ (kind CONTENT_STORY), guides/ (CONTENT_GUIDE) or notices/ (CONTENT_NOTICE)
 * no longer has: a
 * CHANGE_KEEP for every file there, read or refused, and CHANGE_DROP_OTHERS. After content_walk, in
 * a transaction of its own. Nothing where there is no such folder in it. */
MUST_CHECK enum err content_removals(const char *folder, enum content_kind kind,
                                     const struct change_sink *sink, struct why *why);
