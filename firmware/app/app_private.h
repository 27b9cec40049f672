#pragma once
/* Inside app/ only: the open rooms of a running program. */
#include "app/options.h"
#include "app/unattended.h"
#include "base/config.h"
#include "base/trace.h"
#include "desk/desk.h"
#include "forward/forward.h"
#include "platform/platform.h"
#include "platform/watchdog.h"
#include "reader/reader.h"
#include "screens/screens.h"
#include "sound/sound.h"

struct rooms {
    struct config config;
    const char *config_path; /* NULL: none */
    char blobs[288], outgoing[320];
    struct claim *claim; /* of the data directory: one kiosk each */
    struct trace *trace;
    struct glass *glass; /* NULL in headless mode */
    struct desk *desk;
    struct reader *reader;
    struct forward *forward; /* atomic: the desk's thread may read it before it is open */
    struct sound *sound;
    struct watch *watch; /* of the config file */
    int rotation;        /* degrees; the watch's thread */
    struct pulse glass_pulse, desk_pulse, reader_pulse;
    struct vital vitals[3]; /* these three, by name */
    struct watchdog *watchdog;
    struct unattended *setup;
    bool needs_setup; /* a new kiosk: the setup wizard is shown */
    bool ready;       /* the first frame is on the display; ui thread */
    int volume;       /* percent, as staff set it, else as configured; atomic */
    bool stop;        /* atomic */
    bool restart;     /* atomic; staff asked for it */
    bool ended;       /* atomic; a signal asked for it, which outranks a restart */
};

/* rooms.c: opening and closing. Main thread. */
void rooms_init(struct rooms *rooms, const struct config *config);
/* Another kiosk on the same data directory is refused (ERR_BUSY). A directory that cannot be
 * written is no error here: the desk shows it and retries. */
MUST_CHECK enum err rooms_claim(struct rooms *rooms, struct why *why);
MUST_CHECK enum err rooms_open_desk(struct rooms *rooms, struct why *why);
MUST_CHECK enum err rooms_open_forward(struct rooms *rooms, struct why *why);
/* The rest, in an order that matters; an exit code. */
int rooms_open(struct rooms *rooms, const struct options *options, struct why *why);
void rooms_close(struct rooms *rooms); /* takes half-open rooms */

/* callbacks.c: what one room calls and another answers. Each takes struct rooms as `to`. */
struct glass_calls callbacks_of_glass(struct rooms *rooms);
struct desk_board callbacks_of_board(void);
void callback_reader(void *to, const struct reader_event *event);
void callback_desk(void *to, const struct glass_event *event);
bool callback_desk_to_forward(void *to, const struct link_tell *message);
bool callback_forward(void *to, const struct link_ask *ask);
void callback_speaking(void *to, bool speaking);
void callback_voice_note(void *to, const struct voice_note_state *state);
void callback_turn_panel(struct rooms *rooms, int rotation);
