/* A tap by another person clears an unfinished form. */
#include "flow.h"

CLAIM(an_abandoned_request_leaves_nothing) {
    flow_start(f, AT_ACTIVITY);
    flow_home(f);
    flow_touch(f, "服务申请");
    flow_screen(f, "request");
    flow_touch(f, "就业创业");
    flow_screen(f, "say");
    flow_touch(f, "常用语");
    flow_touch(f, "我想参加技能培训");
    flow_tap_gives(f, WANG, "welcome");
    flow_sees_not(f, "技能培训");
    flow_exported(f, "requests", "技能培训", 0);
}
