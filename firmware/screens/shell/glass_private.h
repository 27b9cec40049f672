#pragma once
/* The inside of the glass, shared by its own files (glass, visit, finger, drive). UI thread only.
 */
#include "screens/shell/engines.h"
#include "screens/shell/frame.h"
#include "screens/shell/glass.h"
#include "screens/shell/motion.h"
#include "ui/window.h"

#include <pthread.h>

#define EXTENSIONS_MAX 10
#define WARN_MS 20000

/* One stay on one screen. */
struct visit {
    const struct screen *screen;
    void *state;
    struct where where;
    int64_t entered_ms;
    int64_t timer_ms; /* the time-out counts from here */
    int extensions;
    uint32_t tickets[ANSWER_KINDS]; /* of the newest ask for each kind; 0: none or answered */
    struct asks last_asks;          /* asked again when the content changes */
    int64_t asked_ms;               /* the newest ask */
    bool expecting;                 /* the next tap means something else than a check-in */
    bool expecting_card;            /* and staff stay signed in when this visit ends */
    bool shown;                     /* its first frame is on the display */
    bool has_outcome;
    struct outcome outcome; /* that led here */
};

struct scroll {
    bool moving;
    int from_px, to_px;
    int64_t start_ms;
};

struct finger {
    bool down, dragging, consumed;
    int start_x, start_y, start_scroll;
    bool drawing;    /* on a pad, from down to up */
    struct rect pad; /* as it was when it came down */
};

struct drive;

/* A picture of the glass on its way to the station: picture.c. */
struct picture {
    int64_t asked_ms; /* which ask; 0: none */
    int64_t began_ms; /* clock_ticks_ms */
    pthread_t thread; /* writes the file, while `writing` */
    bool writing;
    bool written; /* atomic; the thread is at its end, and good says how it went */
    bool good;
    struct pixels copy;
};

struct glass {
    struct glass_config config;
    struct glass_calls calls;
    struct window *window;
    struct mailbox *box;
    struct glass_event *event; /* room for one, too large for the stack */
    struct ui ui;
    struct hall hall;
    struct frame frame;
    struct visit visit;
    struct scroll scroll;
    struct finger finger;
    struct motion motion;
    struct engines engines;
    enum text_size text_size;
    bool low, contrast;
    bool speaking;                      /* as the sound says */
    struct voice_note_state voice_note; /* the same */
    bool reads_all;                     /* every page is read as it opens, until the person goes */
    bool to_read;                       /* this page, as soon as what it asked for is there */
    int louder;                         /* steps; back at 0 when the person goes */
    struct script script;
    int64_t look_of;   /* the member who keeps it so; 0: nobody, or set with the finger */
    bool store_failed; /* at start: the calm page stays */
    uint32_t next_ticket;
    bool dirty, closed;
    bool store_heard; /* the desk has said how the store is */
    bool told_well;   /* and that all is well, whoever waited for it */
    bool warmed;
    bool welcome_warmed; /* a welcome was drawn, out of sight */
    int pages_warmed;    /* of screens_all */
    int64_t frames;
    int64_t touched_ns; /* when the finger was lifted that led here; 0: none did */
    int64_t minute;     /* of the clock, as drawn */
    struct picture picture;
    struct drive *drive;
};

/* visit.c */
void visit_go(struct glass *glass, const struct screen *screen, const struct where *where,
              const struct outcome *outcome);
void visit_step(struct glass *glass, const struct step *step);
void visit_event(struct glass *glass, const struct glass_event *event);
void visit_post(struct glass *glass, struct asks *asks);
void visit_end(struct glass *glass);
/* ms until the time-out; -1 where there is none. */
int64_t visit_left_ms(const struct glass *glass, int64_t now_ms);
void visit_touched(struct glass *glass); /* the time-out begins anew */

/* An answer that is overdue is asked for again: the desk's mailbox may have been full. */
void visit_ask_overdue(struct glass *glass, int64_t now_ms);
/* When to call that; -1 where nothing is awaited. */
int64_t visit_overdue_at_ms(const struct glass *glass);

/* glass.c */
void glass_relook(struct glass *glass); /* text size, contrast, position or panel changed */

/* Back to how the glass looks for everybody: the person has gone. */
void glass_usual_look(struct glass *glass);

/* aloud.c */
void aloud_page(struct glass *glass); /* read what is on the glass */
void aloud_stop(struct glass *glass); /* at once; no harm where nothing is read */
void aloud_entered(
    struct glass *glass); /* another screen: what was read of the last one is wiped */
void aloud_settled(struct glass *glass); /* the page has been drawn: read it where that is wanted */
void aloud_all(struct glass *glass, bool on);
void aloud_louder(struct glass *glass);

/* spoken.c */
void spoken_do(struct glass *glass, enum voice_note_action action);
void spoken_told(struct glass *glass, const struct voice_note_state *state);
void spoken_entered(struct glass *glass, const struct screen *screen);
void spoken_touched(struct glass *glass); /* something else than its own keys */

/* picture.c */
void picture_asked(struct glass *glass, int64_t asked_ms);
void picture_turn(struct glass *glass, int64_t now_ms); /* after what there was to draw was drawn */
void picture_finish(struct glass *glass);

/* warm.c */
void glass_warm(struct glass *glass);
/* One page more, drawn where nobody sees it; false: all have been. */
bool glass_warm_page(struct glass *glass);
/* The same where nobody waits. ms until the next wants to be drawn; -1: not before something
 * happens. */
int64_t glass_warm_on(struct glass *glass, int64_t now_ms);

/* finger.c */
void finger_event(struct glass *glass, const struct window_event *event);
void finger_scroll_by(struct glass *glass, int direction);    /* one screenful, eased */
bool finger_scroll_step(struct glass *glass, int64_t now_ms); /* true while it moves */
