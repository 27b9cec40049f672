#pragma once
/* What a screen is. UI thread only.
 *
 * To add one, see screens/list.h. */
#include "model/glass_event.h"
#include "screens/widgets/page.h"

struct engines;

/* A request while it is made: it travels from step to step and is gone when they end. */
struct draft {
    char category[KEY_SIZE];
    char category_title[TITLE_SIZE];
    char text[REQUEST_TEXT_SIZE];
    char phone[PHONE_SIZE];
    bool by_card;
    char name[NAME_SIZE]; /* of the member, where by_card */
};

/* What a screen is told when it is entered. A value; what a screen does not need it hands on, so
 * that the way back finds its place. */
struct where {
    int64_t id;
    char tag[TAG_SIZE];
    char initials[16];
    int32_t offset;
    int32_t year, month, day;
    bool week;
    char number[TICKET_SIZE], digits[8]; /* of a request that is followed */
    struct draft draft;
    struct engines *engines;  /* the glass's own, wherever one is; NULL: nobody can write */
    bool setup;               /* of the walk that sets up a new kiosk */
    struct staff_scope staff; /* what staff look at */
};

/* Where a touch leads. What lies behind a name is for screens/route.c to say. */
enum step_kind {
    STEP_STAY,   /* nothing to draw */
    STEP_REDRAW, /* something on this screen changed */
    STEP_UP,     /* to the screen above this one */
    STEP_HOME,
    STEP_WALL,
    STEP_SEARCH,
    STEP_STORY,
    STEP_SCHEDULE,
    STEP_ACTIVITY,
    STEP_REQUEST,
    STEP_SAY,
    STEP_PHONE,
    STEP_CONFIRM,
    STEP_TICKET,
    STEP_FOLLOW,
    STEP_TRACK,
    STEP_MINE,
    STEP_NOTICES,
    STEP_TEAMS,
    STEP_TEAM,
    STEP_GUIDES,
    STEP_GUIDE,
    STEP_MAP,
    STEP_STAFF_LOG,
    STEP_STAFF_ABSENT,
    STEP_STAFF_MANUAL,
    STEP_STAFF_ENROL,
    STEP_STAFF_QUEUE,
    STEP_STAFF_DEVICE,
    STEP_STAFF_SETTINGS,
    STEP_STAFF_EXPORT,
    STEP_STAFF_IMPORT,
    STEP_STAFF_COLLEAGUES,
    STEP_STAFF_PAIR,
    STEP_STAFF_UPDATE,
    STEP_SETUP_LANGUAGE,
    STEP_SETUP_NAME,
    STEP_SETUP_PANEL,
    STEP_SETUP_READER,
    STEP_SETUP_ZONE,
    STEP_SETUP_NETWORK,
    STEP_DONE, /* the person is finished: nothing of them stays */
    STEP_TEXT_SIZE,
    STEP_CONTRAST,
    STEP_LOW,      /* how the glass looks; then this screen again */
    STEP_READ_ALL, /* every page from now on, or no more */
    STEP_CHINESE,
    STEP_ENGLISH,         /* the glass's words */
    STEP_KEEP_APPEARANCE, /* and so it shall be for the member known, whenever he taps */
    STEP_KINDS
};

struct step {
    enum step_kind kind;
    struct where where;
};

/* What a screen wants of the desk. The glass gives each its ticket and drops stale answers. */
#define ASKS_MAX 3
struct asks {
    int count;
    struct intent intents[ASKS_MAX];
};
struct intent *asks_add(struct asks *asks, enum intent_kind kind); /* zeroed; fill in u */

struct touched {
    int id, arg;
    int x, y, w, h; /* where on the target, and its size, in px */
    struct ui *ui;  /* to find what is there; NULL: touched by a test */
};

/* A finger on a target that is a pad (struct shown): it draws, and never scrolls the page. */
enum finger_phase { FINGER_DOWN, FINGER_MOVE, FINGER_UP };
struct finger_at {
    enum finger_phase phase;
    int x, y, w, h;   /* px from the pad's left top, which it may leave; its size */
    int64_t since_ms; /* since entering */
};

struct screen {
    const char *name; /* for the trace and the drive */
    size_t state_size;
    int timeout_ms; /* 0: stays for ever */
    bool brief;     /* goes by itself when its time is over, without a warning */
    bool drafts;    /* a request is being made: what was spoken for it is kept */
    bool personal;  /* shows somebody's own things */
    bool open;      /* shows nothing of anybody: the station may be given a picture of it */
    /* state is zeroed before. outcome: the one that led here, else NULL. */
    void (*enter)(void *state, const struct where *where, const struct outcome *outcome,
                  struct asks *asks);
    struct step (*touch)(void *state, struct touched touched, struct asks *asks);
    /* NULL: it has no pad. */
    struct step (*finger)(void *state, const struct finger_at *at);
    void (*answer)(void *state, const struct answer *answer, struct asks *asks);
    /* Where the answer leads by itself; STEP_STAY: nowhere. NULL: never. */
    struct step (*lead)(const void *state);
    /* A tap while this screen is shown: true where the screen keeps it, else it leads where route.c
     * says. */
    bool (*outcome)(void *state, const struct outcome *outcome, struct asks *asks);
    /* When the picture next changes by itself, in ms since entering; -1: never. NULL: never. */
    int64_t (*next_ms)(const void *state, int64_t since_ms);
    /* What moves there begins anew each turn_ms, and may be shown as it is at a turn's end, one
     * picture a turn; 0: it may not. */
    int64_t turn_ms;
    /* since_ms: since entering. Changes nothing, reads no clock. */
    void (*draw)(const void *state, int64_t since_ms, struct page *page);
};

struct step step_to(enum step_kind kind);
struct step step_with(enum step_kind kind, const struct where *where);
