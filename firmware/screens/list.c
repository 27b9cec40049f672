/* list: the list of screens as a table, and the screens that the shell itself opens. */
#include "screens/list.h"

#include "screens/route.h"
#include "screens/screens.h"
#include "screens/shell/screen_table.h"

#include <string.h>

#define SCREEN_ADDRESS(name) &screen_##name,
const struct screen *const screens_all[] = {SCREENS(SCREEN_ADDRESS) NULL};

const struct screen_table screens_table = {.all = screens_all,
                                           .attract = &screen_attract,
                                           .home = &screen_home,
                                           .welcome = &screen_welcome,
                                           .out_of_order = &screen_out_of_order,
                                           .setup = &screen_setup_language,
                                           .for_outcome = route_outcome,
                                           .for_step = route_step};

const struct screen *screen_named(const char *name) {
    for (int i = 0; screens_all[i]; i++)
        if (strcmp(screens_all[i]->name, name) == 0) return screens_all[i];
    return NULL;
}
