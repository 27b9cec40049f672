/* Only a folder is taken as the complete set of stories. */
#include "flow.h"

#include <stdio.h>

CLAIM(a_file_alone_removes_no_story) {
    flow_prepare(f);
    char path[160];
    snprintf(path, sizeof path, "%s/stories/one.md", STATION_PATH);
    flow_import(f, path);
    flow_shell(f, NULL, "mkdir $DIR/tables && cp %s/*.csv $DIR/tables", STATION_PATH);
    snprintf(path, sizeof path, "%s/tables", f->dir);
    flow_import(f, path); /* a folder without stories/ does not affect stories */
    flow_expect(
        f, flow_shell(f, NULL,
                      "sqlite3 $DATA/muster.db 'SELECT count(*) FROM story' | grep -qx 3") == 0);
    flow_expect(
        f, flow_shell(f, NULL,
                      "sqlite3 $DATA/muster.db 'SELECT count(*) FROM guide' | grep -qx 1") == 0);
}
