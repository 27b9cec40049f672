#pragma once
/* Inside the forward room only: what its thread keeps. Three lanes, one call each at a time:
 *
 *   up:   idle -> wanted -> (note: asked, sent)* -> records -> marking -> idle
 *   down: idle -> poll -> (blob)* -> applying -> idle
 *   fetch: idle -> (manifest) -> (part)* -> idle; begins nothing while another lane has work
 *   any trouble -> idle, tried again after a back-off */
#include "base/mailbox.h"
#include "forward/call.h"
#include "forward/forward.h"
#include "wire/changes.h"
#include "wire/pairing_file.h"
#include "wire/update_manifest.h"

#include <pthread.h>

#define PATH_ROOM 400

enum up_step { UP_IDLE, UP_WANTED, UP_NOTE_ASKED, UP_NOTE_SENT, UP_RECORDS, UP_MARKING };
enum down_step { DOWN_IDLE, DOWN_POLL, DOWN_BLOB, DOWN_APPLYING };

/* When to try again. */
struct patience {
    int failures;
    int64_t next_ms, begun_ms; /* clock_ticks_ms; next_ms 0: nothing is due */
    enum link_trouble trouble; /* of the last attempt */
};

struct up {
    enum up_step step;
    struct call call;
    struct patience patience;
    struct link_batch *batch; /* being sent */
    size_t taken;             /* rows of it in this call */
    char *body;
    int note; /* row whose voice note is being sent */
    int note_tries;
    char *note_bytes;
    size_t note_count;
    int64_t asked_ms; /* of the desk */
};

struct down {
    enum down_step step;
    struct call call;
    struct patience patience;
    struct link_changes *changes;
    char (*blobs)[BLOB_SIZE]; /* still to be fetched */
    int blob_count, blob_room;
    int fd, wrong; /* of the blob that comes; how often it came wrong */
    bool caught_up;
    int64_t asked_ms;
};

enum fetch_step { FETCH_IDLE, FETCH_MANIFEST, FETCH_PART };

struct fetch {
    enum fetch_step step;
    struct call call;
    char wanted[BLOB_SIZE];           /* the manifest; "": none */
    bool known;                       /* the desk has said what is wanted */
    bool over;                        /* whole, or refused for good */
    struct update_manifest *manifest; /* NULL: not read yet */
    int fd;                           /* of what comes */
    int64_t size, sound;              /* bytes that are there; of those, hashed and found right */
    struct hash_state all;            /* of those that are sound */
    int wrong, failures;
    enum link_trouble trouble;
    int64_t next_ms; /* clock_ticks_ms: not before */
    struct link_fetch now, told;
};

struct forward {
    struct forward_config config;
    char data_directory[256], blob_folder[288], version[KEY_SIZE];
    char machine[MACHINE_SIZE], update_folder[288];
    pthread_t thread;
    bool started, joined;
    bool stop; /* atomic */
    struct mailbox *inbox;
    CURLM *multi;

    bool loaded; /* the desk has spoken: before, nothing is asked of it */
    bool paired;
    struct pairing pairing;
    char signing_key[2 * PUBLIC_KEY_BYTES + 1];
    int64_t cursor;
    char epoch[EPOCH_SIZE]; /* whose cursor it is; "": not known yet */
    char run[17];           /* of this start of the program: two that live at once differ */
    int32_t waiting;
    struct up up;
    struct down down;
    struct fetch fetch;
    struct link_state told;
    int64_t well_ms, trouble_ms;

    /* pair.c */
    struct link_pair pair;
    char pair_pem[PEM_SIZE];
    struct pairing pair_answer; /* waits for staff to agree */
};

/* forward.c */
bool forward_ask(struct forward *forward, const struct link_ask *ask);
void forward_tell_state(struct forward *forward);
/* The attempt went through, or not: when is the next? */
void patience_well(struct forward *forward, struct patience *patience);
void patience_trouble(struct forward *forward, struct patience *patience, enum link_trouble trouble,
                      const char *lane);
bool forward_start_call(struct forward *forward, struct call *call,
                        const struct question *question);

/* up.c */
void up_init(struct up *up);
void up_finish(struct up *up);
void up_stop(struct forward *forward); /* what is under way is dropped, nothing is lost */
void up_due(struct forward *forward, int64_t now_ms);
void up_done(struct forward *forward, enum link_trouble trouble);
void up_batch(struct forward *forward, const struct link_tell *tell);
void up_marked(struct forward *forward, bool ok);
void up_nudge(struct forward *forward, bool by_staff);

/* note.c: voice notes, before the records that name them */
bool note_next(struct forward *forward); /* false: none is left to send */
void note_done(struct forward *forward);

/* down.c */
void down_init(struct down *down);
void down_finish(struct down *down);
void down_stop(struct forward *forward);
void down_due(struct forward *forward, int64_t now_ms);
void down_done(struct forward *forward, enum link_trouble trouble);
void down_applied(struct forward *forward, const struct link_tell *tell);
void down_apply(struct forward *forward); /* nothing is left to fetch */

/* blob.c: pictures, before the changes that name them */
bool blobs_wanted(struct forward *forward, const struct link_changes *changes);
bool blob_next(struct forward *forward); /* false: none is left to fetch */
void blob_done(struct forward *forward, enum link_trouble trouble);
void blob_drop(struct down *down);

/* fetch.c: the system's update, when nothing else is to be done */
void fetch_init(struct fetch *fetch);
void fetch_finish(struct fetch *fetch);
void fetch_stop(struct forward *forward); /* what has come stays */
void fetch_want(struct forward *forward, const char *manifest);
void fetch_due(struct forward *forward, int64_t now_ms);
void fetch_done(struct forward *forward, enum link_trouble trouble);
int fetch_wait_ms(const struct forward *forward, int64_t now_ms, int most_ms);
void fetch_tell(struct forward *forward);

/* pair.c */
void pair_tell(struct forward *forward, const struct link_tell *tell);

/* find.c: stations on the local network, by mDNS; takes a second and a half. */
void find_stations(struct link_pair *pair, const bool *stop);
