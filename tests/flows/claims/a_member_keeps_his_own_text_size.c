/* The size is set, stored for the card, used at the next tap, and reset for the next person. */
#include "flow.h"

#include <string.h>

CLAIM(a_member_keeps_his_own_text_size) {
    flow_start(f, AT_NOTHING);
    flow_home(f);
    flow_touch(f, "我的");
    flow_tap_gives(f, WANG, "mine");
    flow_touch_far(f, "大字");
    flow_touch_far(f, "记住");
    flow_sees(f, "已记住");
    flow_touch(f, "看完了");
    flow_screen(f, "attract");
    flow_expect(f, strstr(flow_drive(f, "look"), "normal"));
    flow_tap_gives(f, WANG, "visit");
    flow_expect(f, strstr(flow_drive(f, "look"), "large"));
    flow_tap_gives(f, LI, "visit");
    flow_expect(f, strstr(flow_drive(f, "look"), "normal"));
    flow_restart_at(f, AT_NOTHING);
    flow_tap_gives(f, WANG, "visit");
    flow_expect(f, strstr(flow_drive(f, "look"), "large"));
}
