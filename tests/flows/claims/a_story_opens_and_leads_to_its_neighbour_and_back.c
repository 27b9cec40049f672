/* Stories are read one after the other. */
#include "flow.h"

CLAIM(a_story_opens_and_leads_to_its_neighbour_and_back) {
    flow_start(f, AT_ACTIVITY);
    flow_home(f);
    flow_touch(f, "荣誉墙");
    flow_screen(f, "wall");
    flow_touch(f, "甲老兵");
    flow_screen(f, "story");
    flow_sees(f, "第一段，很短。");
    flow_touch(f, "下一位");
    flow_sees(f, "只有一段。");
    flow_touch(f, "返回");
    flow_screen(f, "wall");
}
