#pragma once
/* Writes a table: CSV for Excel (UTF-8 with BOM, CRLF), or a JSON array of objects.
 * One thread. */
#include "base/err.h"

#include <stdio.h>

enum table_format { TABLE_CSV, TABLE_JSON };

struct table {
    FILE *file;
    enum table_format format;
    const char *const *columns; /* borrowed */
    size_t count, rows;
};

void table_begin(struct table *table, FILE *file, enum table_format format,
                 const char *const *columns, size_t count);

/* values[i] belongs to columns[i]; NULL is empty. A text that Excel would run as a formula (= + - @
 * tab) gets an apostrophe in front. */
MUST_CHECK enum err table_row(struct table *table, const char *const *values, struct why *why);

/* Ends the table and flushes the file; returns an error if any of it could not be written. */
MUST_CHECK enum err table_end(struct table *table, struct why *why);
