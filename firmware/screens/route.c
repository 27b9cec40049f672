/* route: the navigation, as tables. */
#include "screens/route.h"

#include "screens/list.h"

#include <stddef.h>

const struct screen *route_outcome(enum outcome_kind kind) {
    switch (kind) {
    case OUTCOME_WELCOME:
    case OUTCOME_ALREADY_IN:
    case OUTCOME_ASK_SIGN_OUT:
    case OUTCOME_SIGNED_OUT:
    case OUTCOME_CHOOSE_ACTIVITY:
    case OUTCOME_VISIT:
    case OUTCOME_UNKNOWN_CARD:
    case OUTCOME_REFUSED:
    case OUTCOME_SIGNED_UP:
    case OUTCOME_SIGN_UP_CANCELLED:
    case OUTCOME_SIGN_UP_FULL:
    case OUTCOME_SIGN_UP_ALREADY:
    case OUTCOME_KINDS: break;
    case OUTCOME_MEMBER_KNOWN: return &screen_mine;
    }
    return &screen_welcome;
}

/* The screen above: where the way back leads. */
static const struct screen *above(const struct screen *from) {
    static const struct {
        const struct screen *from, *to;
    } table[] = {
        {&screen_home, &screen_attract},
        {&screen_guide, &screen_guides},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (table[i].from == from) return table[i].to;
    return &screen_home;
}

const struct screen *route_step(const struct screen *from, enum step_kind kind) {
    switch (kind) {
    case STEP_STAY:
    case STEP_REDRAW:
    case STEP_TEXT_SIZE:
    case STEP_CONTRAST:
    case STEP_LOW: return NULL;
    case STEP_UP: return above(from);
    case STEP_HOME: return &screen_home;
    case STEP_DONE: return &screen_attract;
    case STEP_MAP: return &screen_map;
    case STEP_GUIDE: return &screen_guide;
    case STEP_GUIDES: return &screen_guides;
    case STEP_MINE: return &screen_mine;
    case STEP_TICKET: return &screen_ticket;
    case STEP_CONFIRM: return &screen_confirm;
    case STEP_PHONE: return &screen_phone;
    case STEP_SAY: return &screen_say;
    case STEP_REQUEST: return &screen_request;
    case STEP_WALL:
    case STEP_SEARCH:
    case STEP_STORY:
    case STEP_SCHEDULE:
    case STEP_ACTIVITY:
    case STEP_KINDS: break;
    }
    return NULL;
}
