/* A tap is a visit, and the schedule shows the activity as cancelled. */
#include "flow.h"

#include <stdio.h>

CLAIM(a_cancelled_activity_takes_no_check_in) {
    flow_prepare(f);
    flow_shell(
        f, NULL,
        "sed 's/^UID:day@flows/&\\nSTATUS:CANCELLED/' %s/activities.ics > $DIR/activities.ics",
        STATION_PATH);
    char path[128];
    snprintf(path, sizeof path, "%s/activities.ics", f->dir);
    flow_import(f, path);
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "visit");
    flow_exported(f, "taps", ",welcome,", 0);
}
