#pragma once
/* Inside the forward room only: the pictures that changes name, fetched before the changes are
 * applied. The forward's thread. */
#include "forward/context.h"

struct blobs {
    struct forward_context *context;
    char (*names)[BLOB_SIZE]; /* still to be fetched */
    int count, room;
    int fd;    /* of the one that is being fetched; -1: none */
    int wrong; /* how often its content was wrong */
};

enum blob_result {
    BLOBS_COMPLETE, /* none is left to fetch */
    BLOB_UNDER_WAY, /* a call has begun */
    BLOB_FAILED     /* *ret_trouble */
};

void blobs_init(struct blobs *blobs, struct forward_context *context);
void blobs_finish(struct blobs *blobs);
void blobs_drop(struct blobs *blobs);
/* Those that the changes name and that are not here. false: no memory, or no folder. */
bool blobs_want(struct blobs *blobs, const struct link_changes *changes);
enum blob_result blobs_next(struct blobs *blobs, struct call *call, enum link_trouble *ret_trouble);
/* The call ended: check what came, and go on. */
enum blob_result blobs_done(struct blobs *blobs, struct call *call, enum link_trouble trouble,
                            enum link_trouble *ret_trouble);
