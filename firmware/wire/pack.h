#pragma once
/* The description of a pack: its pack.json. firmware/wire/README.md has the format. Pure; any
 * thread. */
#include "base/err.h"
#include "model/outcome.h"

struct pack_about {
    char station[TITLE_SIZE]; /* its name, for display: the signature says whose it is */
    int64_t cursor;           /* of the feed, when it was made */
    int64_t made_ms;
};
MUST_CHECK enum err wire_pack_write(const struct pack_about *about, struct why *why,
                                    char **ret_text);
MUST_CHECK enum err wire_pack_read(const char *text, size_t bytes, struct why *why,
                                   struct pack_about *ret_about);
