/* none: a kiosk without a reader. The field is always empty and never fails. */
#include "reader/kind.h"

#include <string.h>

static bool none_takes(const char *device) {
    return !strcmp(device, "none");
}

static enum err none_open(const char *device, unsigned attempt, struct why *why, void **ret_state) {
    (void)device, (void)attempt, (void)why;
    *ret_state = NULL;
    return ERR_NONE;
}

static enum poll_result none_poll(void *state, enum tag_tech tech, struct tag *ret_tag) {
    (void)state, (void)tech, (void)ret_tag;
    return POLL_EMPTY;
}

static enum poll_result none_cycle(void *state) {
    (void)state;
    return POLL_EMPTY;
}

static void none_close(void *state) {
    (void)state;
}

const struct reader_kind reader_kind_none = {
    .name = "none",
    .takes = none_takes,
    .open = none_open,
    .poll = none_poll,
    .cycle = none_cycle,
    .close = none_close,
};
