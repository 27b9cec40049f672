#pragma once
/* Every screen, one line each. To add a screen, write its file with a `const struct screen
 * screen_NAME`, add a line here, and say in route.c which step or outcome leads to it.
 * UI thread only. */
#include "screens/shell/screen.h"

#define SCREENS(X)                                                                                 \
    X(attract)                                                                                     \
    X(home)                                                                                        \
    X(welcome)                                                                                     \
    X(out_of_order)                                                                                \
    X(already_in)                                                                                  \
    X(sign_out)                                                                                    \
    X(signed_out)                                                                                  \
    X(choose)                                                                                      \
    X(visit)                                                                                       \
    X(unknown)                                                                                     \
    X(refused)                                                                                     \
    X(signed_up)                                                                                   \
    X(wall)                                                                                        \
    X(search)                                                                                      \
    X(story)                                                                                       \
    X(schedule)                                                                                    \
    X(activity)                                                                                    \
    X(request)                                                                                     \
    X(say)                                                                                         \
    X(phone)                                                                                       \
    X(confirm)                                                                                     \
    X(ticket)                                                                                      \
    X(mine)                                                                                        \
    X(guides)                                                                                      \
    X(guide)                                                                                       \
    X(map)                                                                                         \
    X(follow)                                                                                      \
    X(track)                                                                                       \
    X(notices)                                                                                     \
    X(teams)                                                                                       \
    X(team)                                                                                        \
    X(staff_pin)                                                                                   \
    X(staff_log)                                                                                   \
    X(staff_absent)                                                                                \
    X(staff_manual)                                                                                \
    X(staff_enrol)                                                                                 \
    X(staff_queue)                                                                                 \
    X(staff_device)                                                                                \
    X(staff_settings)                                                                              \
    X(staff_export)                                                                                \
    X(staff_import)                                                                                \
    X(staff_colleagues)                                                                            \
    X(staff_pair)                                                                                  \
    X(staff_update)                                                                                \
    X(setup_language)                                                                              \
    X(setup_name)                                                                                  \
    X(setup_panel)                                                                                 \
    X(setup_reader)                                                                                \
    X(setup_zone)                                                                                  \
    X(setup_network)

#define SCREEN_DECLARE(name) extern const struct screen screen_##name;
SCREENS(SCREEN_DECLARE)
#undef SCREEN_DECLARE

extern const struct screen *const screens_all[];     /* ends with NULL */
const struct screen *screen_named(const char *name); /* NULL: there is none of that name */
