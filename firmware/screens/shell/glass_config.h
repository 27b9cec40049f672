#pragma once
/* What the glass is opened with: the settings, and the functions through which it reaches the other
 * rooms. */
#include "model/glass_event.h"

#include <stdbool.h>

struct glass_hook;
struct pulse;
struct screen_table;

enum glass_chime { CHIME_SUCCESS, CHIME_AGAIN, CHIME_REFUSED };

struct glass_config {
    const struct screen_table *screens; /* screens_table of screens/screens.h */
    const char *station;                /* shown in the bar */
    const char *assets_folder;          /* holds icons/ and strings/ */
    const char *blob_folder;            /* pictures by hash; may not exist yet */
    const char *language;               /* "zh" or "en" */
    int width_px, height_px;            /* 0: the display's own */
    int rotation;                       /* degrees clockwise */
    int night_from_min, night_to_min;   /* of the day, local; the same: no night */
    int night_brightness;               /* percent, on attract at night */
    double diagonal_mm;                 /* 0: a usual panel of that many pixels */
    bool sets_up;                       /* a new kiosk: the setup wizard replaces attract */
    bool full_screen;                   /* kiosk: users cannot close the window */
    bool still;                         /* no fades or pans; attract shows one picture a turn */
    const char *screenshot_path; /* NULL: run. Else: write the first settled frame there as a PNG,
                                    then end */
    const char
        *station_screenshot_path; /* where screenshots for the station are written; NULL: none */
    struct glass_hook *hook;      /* a test driver, closed with the glass; NULL: none. See hook.h */
    struct pulse *pulse;          /* beats while the loop runs; borrowed; may be NULL */
};

/* Called on the ui thread; must not block. Any but ask may be NULL. */
struct glass_calls {
    void *to;
    /* false: the intent was dropped; the screen keeps waiting and the glass asks again later */
    bool (*ask)(void *to, const struct intent *intent);
    void (*chime)(void *to, enum glass_chime chime);
    /* Read text aloud after what is being read; stop reading immediately; play this many steps
     * louder than the station set it (0: as set). GLASS_SPEAKING reports the progress. */
    void (*speak)(void *to, const char *text, bool chinese);
    void (*hush)(void *to);
    void (*louder)(void *to, int steps);
    /* A spoken request; GLASS_VOICE_NOTE reports the progress. A discard is complete when this
     * returns. */
    void (*voice_note)(void *to, enum voice_note_action action);
    /* A frame is on the display: the first that shows this outcome (NULL: the first frame of
     * another screen). cause_ns: when the card was identified or the finger was lifted; 0: neither.
     * at_ns: when the display had taken the frame. Both CLOCK_MONOTONIC. */
    void (*presented)(void *to, const struct outcome *outcome, const char *screen, int64_t cause_ns,
                      int64_t at_ns);
    /* The kiosk is healthy: a welcome has been drawn and the store is open. Called until it returns
     * true. */
    bool (*healthy)(void *to);
};
