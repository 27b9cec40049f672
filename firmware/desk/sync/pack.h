#pragma once
/* Inside the desk room and for commands: applies a pack to the store. For the thread that opened
 * the store. */
#include "content/pack.h"

struct store;

/* Read the pack, then apply it in one transaction, with the cursor. What cannot be applied yet, or
 * cannot be read, is deferred, as with the feed. Only packs of the station that this kiosk is
 * paired with (DATA/station/paired); ERR_NOT_FOUND: it is not paired. *ret_deferred: how many
 * changes are deferred now. each (may be NULL) is called once for each change that made a
 * difference. */
struct pack_import {
    const char *path, *data_directory;
    const char *blob_folder; /* NULL: nothing is kept */
    void (*each)(void *to, enum change_kind kind);
    void *to;
};
MUST_CHECK enum err desk_import_pack(struct store *store, const struct pack_import *import,
                                     struct why *why, struct pack_told *ret_told,
                                     int64_t *ret_changed, int32_t *ret_deferred);
