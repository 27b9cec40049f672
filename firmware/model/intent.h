#pragma once
/* What the glass asks of the desk: one value, posted by the ui thread. The desk answers each with
 * one struct answer (model/answer.h) that carries the same `ticket`, or with an outcome where it
 * says so. */
#include "model/answer.h"

enum intent_kind {
    INTENT_TODAY,      /* -> ANSWER_TODAY: what attract and home show */
    INTENT_STORIES,    /* stories -> ANSWER_STORIES */
    INTENT_STORY,      /* story -> ANSWER_STORY */
    INTENT_MONTH,      /* month -> ANSWER_MONTH */
    INTENT_DAY,        /* day -> ANSWER_DAY */
    INTENT_ACTIVITY,   /* activity.occurrence_id -> ANSWER_ACTIVITY */
    INTENT_CATEGORIES, /* -> ANSWER_CATEGORIES */
    INTENT_GUIDES,     /* guides -> ANSWER_GUIDES */
    INTENT_GUIDE,      /* guide -> ANSWER_GUIDE */
    INTENT_MAP,        /* -> ANSWER_MAP */
    INTENT_MINE,       /* of the member the desk knows from the last tap -> ANSWER_MINE */
    INTENT_MEMBERS, /* members -> ANSWER_MEMBERS: search by pinyin initials or name; staff only */
    INTENT_FILE_REQUEST, /* request -> ANSWER_TICKET, after COMMIT */
    INTENT_TRACK,     /* track -> ANSWER_TRACK: by number and four digits, or of the person known */
    INTENT_RATE,      /* rate: the request last shown by INTENT_TRACK -> ANSWER_TRACK */
    INTENT_NOTICES,   /* -> ANSWER_NOTICES */
    INTENT_TEAMS,     /* -> ANSWER_TEAMS */
    INTENT_TEAM,      /* team.id -> ANSWER_TEAM */
    INTENT_KEEP_LOOK, /* look, with the person known -> ANSWER_KEPT */
    INTENT_SIGN_OUT, /* activity.occurrence_id: the big button after OUTCOME_ASK_SIGN_OUT -> outcome
                      */
    INTENT_CHOOSE,   /* activity.occurrence_id after OUTCOME_CHOOSE_ACTIVITY -> outcome */
    INTENT_STAFF,    /* staff -> ANSWER_STAFF; a member of staff is signed in */
    INTENT_STAFF_DO, /* staff_do -> ANSWER_STAFF_DONE, after COMMIT */
    INTENT_SETUP_SEE, /* while a new kiosk is set up -> ANSWER_SETUP */
    INTENT_SETUP_DO,  /* setup_do, the same -> ANSWER_SETUP */
    INTENT_EXPECT,    /* expect: what the next tap is for; no answer */
    INTENT_FORGET,    /* the person has gone: forget the last tap and the expectation; no answer */
    INTENT_PICTURE,   /* picture: what became of GLASS_PICTURE; no answer */
    INTENT_KINDS
};

/* What the next tap means. Anything but a check-in lapses after 60 s or with INTENT_FORGET. */
enum expectation {
    EXPECT_CHECK_IN,
    EXPECT_SIGN_UP,        /* for expect.occurrence_id -> OUTCOME_SIGNED_UP, _FULL, _ALREADY */
    EXPECT_CANCEL_SIGN_UP, /* -> OUTCOME_SIGN_UP_CANCELLED */
    EXPECT_CARD, /* staff: -> OUTCOME_CARD_SEEN, whatever the card is; lasts as long as they do */
    EXPECT_JOIN_TEAM, /* expect.team_id -> OUTCOME_TEAM_ASKED */
    EXPECT_IDENTITY,  /* -> OUTCOME_MEMBER_KNOWN, then INTENT_MINE or INTENT_FILE_REQUEST with
                         by_card */
};

/* What became of an ask for a picture of the glass. */
enum glass_picture {
    PICTURE_TAKEN,  /* it is in its file */
    PICTURE_IN_USE, /* somebody's own things are on the glass, or might be */
    PICTURE_FAILED
};
#define PICTURE_BYTES_MAX (3u << 20) /* of the file */
#define PICTURE_SIDE_MAX 1280        /* px: larger glasses are scaled down */

#define REQUEST_TEXT_SIZE 2048 /* 500 characters at most; 4 bytes each and room */

struct intent {
    enum intent_kind kind;
    uint32_t ticket; /* chosen by the glass, given back in the answer; an old one is not shown */
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
        struct appearance look;
        struct {
            enum expectation what;
            int64_t occurrence_id, team_id;
        } expect;
        struct staff_ask staff;
        struct staff_do staff_do;
        struct setup_do setup_do;
        struct {
            int64_t asked_ms;
            enum glass_picture what;
        } picture;
    } u;
};
