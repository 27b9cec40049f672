#pragma once
/* The glass: the window, what is on it, and what leads from one screen to the next. The door of
 * screens/ for main. One thread opens, runs and closes it: the ui thread. */
#include "model/glass_event.h"

#include <stdbool.h>

struct glass;
struct mailbox;

struct pulse;

enum glass_chime { CHIME_SUCCESS, CHIME_AGAIN, CHIME_REFUSED };

struct glass_config {
    const char *station;              /* shown in the bar */
    const char *assets_folder;        /* holds icons/ and strings/ */
    const char *blob_folder;          /* pictures by hash; may not exist yet */
    const char *language;             /* "zh" or "en" */
    int width_px, height_px;          /* 0: the display's own */
    int rotation;                     /* degrees clockwise */
    int night_from_min, night_to_min; /* of the day, local; the same: no night */
    int night_brightness;             /* percent, on attract at night */
    double diagonal_mm;               /* 0: a usual panel of that many pixels */
    bool sets_up;                     /* a new kiosk: the walk stands where attract would */
    bool full_screen;                 /* kiosk: cannot be closed from the glass */
    bool still;                       /* nothing fades or pans; a picture a turn */
    const char *screenshot_path; /* NULL: run. Else: write the first settled picture there as a PNG,
                                    and end */
    const char *picture_path;    /* where pictures for the station are written; NULL: none */
    const char *drive_path;      /* NULL: none. Only where built with MUSTER_DRIVE */
    struct pulse *pulse; /* beats while the loop goes round; borrowed; NULL: nobody listens */
};

/* Called on the ui thread; must not block. Any may be NULL but ask. */
struct glass_calls {
    void *to;
    bool (*ask)(void *to,
                const struct intent *intent); /* false: dropped, the glass shows it waits */
    void (*chime)(void *to, enum glass_chime chime);
    /* Read aloud, after whatever is being read; stop at once; and steps louder than the station set
     * it (0: as it was). GLASS_SPEAKING tells what came of it. */
    void (*speak)(void *to, const char *text, bool chinese);
    void (*hush)(void *to);
    void (*louder)(void *to, int steps);
    /* A spoken request; GLASS_VOICE_NOTE tells what came of it. A discard holds when it returns. */
    void (*voice_note)(void *to, enum voice_note_action action);
    /* A frame is on the display: the first to show this outcome (NULL: the first frame of another
     * screen). cause_ns: when the card was known, or the finger lifted; 0: neither. at_ns: when the
     * display had taken it. Both CLOCK_MONOTONIC. */
    void (*presented)(void *to, const struct outcome *outcome, const char *screen, int64_t cause_ns,
                      int64_t at_ns);
    /* A welcome has been drawn and the store is open. Asked again until it is true. */
    bool (*well)(void *to);
};

MUST_CHECK enum err glass_open(const struct glass_config *config, const struct glass_calls *calls,
                               struct why *why, struct glass **ret_glass);

/* Any thread posts struct glass_event here, at glass_event_size; the glass wakes. Exists from
 * glass_open to glass_close. */
struct mailbox *glass_mailbox(struct glass *glass);

/* Any thread, also a signal handler's: look at *stop again. */
void glass_wake(struct glass *glass);

/* Until *stop, written atomically, is true, or the desktop's close button is pressed where not
 * full_screen. */
void glass_run(struct glass *glass, const bool *stop);

/* Takes NULL. After all who post have been joined. */
void glass_close(struct glass *glass);
