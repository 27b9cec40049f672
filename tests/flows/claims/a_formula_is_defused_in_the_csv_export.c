/* Excel must not execute the title of a calendar entry. */
#include "flow.h"

#include <stdio.h>

CLAIM(a_formula_is_defused_in_the_csv_export) {
    flow_prepare(f);
    flow_shell(f, NULL,
               "sed 's/^SUMMARY:退役军人活动日/SUMMARY:=HYPERLINK(1)/' %s/activities.ics > "
               "$DIR/activities.ics",
               STATION_PATH);
    char path[128];
    snprintf(path, sizeof path, "%s/activities.ics", f->dir);
    flow_import(f, path);
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_exported(f, "taps", ",'=HYPERLINK(1),", 1);
    flow_exported(f, "taps", ",=HYPERLINK", 0);
}
