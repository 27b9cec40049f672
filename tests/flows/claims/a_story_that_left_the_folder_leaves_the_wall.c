/* A folder is the complete set of stories: missing ones are removed, refused ones stay unchanged,
 * and a single file removes nothing. */
#include "flow.h"

#include <stdio.h>

CLAIM(a_story_that_left_the_folder_leaves_the_wall) {
    flow_start(f, AT_ACTIVITY);
    flow_home(f);
    flow_touch(f, "荣誉墙");
    flow_screen(f, "wall");
    flow_sees(f, "甲老兵");
    flow_sees(f, "乙老兵");
    flow_shell(f, NULL, "cp -r %s $DIR/station && rm $DIR/station/stories/two.md", STATION_PATH);
    char path[128];
    snprintf(path, sizeof path, "%s/station/stories/one.md", f->dir);
    flow_import(f, path);
    flow_expect(
        f, flow_shell(f, NULL,
                      "sqlite3 $DATA/muster.db 'SELECT count(*) FROM story' | grep -qx 3") == 0);
    flow_shell(f, NULL, "printf 'no front matter' > %s", path);
    flow_expect(f, flow_shell(f, NULL, "$KIOSK --data $DATA import $DIR/station") == 5);
    flow_expect(f, flow_shell(f, NULL,
                              "sqlite3 $DATA/muster.db 'SELECT group_concat(key) FROM (SELECT key "
                              "FROM story ORDER BY key)'"
                              " | grep -qx one,three") == 0);
    flow_sleep_ms(2500); /* the desk checks every two seconds */
    flow_sees(f, "甲老兵");
    flow_sees_not(f, "乙老兵");
}
