#pragma once
/* The station, as the desk sees it: the pairing, the feed of changes, the outbox, the status
 * records, and screenshots for staff at the station. The desk's thread only.
 *
 *   link -> pairing -> reload -> feed, status, screenshot, outgoing */
#include "desk/core/context.h"
#include "wire/pairing_file.h"

#include <sys/types.h>
#include <time.h>

struct desk_sync {
    struct desk_context *context;
    int kiosk_number;                           /* as configured, for a kiosk that is not paired */
    char station_key[2 * PUBLIC_KEY_BYTES + 1]; /* its signing key: whose feed it is */
    ino_t pairing_inode;                        /* of the pairing file when it was last checked */
    struct timespec pairing_time;

    struct link_state link; /* these three as the forward reported them */
    struct link_pair pair;
    struct link_fetch fetch;

    int32_t deferred;      /* changes that could not be applied yet */
    int64_t deferred_next; /* the round of retries continues after this id; -1: none is running */
    bool deferred_applied; /* in this round */

    bool reader_up, status_made, status_reader_up;
    int64_t status_ms, status_due_ms; /* clock_ticks_ms; 0: none is due */

    bool screenshots;            /* the station may ask for them */
    int64_t screenshot_asked_ms; /* the request that was passed to the screen last; 0: none since
                                    the start */
};

void desk_sync_init(struct desk_sync *sync, struct desk_context *context);

/* link.c: what the forward asks. What the ask points to is taken. */
enum sync_news {
    SYNC_STATE = 1, /* the state of the link, or of the pairing, is another */
    SYNC_FETCH = 2, /* the fetching of an update went on */
};
unsigned desk_sync_on_link(struct desk_sync *sync, struct link_ask *ask); /* enum sync_news */

/* pairing.c: applies DATA/station/paired. opened: the store was just opened. */
void desk_pairing_check(struct desk_sync *sync, bool opened);
struct hash desk_card_key_hash(const struct desk_context *context);

/* reload.c: tells the forward the state of the store. */
void desk_link_reload(struct desk_sync *sync);
void desk_want_update(struct desk_sync *sync); /* which system update is wanted */

/* feed.c: changes from the station are applied; deferred ones are retried, a few at a time. */
struct feed_stand {
    int64_t cursor;
    char epoch[EPOCH_SIZE];
};
enum err desk_feed_stand(struct desk_sync *sync, struct why *why, struct feed_stand *ret_stand);
enum err desk_apply_changes(struct desk_sync *sync, const struct link_changes *changes,
                            struct why *why, struct feed_stand *ret_stand);
void desk_retry_deferred(struct desk_sync *sync);

/* screenshot.c: screenshots for staff at the station. in_use: a person is known at the kiosk. */
void desk_screenshot_check(struct desk_sync *sync, bool in_use);
void desk_on_screenshot(struct desk_sync *sync, const struct intent *intent);
void desk_screenshot_sent(struct desk_sync *sync); /* one was uploaded: its file is deleted */

/* status.c: device_status records. */
struct screenshot_reply {
    int64_t asked_ms;
    const char *outcome;     /* "picture", "picture_in_use", "picture_failed" */
    const struct hash *hash; /* NULL: none was made */
};
/* screenshot NULL: none was asked for. In a separate transaction. */
MUST_CHECK enum err desk_add_status(struct desk_sync *sync,
                                    const struct screenshot_reply *screenshot, struct why *why);
void desk_status_due(struct desk_sync *sync, int64_t now_ms);
void desk_status_reader(struct desk_sync *sync, bool up);

/* outgoing.c: the voice note of the request that is being filed, sealed and on the disk; dropped
 * again where the request could not be filed. */
enum err desk_keep_voice_note(struct desk_context *context, struct why *why, bool *ret_there,
                              struct hash *ret_hash);
void desk_drop_voice_note(struct desk_context *context, const struct hash *hash);
