#pragma once
/* kind: a kind of reader. To add one: write kind_NAME.c with a const struct reader_kind, and add a
 * line to kinds.c and one to tests/conform/reader.c. Everything runs in the reader's process, on
 * its only thread. */
#include "base/err.h"
#include "model/tag.h"

#include <stdbool.h>

enum poll_result {
    POLL_EMPTY,
    POLL_CARD,
    POLL_GARBLED,      /* something answered, but not with a valid card */
    POLL_ERROR,        /* the reader's answer was damaged; a retry may succeed */
    POLL_TIMEOUT,      /* the reader did not answer in time */
    POLL_DISCONNECTED, /* the device is gone */
};

struct reader_kind {
    const char *name;
    bool (*takes)(const char *device); /* does this kind drive that connection string? */

    /* attempt counts up from 0 with each call, for kinds that search several ports. ERR_NOT_FOUND:
     * absent; ERR_TIMEOUT: present, but it does not answer. why is in English and names no path.
     * Takes at most 1.5 s. */
    enum err (*open)(const char *device, unsigned attempt, struct why *why, void **ret_state);

    /* Polls once for a card of one technology; at most 400 ms. */
    enum poll_result (*poll)(void *state, enum tag_tech tech, struct tag *ret_tag);

    /* Switches the field off and on, so that every card answers again. POLL_EMPTY: done. */
    enum poll_result (*cycle)(void *state);

    void (*close)(void *state);
};

extern const struct reader_kind reader_kind_libnfc;
extern const struct reader_kind reader_kind_none;
extern const struct reader_kind reader_kind_fake;

const struct reader_kind *
reader_kind_for(const char *device); /* never NULL: libnfc takes what no other kind does */
