#pragma once
/* Reads a table: CSV with a line of titles, in any order, in Chinese or English. One
 * thread. */
#include "content/content_private.h"

#define SHEET_COLUMNS_MAX 12
#define SHEET_FIELD_MAX 2048 /* bytes of one field */
#define SHEET_ROWS_MAX 200000

struct sheet_column {
    const char *name, *chinese;
    bool required; /* the column must be there, and no field of it empty */
};

struct sheet_row {
    const struct source *source;
    int line;
    const char
        *values[SHEET_COLUMNS_MAX]; /* by column of the format; "": the file has no such column */
};

/* Calls row(to, ...) for each line that is not empty. A refused row does not end the reading: up to
 * CONTENT_REPORTS_MAX refusals are passed to ctx->report, no further changes reach the sink, and
 * the first refusal is returned. "file:line: " is put in front of the refusals of row.
 */
MUST_CHECK enum err
sheet_read(struct source *source, const struct sheet_column *columns, size_t count,
           enum err (*row)(void *to, const struct sheet_row *row, struct why *why), void *to,
           struct why *why);
