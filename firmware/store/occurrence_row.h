#pragma once
/* Inside the store room: the columns of an occurrence, in one place. */
#include "store/sql.h"

#define OCCURRENCE_COLUMNS                                                                         \
    "o.id, o.title, o.place, o.kind, o.start_ms, o.end_ms, o.opens_before_min, "                   \
    "o.closes_after_min,"                                                                          \
    " o.late_after_min, o.capacity, o.all_day, o.counts_hours, o.needs_sign_up, o.cancelled"
#define OCCURRENCE_COLUMN_COUNT 14

/* Read the columns, the first of them at `first`; the station's rules fill in what the activity
 * does not specify. */
void occurrence_from_row(const struct store *store, sqlite3_stmt *stmt, int first,
                         struct occurrence *ret_occurrence);
