#pragma once
/* A tap as a row of a table, for the command and for the stick. Any thread. */
#include "store/store.h"

#define TAP_COLUMNS 11

/* What values[] points into. */
struct tap_row {
    char time[32], seq[24];
    const char *values[TAP_COLUMNS];
};
extern const char *const tap_row_columns[TAP_COLUMNS];                /* "time", "member_no", ... */
void tap_row_fill(struct tap_row *row, const struct export_tap *tap); /* borrows from *tap */

/* The same for office use: the words in Chinese, the time without its zone. */
extern const char *const tap_row_titles[TAP_COLUMNS];
extern const int tap_row_widths[TAP_COLUMNS]; /* in characters */
void tap_row_fill_spoken(struct tap_row *row, const struct export_tap *tap);
