#pragma once
/* Inside the forward room only: the lane that pulls changes. The forward's thread. */
#include "forward/blob.h"

enum down_step { DOWN_IDLE, DOWN_POLL, DOWN_BLOB, DOWN_APPLYING };

struct down {
    struct forward_context *context;
    enum down_step step;
    struct call call;
    struct link_changes *changes;
    struct blobs blobs;
    bool caught_up;
    int64_t asked_ms;
};

void down_init(struct down *down, struct forward_context *context);
void down_finish(struct down *down);
void down_stop(struct down *down);
void down_due(struct down *down, int64_t now_ms);
void down_done(struct down *down, enum link_trouble trouble);
void down_applied(struct down *down, const struct link_tell *tell);
