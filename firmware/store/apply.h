#pragma once
/* Inside the store room only: what the files that apply changes share. */
#include "store/sql.h"

/* apply_row.c */
/* Run, and count the rows that changed for store_applied. */
MUST_CHECK enum err apply_run(struct store *store, sqlite3_stmt *stmt, struct why *why);
/* The id of the row that `literal` finds by one key; 0 where there is none. */
MUST_CHECK enum err apply_find(struct store *store, const char *literal, const char *key,
                               struct why *why, int64_t *ret_id);
/* Remembers that this transaction named it: CHANGE_DROP_OTHERS keeps it. */
MUST_CHECK enum err apply_seen(struct store *store, enum change_kind kind, int64_t id,
                               struct why *why);

/* apply_story.c, apply_service.c */
MUST_CHECK enum err apply_story(struct store *store, const struct change_story *s, struct why *why);
MUST_CHECK enum err apply_notice(struct store *store, const struct change_notice *n,
                                 struct why *why);
MUST_CHECK enum err apply_request_step(struct store *store, const struct change_request_step *s,
                                       struct why *why);

/* apply_station.c */
MUST_CHECK enum err apply_staff(struct store *store, const struct change_staff *s, struct why *why);
MUST_CHECK enum err apply_attendance(struct store *store, const struct change_attendance *a,
                                     struct why *why);
MUST_CHECK enum err apply_remove(struct store *store, const struct change_remove *r,
                                 struct why *why);
/* The row of a request that was filed at another kiosk. */
MUST_CHECK enum err apply_foreign_request(struct store *store, const struct change_request_step *s,
                                          struct why *why);
