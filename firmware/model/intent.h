#pragma once
/* What the screens ask of the desk: one value, posted by the ui thread. The desk answers each with
 * one struct answer (model/answer.h) that carries the same `ticket`, or with an outcome where
 * stated. */
#include "model/answer.h"

/* Every intent that is answered with one answer: INTENT_KIND, the name of the function that answers
 * it (desk/answers.c: answer_NAME), ANSWER_KIND. A new one is one line here, its parameters in
 * struct intent, and that function. */
#define INTENTS_ANSWERED(X)                                                                        \
    X(TODAY, today, TODAY)                /* what attract and home show */                         \
    X(STORIES, stories, STORIES)          /* stories */                                            \
    X(STORY, story, STORY)                /* story */                                              \
    X(MONTH, month, MONTH)                /* month */                                              \
    X(DAY, day, DAY)                      /* day */                                                \
    X(ACTIVITY, activity, ACTIVITY)       /* activity.occurrence_id */                             \
    X(CATEGORIES, categories, CATEGORIES) /* of requests */                                        \
    X(GUIDES, guides, GUIDES)             /* guides */                                             \
    X(GUIDE, guide, GUIDE)                /* guide */                                              \
    X(MAP, map, MAP)                                                                               \
    X(MINE, mine, MINE)                   /* of the member known from the last tap */              \
    X(MEMBERS, members, MEMBERS)          /* members: by pinyin initials or name; staff only */    \
    X(FILE_REQUEST, file_request, TICKET) /* request; after COMMIT */                              \
    X(TRACK, track, TRACK)                /* track: by number and four digits, or by card */       \
    X(RATE, rate, TRACK)                  /* rate: the request last shown by INTENT_TRACK */       \
    X(NOTICES, notices, NOTICES)                                                                   \
    X(TEAMS, teams, TEAMS)                                                                         \
    X(TEAM, team, TEAM)                       /* team.id */                                        \
    X(KEEP_APPEARANCE, keep_appearance, KEPT) /* appearance, of the member known */                \
    X(STAFF, staff, STAFF)                    /* staff; a member of staff is signed in */          \
    X(SETUP_SEE, setup, SETUP)                /* while a new kiosk is set up */                    \
    X(SETUP_DO, setup, SETUP)                 /* setup_do, the same */

/* The others, which desk/desk.c passes on one by one; KINDS: no answer, or an outcome. */
#define INTENTS_OTHER(X)                                                                           \
    X(SIGN_OUT, KINDS)      /* activity.occurrence_id, after OUTCOME_ASK_SIGN_OUT -> outcome */    \
    X(CHOOSE, KINDS)        /* activity.occurrence_id, after OUTCOME_CHOOSE_ACTIVITY -> outcome */ \
    X(STAFF_DO, STAFF_DONE) /* staff_do -> ANSWER_STAFF_DONE, after COMMIT */                      \
    X(EXPECT, KINDS)        /* expect: what the next tap is for; no answer */                      \
    X(FORGET, KINDS) /* the person has left: forget the last tap and the expectation; no answer */ \
    X(SCREENSHOT, KINDS) /* screenshot: the outcome of GLASS_SCREENSHOT; no answer */

#define INTENT_ANSWERED_ENUM(kind, name, answer) INTENT_##kind,
#define INTENT_OTHER_ENUM(kind, answer) INTENT_##kind,
enum intent_kind {
    INTENTS_ANSWERED(INTENT_ANSWERED_ENUM) INTENTS_OTHER(INTENT_OTHER_ENUM) INTENT_KINDS
};
#undef INTENT_ANSWERED_ENUM
#undef INTENT_OTHER_ENUM

/* The answer to an intent; ANSWER_KINDS: an outcome, or nothing. */
enum answer_kind intent_answer(enum intent_kind kind);

/* What the next tap means. Anything but a check-in expires after 60 s or with INTENT_FORGET. */
enum expectation {
    EXPECT_CHECK_IN,
    EXPECT_SIGN_UP,        /* for expect.occurrence_id -> OUTCOME_SIGNED_UP, _FULL, _ALREADY */
    EXPECT_CANCEL_SIGN_UP, /* -> OUTCOME_SIGN_UP_CANCELLED */
    EXPECT_CARD, /* staff: -> OUTCOME_CARD_SEEN, whatever the card is; lasts as long as they do */
    EXPECT_JOIN_TEAM, /* expect.team_id -> OUTCOME_TEAM_ASKED */
    EXPECT_IDENTITY,  /* -> OUTCOME_MEMBER_KNOWN, then INTENT_MINE or INTENT_FILE_REQUEST with
                         by_card */
};

/* The outcome of an ask for a screenshot. */
enum screenshot_result {
    SCREENSHOT_TAKEN,  /* it is in its file */
    SCREENSHOT_IN_USE, /* personal data is on the screen, or might be */
    SCREENSHOT_FAILED
};
#define SCREENSHOT_BYTES_MAX (3u << 20) /* of the file */
#define SCREENSHOT_SIDE_MAX 1280        /* px: larger displays are scaled down */

#define REQUEST_TEXT_SIZE 2048 /* 500 characters at most; 4 bytes each and room */

struct intent {
    enum intent_kind kind;
    uint32_t
        ticket; /* chosen by the screens, returned in the answer; an outdated answer is not shown */
    union {
        struct {
            char tag[TAG_SIZE];    /* "" for all */
            char initials[16];     /* pinyin initials of the honoree, "" for all */
            int32_t offset, limit; /* limit <= STORIES_PER_ANSWER */
        } stories;
        struct {
            int64_t id;
            char tag[TAG_SIZE]; /* neighbours are within this tag */
        } story;
        struct {
            int32_t year, month;
        } month;
        struct {
            int32_t year, month, day, days;
        } day; /* days: 1, or 7 for the week that day opens */
        struct {
            int64_t occurrence_id;
        } activity;
        struct {
            char search[32];
            int32_t offset, limit;
        } guides; /* title or initials */
        struct {
            int64_t id;
        } guide;
        struct {
            char search[32];
            int32_t offset, limit;
        } members;
        struct {
            char category[KEY_SIZE];
            char text[REQUEST_TEXT_SIZE]; /* may be "" */
            char phone[PHONE_SIZE];       /* may be "" */
            bool by_card;                 /* add the member known from the last tap */
        } request;
        struct {
            char number[TICKET_SIZE]; /* digits; a '-' or spaces may be left out */
            char digits[8];           /* last four of the phone, or the ticket's code; "" with a
                                         person known by card */
        } track;
        struct {
            enum rating rating;
            char text[REQUEST_TEXT_SIZE]; /* may be "" */
        } rate;
        struct {
            int64_t id;
        } team;
        struct appearance appearance;
        struct {
            enum expectation what;
            int64_t occurrence_id, team_id;
        } expect;
        struct staff_ask staff;
        struct staff_do staff_do;
        struct setup_do setup_do;
        struct {
            int64_t asked_ms;
            enum screenshot_result what;
        } screenshot;
    } u;
};
