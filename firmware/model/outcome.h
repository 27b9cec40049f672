#pragma once
/* What came of a tap or of a touch that asked for something: posted by the desk after COMMIT. */
#include "model/activity.h"
#include "model/tap.h"

#define TICKET_SIZE 16 /* of a request's number, with NUL */
#define NAME_SIZE 64   /* UTF-8 bytes with NUL: 少数民族 names with dots fit */

enum outcome_kind {
    OUTCOME_WELCOME,      /* checked in; late says how */
    OUTCOME_ALREADY_IN,   /* within the cool-down, or hours do not count: nothing new */
    OUTCOME_ASK_SIGN_OUT, /* after the cool-down: one big question */
    OUTCOME_SIGNED_OUT,
    OUTCOME_CHOOSE_ACTIVITY, /* two or more open and none signed up for */
    OUTCOME_VISIT,           /* no activity open */
    OUTCOME_UNKNOWN_CARD,    /* 未登记; enrol_number for staff */
    OUTCOME_REFUSED,         /* see reason */
    OUTCOME_SIGNED_UP,       /* the tap answered "报名请刷卡" */
    OUTCOME_SIGN_UP_CANCELLED,
    OUTCOME_SIGN_UP_WAITING, /* capacity reached: on the waiting list; nth_waiting */
    OUTCOME_SIGN_UP_ALREADY,
    OUTCOME_TEAM_ASKED,   /* the tap asked to join a team: filed with the station, waiting_ticket is
                             its number */
    OUTCOME_TEAM_ALREADY, /* he is in it */
    OUTCOME_MEMBER_KNOWN, /* the tap answered "刷卡" on a screen that asks who it is (mine, request)
                           */
    OUTCOME_STAFF_CARD,   /* a member of staff's: their PIN is asked for */
    OUTCOME_CARD_SEEN,    /* staff asked what card it is: enrol_number, or whose */
    OUTCOME_KINDS
};

/* How somebody likes the glass. */
struct appearance {
    bool kept;         /* the rest counts */
    uint8_t text_size; /* enum text_size of ui/metrics.h: 0, 1, 2 */
    bool contrast, low;
};

enum refusal {
    REFUSAL_NONE,
    REFUSAL_LOST,       /* the card is reported lost; staff alerted */
    REFUSAL_REVOKED,    /* revoked, or its member has left */
    REFUSAL_RANDOM_UID, /* a phone or bank wallet with a UID that changes */
    REFUSAL_TWO_CARDS,
    REFUSAL_TRY_AGAIN,
    REFUSAL_NOT_SAVED, /* the store could not commit: "暂时不能签到" */
    REFUSAL_TOO_LATE,  /* the question on the glass was answered after its window closed */
    REFUSAL_KINDS
};

/* Stable words for the export, the ledger and the trace: "welcome", "two_cards". Never NULL. */
const char *outcome_word(enum outcome_kind kind);
const char *refusal_word(enum refusal reason);

#define OUTCOME_CHOICES 4 /* open activities offered at once */

struct outcome {
    enum outcome_kind kind;
    enum refusal reason;
    int64_t at_ms;                /* of the tap, UTC */
    int64_t tap_seen_ns;          /* reader_event.seen_ns; 0 where it was no tap */
    int64_t member_id;            /* 0: nobody */
    char member_name[NAME_SIZE];  /* as the setting says: full or masked */
    struct occurrence occurrence; /* the activity it is about; id 0: none */
    bool late;
    char team[TITLE_SIZE]; /* OUTCOME_TEAM_ASKED, _ALREADY */
    int32_t nth_waiting; /* OUTCOME_SIGN_UP_WAITING, _ALREADY: place on the waiting list, 0: none */
    int32_t nth_today;   /* this member is the nth checked in at the occurrence */
    int32_t times_this_month;  /* check-ins of the member this month, this one included */
    int32_t volunteer_minutes; /* this year */
    int64_t earlier_ms;        /* OUTCOME_ALREADY_IN, ASK_SIGN_OUT: when the check-in was */
    int32_t minutes_now;       /* OUTCOME_SIGNED_OUT: counted this time */
    char enrol_number[ENROL_NUMBER_SIZE];
    int32_t choice_count;
    struct occurrence choices[OUTCOME_CHOICES];
    char waiting_ticket[TICKET_SIZE]; /* a request with an answer not yet seen: its number, or "" */
    char waiting_category[TITLE_SIZE];
    struct appearance look; /* kept with the member */
};
