#pragma once
/* The desk: the thread that answers taps and touches, and the only writer of the store.
 *
 * Everything that arrives is posted to it and answered by a glass event; an outcome is posted only
 * after its COMMIT. Opening never waits for the disk: the store is opened on the desk's own thread,
 * and GLASS_STORE says when it is there. */
#include "base/pulse.h"
#include "base/trace.h"
#include "model/change.h"
#include "model/glass_event.h"
#include "model/link.h"

struct desk;

/* The board and the program around the desk, as main hands them over: called on the desk's threads,
 * must not block. Any may be NULL. */
struct desk_board {
    bool (*stick)(void *to, char *ret_folder, size_t bytes); /* where a USB stick is mounted */
    void (*look)(void *to, struct staff_device *ret_device);
    void (*apply)(void *to, enum staff_setting setting, int32_t value);
    void (*restart)(void *to);
    /* Kept in local.conf; the panel's rotation holds at once, all else from the next start. */
    enum err (*keep)(void *to, const char *section, const char *name, const char *value,
                     struct why *why);
    /* These two may wait for as long as the board takes. NULL: the kernel is asked, nobody else. */
    enum err (*set_clock)(void *to, int64_t utc_ms, struct why *why);
    /* On the export's thread: the stick mounted here can be written from now on, or no more. */
    enum err (*open_stick)(void *to, const char *folder, bool writable, struct why *why);
    /* A verb of muster-board and its arguments, NULL at the end; may wait as well. said: each line
     * of the answer, and NULL twice a second meanwhile; false: nobody waits any longer. NULL:
     * nobody listens. ERR_NOT_FOUND: this machine has no such thing. */
    enum err (*ask)(void *to, const char *const parts[], int limit_s,
                    bool (*said)(void *job, const char *line), void *job, struct why *why);
    /* What was spoken for the request that is being filed, to be freed; false: nothing was. */
    bool (*voice_note)(void *to, uint8_t **ret_bytes, size_t *ret_count);
};

struct desk_config {
    const char *
        data_directory; /* muster.db, card.key (made on first use, 0600) and snapshots/ are in it */
    const char *zone;   /* IANA; NULL: "Asia/Shanghai" */
    struct activity_rules rules;
    const char *machine; /* for what kind of machine an update may be; NULL, "": for none */
    int kiosk_number;    /* 1..999, before the numbers of tickets; 0: made from the kiosk's id */
    bool names_masked;   /* the welcome shows 王*国 */
    int32_t volume, brightness; /* as configured; what staff set holds over it */
    bool setting_up; /* a new kiosk: whoever is at the glass sets it up; no staff are known yet */
    const char *language; /* "zh" or "en": these three are for that only */
    const char *station;
    int rotation;
    struct desk_board board;
    struct trace *trace; /* borrowed; may be NULL */
    struct pulse *pulse; /* beats while the desk answers; borrowed; may be NULL */
    void (*post)(void *to,
                 const struct glass_event *event); /* called on the desk's thread; must not block */
    /* To the way to the station; called on the desk's thread; must not block. false: it could not
     * take it, and whatever the message points to is still the desk's. NULL: there is none. */
    bool (*forward)(void *to, const struct link_tell *tell);
    void *to;
};

MUST_CHECK enum err desk_open(const struct desk_config *config, struct why *why,
                              struct desk **ret_desk);

/* Finishes what has arrived, takes a snapshot of the store, joins. NULL ok. */
void desk_close(struct desk *desk);

/* Any thread. false when the desk is overrun: the value was dropped and counted. */
bool desk_tell(struct desk *desk, const struct reader_event *event);
bool desk_ask(struct desk *desk, const struct intent *intent);
/* true: whatever it points to is the desk's now. */
bool desk_link(struct desk *desk, const struct link_ask *ask);

/* Apply what one file says, in one transaction: read() is called once and puts changes into the
 * sink. *ret_changed: rows that are different now. For commands that have opened the store
 * themselves. */
struct store;
MUST_CHECK enum err desk_import_file(struct store *store, const char *name,
                                     enum err (*read)(void *from, const struct change_sink *sink,
                                                      struct why *why),
                                     void *from, struct why *why, int64_t *ret_changed);
