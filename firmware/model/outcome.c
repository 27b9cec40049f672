/* outcome: the stable words that exports, the ledger and the trace use. */
#include "model/outcome.h"

const char *outcome_word(enum outcome_kind kind) {
    switch (kind) {
    case OUTCOME_WELCOME:
        return "welcome";
    case OUTCOME_ALREADY_IN:
        return "already_in";
    case OUTCOME_ASK_SIGN_OUT:
        return "ask_sign_out";
    case OUTCOME_SIGNED_OUT:
        return "signed_out";
    case OUTCOME_CHOOSE_ACTIVITY:
        return "choose_activity";
    case OUTCOME_VISIT:
        return "visit";
    case OUTCOME_UNKNOWN_CARD:
        return "unknown_card";
    case OUTCOME_REFUSED:
        return "refused";
    case OUTCOME_SIGNED_UP:
        return "signed_up";
    case OUTCOME_SIGN_UP_CANCELLED:
        return "sign_up_cancelled";
    case OUTCOME_SIGN_UP_WAITING:
        return "sign_up_waiting";
    case OUTCOME_TEAM_ASKED:
        return "team_asked";
    case OUTCOME_TEAM_ALREADY:
        return "team_already";
    case OUTCOME_SIGN_UP_ALREADY:
        return "sign_up_already";
    case OUTCOME_MEMBER_KNOWN:
        return "member_known";
    case OUTCOME_STAFF_CARD:
        return "staff_card";
    case OUTCOME_CARD_SEEN:
        return "card_seen";
    case OUTCOME_KINDS:
        break;
    }
    return "none";
}

const char *refusal_word(enum refusal reason) {
    switch (reason) {
    case REFUSAL_NONE:
        return "";
    case REFUSAL_LOST:
        return "lost";
    case REFUSAL_REVOKED:
        return "revoked";
    case REFUSAL_RANDOM_UID:
        return "random_uid";
    case REFUSAL_TWO_CARDS:
        return "two_cards";
    case REFUSAL_TRY_AGAIN:
        return "try_again";
    case REFUSAL_NOT_SAVED:
        return "not_saved";
    case REFUSAL_TOO_LATE:
        return "too_late";
    case REFUSAL_KINDS:
        break;
    }
    return "";
}
