#pragma once
/* Inside the desk room only: the way to the station, seen from the desk. Its thread calls all of
 * it. */
#include "model/intent.h"
#include "model/link.h"
#include "wire/pairing_file.h"

struct desk;

/* adopt.c: what DATA/station/paired says holds from now on. opened: the store was just opened. */
void desk_adopt(struct desk *desk, bool opened);
struct hash desk_card_key_hash(const struct desk *desk);

/* link.c: what the forward asks, and is told. */
void desk_on_link(struct desk *desk, struct link_ask *ask); /* what it points to is taken */
void desk_want_update(struct desk *desk);                   /* of the system, told to the forward */
void desk_link_reload(struct desk *desk);
void desk_nudge(struct desk *desk); /* a record was committed */
bool desk_tell_forward(struct desk *desk, struct link_tell *tell);

/* feed.c: changes, applied; what stands aside, tried again a few at a time. */
struct feed_stand {
    int64_t cursor;
    char epoch[EPOCH_SIZE];
};
enum err desk_feed_stand(struct desk *desk, struct why *why, struct feed_stand *ret_stand);
enum err desk_apply_changes(struct desk *desk, const struct link_changes *changes, struct why *why,
                            struct feed_stand *ret_stand);
void desk_retry_asides(struct desk *desk);

/* staff_link.c: what staff do about it. links: only told to the forward, nothing is written. */
bool desk_staff_links(enum staff_action action);
bool desk_staff_pairs(enum staff_action action); /* what pairing takes, and nothing else */
void desk_staff_link(struct desk *desk, const struct staff_do *action, struct staff_done *done);

/* picture.c: pictures of the glass for staff at the station. */
void desk_picture_look(struct desk *desk); /* what the station says of it may be another now */
void desk_on_picture(struct desk *desk, const struct intent *intent);
void desk_picture_spent(struct desk *desk); /* one has gone up: its file goes */

/* status.c: device_status records. */
struct picture_said {
    int64_t asked_ms;
    const char *outcome;        /* "picture", "picture_in_use", "picture_failed" */
    const struct hash *picture; /* NULL: none was made */
};
/* picture NULL: nobody asked for one. Own transaction. */
MUST_CHECK enum err desk_add_status(struct desk *desk, const struct picture_said *picture,
                                    struct why *why);
void desk_status_due(struct desk *desk, int64_t now_ms);
void desk_status_reader(struct desk *desk, bool up);
