#pragma once
/* kind: a kind of reader. To add one: a file kind_NAME.c with a const struct reader_kind, a line
 * for it in kinds.c, and a line in tests/conform/reader.c. All runs in the child, on its one
 * thread. */
#include "base/err.h"
#include "model/tag.h"

#include <stdbool.h>

enum look {
    LOOK_EMPTY,
    LOOK_CARD,
    LOOK_GARBLED, /* something answered that is no sound card */
    LOOK_ERROR,   /* the reader's answer was damaged; it may be right the next time */
    LOOK_MUTE,    /* no answer in its time */
    LOOK_GONE,    /* the device is not there any more */
};

struct reader_kind {
    const char *name;
    bool (*takes)(const char *device); /* is this connection string for us? */

    /* attempt counts up from 0 at each try, for kinds that look in several places. ERR_NOT_FOUND:
     * absent; ERR_TIMEOUT: there and mute. why is in English and names no path. At most 1.5 s. */
    enum err (*open)(const char *device, unsigned attempt, struct why *why, void **ret_state);

    /* One look for a card of one technology; at most 400 ms. */
    enum look (*look)(void *state, enum tag_tech tech, struct tag *ret_tag);

    /* The field off and on, so that every card answers again. LOOK_EMPTY when it went well. */
    enum look (*cycle)(void *state);

    void (*close)(void *state);
};

extern const struct reader_kind reader_kind_libnfc;
extern const struct reader_kind reader_kind_none;
extern const struct reader_kind reader_kind_fake;

const struct reader_kind *
reader_kind_for(const char *device); /* never NULL: libnfc takes the rest */
