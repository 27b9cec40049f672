#pragma once
/* Inside the forward room only: the lane that uploads records, and the files that they name. The
 * forward's thread. */
#include "forward/context.h"

enum up_step {
    UP_IDLE,
    UP_WANTED,
    UP_ATTACHMENT_ASKED,
    UP_ATTACHMENT_SENT,
    UP_RECORDS,
    UP_MARKING
};

struct up {
    struct forward_context *context;
    enum up_step step;
    struct call call;
    struct link_batch *batch; /* being sent */
    size_t taken;             /* rows of it in this call */
    char *body;
    int64_t asked_ms; /* of the desk */
    int attachment;   /* the row whose file is being sent */
    int attachment_tries;
    char *attachment_bytes;
    size_t attachment_count;
};

void up_init(struct up *up, struct forward_context *context);
void up_finish(struct up *up);
void up_stop(struct up *up); /* what is under way is dropped, nothing is lost */
void up_due(struct up *up, int64_t now_ms);
void up_done(struct up *up, enum link_trouble trouble);
void up_batch(struct up *up, const struct link_tell *tell);
void up_marked(struct up *up, bool ok);
void up_nudge(struct up *up, bool by_staff);

/* attachment.c: voice notes and screenshots, before the records that name them. */
bool attachment_next(struct up *up); /* false: none is left to send */
void attachment_done(struct up *up);
