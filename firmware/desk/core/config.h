#pragma once
/* What the program hands to the desk when it opens it: the configuration, the board, and where
 * events and messages go. */
#include "base/pulse.h"
#include "base/trace.h"
#include "model/glass_event.h"
#include "model/link.h"

/* The board and the program around the desk. Called on the desk's threads; must not block, unless
 * stated otherwise. Any of them may be NULL. */
struct desk_board {
    bool (*stick)(void *to, char *ret_folder, size_t bytes); /* where a USB stick is mounted */
    void (*look)(void *to, struct staff_device *ret_device);
    void (*apply)(void *to, enum staff_setting setting, int32_t value);
    void (*restart)(void *to);
    /* Writes a value to local.conf. The rotation of the panel takes effect immediately, everything
     * else at the next start. */
    enum err (*keep)(void *to, const char *section, const char *name, const char *value,
                     struct why *why);
    /* This one and the next two may wait for the board. NULL: only the kernel is asked. */
    enum err (*set_clock)(void *to, int64_t utc_ms, struct why *why);
    /* Remounts the stick read-write or read-only. Called on the export's thread. */
    enum err (*open_stick)(void *to, const char *folder, bool writable, struct why *why);
    /* Runs a verb of muster-board; parts: the verb and its arguments, NULL at the end. `said` (may
     * be NULL) gets each line of the answer, and NULL twice a second meanwhile; it returns false
     * when the caller no longer waits. ERR_NOT_FOUND: this machine has no such thing. */
    enum err (*ask)(void *to, const char *const parts[], int limit_s,
                    bool (*said)(void *job, const char *line), void *job, struct why *why);
    /* The voice note of the request that is being filed; the caller frees it. false: none was
     * recorded. */
    bool (*voice_note)(void *to, uint8_t **ret_bytes, size_t *ret_count);
};

struct desk_config {
    const char *data_directory; /* muster.db, card.key (made on first use, 0600), snapshots/ */
    const char *zone;           /* IANA; NULL: "Asia/Shanghai" */
    struct activity_rules rules;
    const char *machine; /* the type of machine that updates must be made for; NULL, "": none */
    int kiosk_number;    /* 1..999, the prefix of ticket numbers; 0: derived from the kiosk's id */
    bool names_masked;   /* the welcome shows 王*国 */
    int32_t volume, brightness; /* as configured; what staff set takes precedence */
    bool setting_up;      /* a new kiosk: the setup wizard may change it, no staff are known yet */
    const char *language; /* "zh" or "en"; this and the next two are for the setup wizard only */
    const char *station;
    int rotation;
    struct desk_board board;
    struct trace *trace; /* borrowed; may be NULL */
    struct pulse *pulse; /* beats while the desk answers; borrowed; may be NULL */
    /* Called on the desk's thread; must not block. */
    void (*post)(void *to, const struct glass_event *event);
    /* To the forward; called on the desk's thread; must not block. false: the message was not
     * taken, and what it points to is still the desk's. NULL: there is no forward. */
    bool (*forward)(void *to, const struct link_tell *tell);
    void *to;
};
