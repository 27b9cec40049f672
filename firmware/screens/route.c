/* route: the navigation, as tables. */
#include "screens/route.h"

#include "screens/list.h"

#include <stddef.h>

const struct screen *route_outcome(enum outcome_kind kind) {
    switch (kind) {
    case OUTCOME_WELCOME:
        return &screen_welcome;
    case OUTCOME_ALREADY_IN:
        return &screen_already_in;
    case OUTCOME_ASK_SIGN_OUT:
        return &screen_sign_out;
    case OUTCOME_SIGNED_OUT:
        return &screen_signed_out;
    case OUTCOME_CHOOSE_ACTIVITY:
        return &screen_choose;
    case OUTCOME_VISIT:
        return &screen_visit;
    case OUTCOME_UNKNOWN_CARD:
        return &screen_unknown;
    case OUTCOME_SIGNED_UP:
    case OUTCOME_SIGN_UP_CANCELLED:
    case OUTCOME_SIGN_UP_WAITING:
    case OUTCOME_TEAM_ASKED:
    case OUTCOME_TEAM_ALREADY:
    case OUTCOME_SIGN_UP_ALREADY:
        return &screen_signed_up;
    case OUTCOME_MEMBER_KNOWN:
        return &screen_mine;
    case OUTCOME_STAFF_CARD:
        return &screen_staff_pin;
    case OUTCOME_CARD_SEEN:
    case OUTCOME_REFUSED:
    case OUTCOME_KINDS:
        break;
    }
    return &screen_refused;
}

/* The screen above: where the way back leads. Home, where the table is silent. */
static const struct screen *above(const struct screen *from) {
    static const struct {
        const struct screen *from, *to;
    } table[] = {
        {&screen_home, &screen_attract},   {&screen_search, &screen_wall},
        {&screen_story, &screen_wall},     {&screen_activity, &screen_schedule},
        {&screen_say, &screen_request},    {&screen_phone, &screen_say},
        {&screen_confirm, &screen_phone},  {&screen_guide, &screen_guides},
        {&screen_follow, &screen_request}, {&screen_track, &screen_follow},
        {&screen_team, &screen_teams},
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
    case STEP_LOW:
    case STEP_KEEP_LOOK:
    case STEP_READ_ALL:
        return NULL;
    case STEP_UP:
        return above(from);
    case STEP_HOME:
        return &screen_home;
    case STEP_DONE:
        return &screen_attract;
    case STEP_WALL:
        return &screen_wall;
    case STEP_SEARCH:
        return &screen_search;
    case STEP_STORY:
        return &screen_story;
    case STEP_SCHEDULE:
        return &screen_schedule;
    case STEP_ACTIVITY:
        return &screen_activity;
    case STEP_REQUEST:
        return &screen_request;
    case STEP_SAY:
        return &screen_say;
    case STEP_PHONE:
        return &screen_phone;
    case STEP_CONFIRM:
        return &screen_confirm;
    case STEP_TICKET:
        return &screen_ticket;
    case STEP_MINE:
        return &screen_mine;
    case STEP_FOLLOW:
        return &screen_follow;
    case STEP_TRACK:
        return &screen_track;
    case STEP_NOTICES:
        return &screen_notices;
    case STEP_TEAMS:
        return &screen_teams;
    case STEP_TEAM:
        return &screen_team;
    case STEP_GUIDES:
        return &screen_guides;
    case STEP_GUIDE:
        return &screen_guide;
    case STEP_MAP:
        return &screen_map;
    case STEP_STAFF_LOG:
        return &screen_staff_log;
    case STEP_STAFF_ABSENT:
        return &screen_staff_absent;
    case STEP_STAFF_MANUAL:
        return &screen_staff_manual;
    case STEP_STAFF_ENROL:
        return &screen_staff_enrol;
    case STEP_STAFF_QUEUE:
        return &screen_staff_queue;
    case STEP_STAFF_DEVICE:
        return &screen_staff_device;
    case STEP_STAFF_SETTINGS:
        return &screen_staff_settings;
    case STEP_STAFF_EXPORT:
        return &screen_staff_export;
    case STEP_STAFF_IMPORT:
        return &screen_staff_import;
    case STEP_STAFF_COLLEAGUES:
        return &screen_staff_colleagues;
    case STEP_STAFF_PAIR:
        return &screen_staff_pair;
    case STEP_KINDS:
        break;
    }
    return NULL;
}
