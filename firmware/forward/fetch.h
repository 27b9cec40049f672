#pragma once
/* Inside the forward room only: the lane that fetches the system's update, when nothing else is to
 * be done. The forward's thread. */
#include "forward/context.h"
#include "wire/update_manifest.h"

enum fetch_step { FETCH_IDLE, FETCH_MANIFEST, FETCH_PART };

struct fetch {
    struct forward_context *context;
    char machine[MACHINE_SIZE], folder[288];
    enum fetch_step step;
    struct call call;
    char wanted[BLOB_SIZE];           /* the manifest; "": none */
    bool known;                       /* the desk has sent what is wanted */
    bool over;                        /* complete, or refused for good */
    struct update_manifest *manifest; /* NULL: not read yet */
    int fd;                           /* of the file being fetched */
    int64_t size, verified_bytes;     /* of the file; of these, hashed and found right */
    struct hash_state all;            /* of the verified bytes */
    int wrong, failures;
    enum link_trouble trouble;
    int64_t next_ms; /* clock_ticks_ms: not before */
    struct link_fetch now, told;
};

void fetch_init(struct fetch *fetch, struct forward_context *context, const char *machine);
void fetch_finish(struct fetch *fetch);
void fetch_stop(struct fetch *fetch); /* what was fetched stays on the disk */
void fetch_want(struct fetch *fetch, const char *manifest);
/* idle: the other lanes have nothing to do. */
void fetch_due(struct fetch *fetch, bool idle, int64_t now_ms);
void fetch_done(struct fetch *fetch, enum link_trouble trouble);
int fetch_wait_ms(const struct fetch *fetch, bool idle, int64_t now_ms, int most_ms);
void fetch_tell(struct fetch *fetch);
