#pragma once
/* What a screen is. UI thread only.
 *
 * To add one, see screens/list.h. */
#include "model/glass_event.h"
#include "screens/widgets/page.h"

struct engines;

/* A request in progress: it is handed from step to step and wiped when the steps end. */
struct draft {
    char category[KEY_SIZE];
    char category_title[TITLE_SIZE];
    char text[REQUEST_TEXT_SIZE];
    char phone[PHONE_SIZE];
    bool by_card;
    char name[NAME_SIZE]; /* of the member, where by_card */
};

/* What a screen is told when it is entered, as a value. A screen passes on what it does not need
 * itself, so that the screens above it find their place again. */
struct where {
    int64_t id;
    char tag[TAG_SIZE];
    char initials[16];
    int32_t offset;
    int32_t year, month, day;
    bool week;
    char number[TICKET_SIZE], digits[8]; /* of the request that is tracked */
    struct draft draft;
    struct engines *engines;  /* owned by the glass; NULL: there is no writing here */
    bool setup;               /* part of the setup wizard of a new kiosk */
    struct staff_scope staff; /* what the staff pages show */
};

/* What a touch leads to. screens/route.c says which screen belongs to a step. */
enum step_kind {
    STEP_STAY,   /* nothing changes */
    STEP_REDRAW, /* something on this screen changed */
    STEP_UP,     /* to the parent of this screen */
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
    STEP_DONE, /* the person has finished: everything personal is wiped */
    STEP_TEXT_SIZE,
    STEP_CONTRAST,
    STEP_LOW,      /* these three change the appearance and stay on this screen */
    STEP_READ_ALL, /* starts or stops reading every page aloud */
    STEP_CHINESE,
    STEP_ENGLISH,         /* these two set the language */
    STEP_KEEP_APPEARANCE, /* stores the appearance for the identified member, who gets it at every
                             tap */
    STEP_KINDS
};

struct step {
    enum step_kind kind;
    struct where where;
};

/* What a screen asks of the desk. The glass adds the tickets and drops stale answers. */
#define ASKS_MAX 3
struct asks {
    int count;
    struct intent intents[ASKS_MAX];
};
struct intent *asks_add(struct asks *asks, enum intent_kind kind); /* zeroed; fill in u */

struct touched {
    int id, arg;
    int x, y, w, h; /* the position on the target, and the target's size, in px */
    struct ui *ui;  /* to find what lies at that position; NULL: a test touches */
};

/* A finger on a target that is a pad (struct shown): it draws and never scrolls the page. */
enum finger_phase { FINGER_DOWN, FINGER_MOVE, FINGER_UP };
struct finger_at {
    enum finger_phase phase;
    int x, y, w,
        h; /* px from the top left of the pad, which the finger may leave; the pad's size */
    int64_t since_ms; /* since entering */
};

struct screen {
    const char *name; /* for the trace and the test driver */
    size_t state_size;
    int timeout_ms; /* 0: stays without limit */
    bool brief;     /* closes after timeout_ms without a warning */
    bool drafts;    /* belongs to a request in progress: its voice note is kept */
    bool personal;  /* shows a member's personal data */
    bool open;      /* shows no personal data: the station may receive a screenshot */
    /* state is zeroed. outcome: the tap that led here, else NULL. */
    void (*enter)(void *state, const struct where *where, const struct outcome *outcome,
                  struct asks *asks);
    struct step (*touch)(void *state, struct touched touched, struct asks *asks);
    /* NULL: the screen has no pad. */
    struct step (*finger)(void *state, const struct finger_at *at);
    void (*answer)(void *state, const struct answer *answer, struct asks *asks);
    /* The step that an answer leads to; STEP_STAY: none. NULL: never one. */
    struct step (*lead)(const void *state);
    /* A tap while this screen is shown. true: the screen handles it; false: route.c says which
     * screen comes next. */
    bool (*outcome)(void *state, const struct outcome *outcome, struct asks *asks);
    /* When the page next changes by itself, in ms since entering; -1: it does not. NULL: never. */
    int64_t (*next_ms)(const void *state, int64_t since_ms);
    /* The animation repeats every turn_ms. Where motion is off, the page is shown as it is at the
     * end of a turn, one picture a turn; 0: motion cannot be switched off here. */
    int64_t turn_ms;
    /* since_ms: since entering. Changes nothing, reads no clock. */
    void (*draw)(const void *state, int64_t since_ms, struct page *page);
};

struct step step_to(enum step_kind kind);
struct step step_with(enum step_kind kind, const struct where *where);
