/* Checked with another program, including quotes in a title. */
#include "flow.h"

#include <stdio.h>

CLAIM(the_json_exports_are_json) {
    flow_prepare(f);
    flow_shell(f, NULL,
               "sed 's/^SUMMARY:退役军人活动日/SUMMARY:说\"归队\"的\\\\\\\\日子/' "
               "%s/activities.ics > $DIR/activities.ics",
               STATION_PATH);
    char path[128];
    snprintf(path, sizeof path, "%s/activities.ics", f->dir);
    flow_import(f, path);
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    static const char *const what[] = {"taps", "requests", "members"};
    for (int i = 0; i < 3; i++) {
        flow_expect(f,
                    flow_shell(f, NULL, "$KIOSK --data $DATA export %s --format json > $DIR/x.json",
                               what[i]) == 0);
        flow_expect(f,
                    flow_shell(f, NULL,
                               "sqlite3 :memory: \"SELECT json_valid(CAST(readfile('$DIR/x.json') "
                               "AS TEXT))\" | grep -qx 1") == 0);
    }
    flow_expect(f, flow_shell(f, NULL,
                              "sqlite3 :memory: \"SELECT json_extract(CAST(readfile('$DIR/x.json') "
                              "AS TEXT),'\\$[0].name')\" | grep -qx 王建国") == 0);
}
