/* list: one line a screen. */
#include "screens/shell/list.h"

#include <string.h>

const struct screen *const screens_all[] = {
    &screen_attract,      &screen_home,          &screen_welcome,
    &screen_out_of_order, &screen_already_in,    &screen_sign_out,
    &screen_signed_out,   &screen_choose,        &screen_visit,
    &screen_unknown,      &screen_refused,       &screen_signed_up,
    &screen_wall,         &screen_search,        &screen_story,
    &screen_schedule,     &screen_activity,      &screen_request,
    &screen_say,          &screen_phone,         &screen_confirm,
    &screen_ticket,       &screen_mine,          &screen_guides,
    &screen_guide,        &screen_map,           &screen_follow,
    &screen_track,        &screen_notices,       &screen_teams,
    &screen_team,         &screen_staff_pin,     &screen_staff_log,
    &screen_staff_absent, &screen_staff_manual,  &screen_staff_enrol,
    &screen_staff_queue,  &screen_staff_device,  &screen_staff_settings,
    &screen_staff_export, &screen_staff_import,  &screen_staff_colleagues,
    &screen_staff_pair,   &screen_staff_update,  &screen_setup_language,
    &screen_setup_name,   &screen_setup_panel,   &screen_setup_reader,
    &screen_setup_zone,   &screen_setup_network, NULL,
};

const struct screen *screen_named(const char *name) {
    for (int i = 0; screens_all[i]; i++)
        if (strcmp(screens_all[i]->name, name) == 0) return screens_all[i];
    return NULL;
}
