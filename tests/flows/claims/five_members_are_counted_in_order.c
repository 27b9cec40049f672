/* 第 n 位 counts members, not taps. */
#include "flow.h"

CLAIM(five_members_are_counted_in_order) {
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_sees(f, "第1位");
    flow_tap_gives(f, LI, "welcome");
    flow_sees(f, "第2位");
    flow_tap_gives(f, OUYANG, "welcome");
    flow_sees(f, "第3位");
    flow_tap_gives(f, WANG, "already_in");
    flow_tap_gives(f, "A:04223344556677:ntag", "welcome");
    flow_sees(f, "第4位");
    flow_sees(f, "阿不都·热合曼");
}
