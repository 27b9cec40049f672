#pragma once
/* Every screen by name. */
#include "screens/shell/screen.h"

extern const struct screen screen_attract, screen_home, screen_welcome, screen_out_of_order;
extern const struct screen screen_already_in, screen_sign_out, screen_signed_out, screen_choose,
    screen_visit;
extern const struct screen screen_unknown, screen_refused, screen_signed_up;
extern const struct screen screen_wall, screen_search, screen_story, screen_schedule,
    screen_activity;
extern const struct screen screen_request, screen_say, screen_phone, screen_confirm, screen_ticket;
extern const struct screen screen_follow, screen_track, screen_notices, screen_teams, screen_team;
extern const struct screen screen_mine, screen_guides, screen_guide, screen_map;

extern const struct screen screen_staff_pin, screen_staff_log, screen_staff_absent,
    screen_staff_manual, screen_staff_enrol;
extern const struct screen screen_staff_queue, screen_staff_device, screen_staff_settings,
    screen_staff_export, screen_staff_import, screen_staff_colleagues, screen_staff_pair,
    screen_staff_update;
extern const struct screen screen_setup_language, screen_setup_name, screen_setup_panel,
    screen_setup_reader, screen_setup_zone, screen_setup_network;

#define SCREENS_MAX 48
extern const struct screen *const screens_all[];     /* ends with NULL */
const struct screen *screen_named(const char *name); /* NULL where there is none */
