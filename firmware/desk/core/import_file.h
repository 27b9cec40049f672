#pragma once
/* The changes of one file into the store, all of them or none. For the thread that opened the
 * store. */
#include "model/change.h"

struct store;

/* One transaction; read() is called once and puts changes into the sink. *ret_changed: rows that
 * are different now. */
MUST_CHECK enum err desk_import_file(struct store *store, const char *name,
                                     enum err (*read)(void *from, const struct change_sink *sink,
                                                      struct why *why),
                                     void *from, struct why *why, int64_t *ret_changed);
