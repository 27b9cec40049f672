/* Even while someone reads it. */
#include "flow.h"

#include <stdio.h>

CLAIM(a_story_whose_consent_is_withdrawn_leaves_the_glass) {
    snprintf(f->size, sizeof f->size, "1080x1920"); /* where the finger goes */
    flow_start(f, AT_ACTIVITY);
    flow_drive(f, "touch 500 800");
    flow_screen(f, "home");
    flow_touch(f, "荣誉墙");
    flow_screen(f, "wall");
    flow_touch(f, "甲老兵");
    flow_screen(f, "story");
    flow_sees(f, "第一段，很短。");
    flow_shell(f, NULL,
               "cp -r %s $DIR/station && sed -i 's/^consent: yes/consent: no/' "
               "$DIR/station/stories/one.md",
               STATION_PATH);
    char path[128];
    snprintf(path, sizeof path, "%s/station", f->dir);
    flow_import(f, path);
    flow_sees(f, "这个故事暂时看不到");
    flow_sees_not(f, "第一段，很短。");
    flow_sees_not(f, "甲老兵");
}
