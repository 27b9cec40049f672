#pragma once
/* Inside the forward room only: what its three lanes share. The forward's thread.
 *
 *   up:    idle -> wanted -> (attachment: asked, sent)* -> records -> marking -> idle
 *   down:  idle -> poll -> (blob)* -> applying -> idle
 *   fetch: idle -> (manifest) -> (part)* -> idle; begins nothing while another lane has work
 *   any trouble -> idle, retried after a back-off
 *
 *   forward -> up -> attachment, down -> blob, fetch, pair -> find; all of them -> context, call */
#include "forward/call.h"
#include "forward/forward.h"
#include "wire/pairing_file.h"

#define PATH_ROOM 400

/* The lanes whose errors staff are shown. */
enum lane { LANE_UP, LANE_DOWN, LANES };

/* When to try again. */
struct backoff {
    int failures;
    int64_t next_ms, begun_ms; /* clock_ticks_ms; next_ms 0: nothing is due */
    enum link_trouble trouble; /* of the last attempt */
};

struct forward_context {
    struct forward_config config;
    char data_directory[256], blob_folder[288], version[KEY_SIZE];
    CURLM *multi;
    bool stop; /* atomic */

    bool paired;
    struct pairing pairing;
    char signing_key[2 * PUBLIC_KEY_BYTES + 1];
    int64_t cursor;
    char epoch[EPOCH_SIZE]; /* of the ledger whose cursor it is; "": not known yet */
    char run[17]; /* of this start of the program: two kiosks with the same identity differ */
    int32_t waiting;
    struct backoff backoff[LANES];
    int64_t success_ms, trouble_ms; /* UTC */
};

bool forward_ask(const struct forward_context *context, const struct link_ask *ask);
bool forward_start_call(struct forward_context *context, struct call *call,
                        const struct question *question);
void forward_stop_call(struct forward_context *context, struct call *call);

/* The attempt succeeded, or failed: when is the next one? */
void backoff_success(struct forward_context *context, enum lane lane);
void backoff_failure(struct forward_context *context, enum lane lane, enum link_trouble trouble,
                     const char *what);
enum link_trouble forward_trouble(const struct forward_context *context); /* as staff see it */
/* A random time between half of the wait and all of it, so that the kiosks of a station do not come
 * at the same moment. The wait doubles with each failure, from 1 s to 5 min. */
int64_t backoff_next_ms(int failures);
