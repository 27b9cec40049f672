/* route: the navigation, as tables. */
#include "screens/route.h"

#include "screens/list.h"

#include <stddef.h>

#define OUTCOME_SCREEN(kind, word, record, chime, screen) [OUTCOME_##kind] = &screen_##screen,
static const struct screen *const outcomes[OUTCOME_KINDS] = {OUTCOMES(OUTCOME_SCREEN)};

const struct screen *route_outcome(enum outcome_kind kind) {
    return (unsigned)kind < OUTCOME_KINDS ? outcomes[kind] : &screen_refused;
}

/* The parent of a screen. A screen that the table does not name has home as its parent. */
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

/* The screen that a step opens, whatever screen it comes from. Other steps stay on the screen or go
 * up. */
static const struct screen *const pages[STEP_KINDS] = {
    [STEP_DONE] = &screen_attract,
    [STEP_HOME] = &screen_home,
    [STEP_WALL] = &screen_wall,
    [STEP_SEARCH] = &screen_search,
    [STEP_STORY] = &screen_story,
    [STEP_SCHEDULE] = &screen_schedule,
    [STEP_ACTIVITY] = &screen_activity,
    [STEP_REQUEST] = &screen_request,
    [STEP_SAY] = &screen_say,
    [STEP_PHONE] = &screen_phone,
    [STEP_CONFIRM] = &screen_confirm,
    [STEP_TICKET] = &screen_ticket,
    [STEP_MINE] = &screen_mine,
    [STEP_FOLLOW] = &screen_follow,
    [STEP_TRACK] = &screen_track,
    [STEP_NOTICES] = &screen_notices,
    [STEP_TEAMS] = &screen_teams,
    [STEP_TEAM] = &screen_team,
    [STEP_GUIDES] = &screen_guides,
    [STEP_GUIDE] = &screen_guide,
    [STEP_MAP] = &screen_map,
    [STEP_STAFF_LOG] = &screen_staff_log,
    [STEP_STAFF_ABSENT] = &screen_staff_absent,
    [STEP_STAFF_MANUAL] = &screen_staff_manual,
    [STEP_STAFF_ENROL] = &screen_staff_enrol,
    [STEP_STAFF_QUEUE] = &screen_staff_queue,
    [STEP_STAFF_DEVICE] = &screen_staff_device,
    [STEP_STAFF_SETTINGS] = &screen_staff_settings,
    [STEP_STAFF_EXPORT] = &screen_staff_export,
    [STEP_STAFF_IMPORT] = &screen_staff_import,
    [STEP_STAFF_COLLEAGUES] = &screen_staff_colleagues,
    [STEP_STAFF_PAIR] = &screen_staff_pair,
    [STEP_STAFF_UPDATE] = &screen_staff_update,
    [STEP_SETUP_LANGUAGE] = &screen_setup_language,
    [STEP_SETUP_NAME] = &screen_setup_name,
    [STEP_SETUP_PANEL] = &screen_setup_panel,
    [STEP_SETUP_READER] = &screen_setup_reader,
    [STEP_SETUP_ZONE] = &screen_setup_zone,
    [STEP_SETUP_NETWORK] = &screen_setup_network,
};

const struct screen *route_step(const struct screen *from, enum step_kind kind) {
    if (kind == STEP_UP) return above(from);
    return (unsigned)kind < STEP_KINDS ? pages[kind] : NULL;
}
