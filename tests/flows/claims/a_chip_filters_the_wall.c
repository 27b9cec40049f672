/* The chips come from the tags of the stories and filter them. */
#include "flow.h"

CLAIM(a_chip_filters_the_wall) {
    flow_start(f, AT_ACTIVITY);
    flow_home(f);
    flow_touch(f, "荣誉墙");
    flow_screen(f, "wall");
    flow_touch(f, "二等功");
    flow_leaves(f, "甲老兵");
    flow_sees(f, "乙老兵");
}
