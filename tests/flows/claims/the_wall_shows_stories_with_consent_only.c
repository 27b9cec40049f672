/* Consent decides what is on the wall. */
#include "flow.h"

CLAIM(the_wall_shows_stories_with_consent_only) {
    flow_start(f, AT_ACTIVITY);
    flow_home(f);
    flow_touch(f, "荣誉墙");
    flow_screen(f, "wall");
    flow_sees(f, "甲老兵");
    flow_sees(f, "乙老兵");
    flow_sees_not(f, "丙老兵");
}
