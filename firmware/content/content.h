#pragma once
/* Importers: files of members, cards, activities, stories and guides become changes. One thread at
 * a time (libical and ICU keep tables); not the ui thread, for the first name of a process costs
 * 115-250 ms.
 *
 * Each file is all or nothing: the first refusal ends it with ERR_BAD_INPUT and "roster.csv:12:
 * 编号重复 (duplicate member_no)". Changes may have been passed to the sink by then: the caller
 * runs each file in a transaction and rolls back on any error. The same file always yields the same
 * changes. */
#include "model/change.h"

enum content_kind { /* in the order of import: what is referred to comes first
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

#define CONTENT_REPORTS_MAX 20 /* refusals reported for one file: enough to correct it */

struct content_context {
    const struct secret_key *card_key; /* borrowed; for cards only, else may be NULL */
    const char *blob_folder;           /* must exist; NULL: pictures are checked and not stored */
    const char *zone;                  /* IANA name of the station's zone; NULL: "Asia/Shanghai" */
    int64_t now_ms; /* activities from a month before to 13 months after it, UTC */
    /* May be NULL. Called for each refusal in a file, including the first; the text contains no
     * card numbers or phone numbers.
     */
    void (*report)(void *report_to, const char *refusal);
    void *report_to;
};

/* By name and folder only; CONTENT_NONE: a file that is not imported. */
enum content_kind content_kind_of(const char *path);

/* ERR_BAD_INPUT: the file is refused; why has the line and the reason. Other codes come from the
 * sink or the medium.
 */
MUST_CHECK enum err content_import_file(const char *path, const struct content_context *ctx,
                                        const struct change_sink *sink, struct why *why);

/* Calls each(to, file) for path itself if it is a file, otherwise for every importable file in the
 * folder, its notices/, its stories/ and its guides/, in the order of content_kind and then of
 * names. Stops at the first code other than ERR_NONE and returns it. ERR_NOT_FOUND: there is
 * nothing to import. */
MUST_CHECK enum err content_walk(const char *path,
                                 enum err (*each)(void *to, const char *file, struct why *why),
                                 void *to, struct why *why);

/* Removes what stories/ (kind CONTENT_STORY), guides/ (CONTENT_GUIDE) or notices/ (CONTENT_NOTICE)
 * of the folder no longer contains: yields a CHANGE_KEEP for every file there, accepted or refused,
 * and CHANGE_DROP_OTHERS. After content_walk, in a separate transaction. Without such a folder it
 * does nothing. */
MUST_CHECK enum err content_removals(const char *folder, enum content_kind kind,
                                     const struct change_sink *sink, struct why *why);
