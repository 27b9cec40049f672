#pragma once
/* The outcome of a tap or of a touch that asked for something, posted by the desk after COMMIT. */
#include "model/activity.h"
#include "model/tap.h"

#define TICKET_SIZE 16 /* of a request's number, with NUL */
#define NAME_SIZE 64   /* UTF-8 bytes with NUL: 少数民族 names with dots fit */

/* Every outcome: OUTCOME_KIND, its word, the kind of record that is written, its chime
 * (CHIME_..., screens/shell/glass_config.h) and its screen (screen_..., screens/list.h). */
#define OUTCOMES(X)                                                                                \
    X(WELCOME, "welcome", "checkin", SUCCESS, welcome) /* checked in; late says how */             \
    /* within the cool-down, or hours do not count: nothing new */                                 \
    X(ALREADY_IN, "already_in", "refused_tap", AGAIN, already_in)                                  \
    /* after the cool-down: one big question */                                                    \
    X(ASK_SIGN_OUT, "ask_sign_out", "refused_tap", AGAIN, sign_out)                                \
    X(SIGNED_OUT, "signed_out", "signout", SUCCESS, signed_out)                                    \
    /* two or more are open and the member signed up for none */                                   \
    X(CHOOSE_ACTIVITY, "choose_activity", "refused_tap", AGAIN, choose)                            \
    X(VISIT, "visit", "visit", SUCCESS, visit) /* no activity is open */                           \
    /* 未登记; enrol_number for staff */                                                        \
    X(UNKNOWN_CARD, "unknown_card", "refused_tap", REFUSED, unknown)                               \
    X(REFUSED, "refused", "refused_tap", REFUSED, refused)  /* see reason */                       \
    X(SIGNED_UP, "signed_up", "signup", SUCCESS, signed_up) /* after "报名请刷卡" */          \
    X(SIGN_UP_CANCELLED, "sign_up_cancelled", "signup", SUCCESS, signed_up)                        \
    /* no place is free: on the waiting list; nth_waiting */                                       \
    X(SIGN_UP_WAITING, "sign_up_waiting", "signup", SUCCESS, signed_up)                            \
    X(SIGN_UP_ALREADY, "sign_up_already", "refused_tap", AGAIN, signed_up)                         \
    /* the tap asked to join a team: a request was filed, its number is waiting_ticket */          \
    X(TEAM_ASKED, "team_asked", "visit", SUCCESS, signed_up)                                       \
    X(TEAM_ALREADY, "team_already", "visit", AGAIN, signed_up)                                     \
    /* the tap answered "刷卡" on a screen that needs to know the member (mine, request) */      \
    X(MEMBER_KNOWN, "member_known", "visit", SUCCESS, mine)                                        \
    /* a member of staff's card: their PIN is asked for */                                         \
    X(STAFF_CARD, "staff_card", "staff_action", SUCCESS, staff_pin)                                \
    /* staff asked what card it is: enrol_number, or whose */                                      \
    X(CARD_SEEN, "card_seen", "staff_action", SUCCESS, refused)

#define OUTCOME_ENUM(kind, word, record, chime, screen) OUTCOME_##kind,
enum outcome_kind { OUTCOMES(OUTCOME_ENUM) OUTCOME_KINDS };
#undef OUTCOME_ENUM

/* How a member prefers the screen. */
struct appearance {
    bool kept;         /* a preference is stored; the rest is valid */
    uint8_t text_size; /* enum text_size of ui/metrics.h: 0, 1, 2 */
    bool contrast, low;
};

/* Every reason for a refusal: REFUSAL_KIND, its word. */
#define REFUSALS(X)                                                                                \
    X(NONE, "")                                                                                    \
    X(LOST, "lost")             /* the card is reported lost; staff are alerted */                 \
    X(REVOKED, "revoked")       /* revoked, or its member has left */                              \
    X(RANDOM_UID, "random_uid") /* a phone or bank wallet with a UID that changes */               \
    X(TWO_CARDS, "two_cards")                                                                      \
    X(TRY_AGAIN, "try_again")                                                                      \
    X(NOT_SAVED, "not_saved") /* the store could not commit: "暂时不能签到" */               \
    X(TOO_LATE, "too_late")   /* answered on the screen after the window had closed */

#define REFUSAL_ENUM(kind, word) REFUSAL_##kind,
enum refusal { REFUSALS(REFUSAL_ENUM) REFUSAL_KINDS };
#undef REFUSAL_ENUM

/* Stable words for the export, the ledger and the trace: "welcome", "two_cards". Never NULL. */
const char *outcome_word(enum outcome_kind kind);
const char *outcome_record(enum outcome_kind kind); /* the kind of its record: "checkin" */
const char *refusal_word(enum refusal reason);

#define OUTCOME_CHOICES 4 /* open activities offered at once */

struct outcome {
    enum outcome_kind kind;
    enum refusal reason;
    int64_t at_ms;                /* of the tap, UTC */
    int64_t tap_seen_ns;          /* reader_event.seen_ns; 0: it was no tap */
    int64_t member_id;            /* 0: none */
    char member_name[NAME_SIZE];  /* full or masked, by the setting */
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
    struct appearance appearance; /* kept with the member */
};
