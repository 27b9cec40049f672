#pragma once
/* Inside the desk room and for commands: a pack into the store. Any thread that has opened a store
 * of its own. */
#include "content/pack.h"

struct store;

/* Read the pack, then apply it in one transaction, with the cursor: what cannot be taken yet, or
 * not be read, stands aside as with the feed. Only of the station that this kiosk is paired with
 * (DATA/station/paired); ERR_NOT_FOUND: with none. *ret_deferred: how many stand aside now. each
 * (may be NULL): once a change that made a difference. */
struct pack_import {
    const char *path, *data_directory;
    const char *blob_folder; /* NULL: nothing is kept */
    void (*each)(void *to, enum change_kind kind);
    void *to;
};
MUST_CHECK enum err desk_import_pack(struct store *store, const struct pack_import *import,
                                     struct why *why, struct pack_told *ret_told,
                                     int64_t *ret_changed, int32_t *ret_deferred);
