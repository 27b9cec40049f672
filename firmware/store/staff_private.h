#pragma once
/* Inside the store room: what the log and the lists of people share (log.c). */
#include "store/occurrence_row.h"

MUST_CHECK enum err store_staff_grids(struct store *store, struct why *why,
                                      struct staff_grid *ret_grids, int32_t *ret_count);
/* The activity that the scope means: the given one, otherwise the newest that has begun or is about
 * to begin. */
MUST_CHECK enum err store_staff_occurrence(struct store *store, const struct staff_scope *asked,
                                           int64_t now_ms, struct why *why,
                                           struct staff_scope *ret_scope,
                                           struct occurrence *ret_occurrence);
