/* The tap after 报名 signs up and does not check in. */
#include "flow.h"

CLAIM(signing_up_takes_a_card_and_counts) {
    flow_start(f, AT_ACTIVITY);
    flow_home(f);
    flow_touch(f, "活动安排");
    flow_screen(f, "schedule");
    flow_touch(f, "24");
    flow_touch(f, "茶话会");
    flow_screen(f, "activity");
    flow_sees(f, "老照片");
    flow_touch(f, "报名");
    flow_sees(f, "请刷卡完成报名");
    flow_tap_gives(f, WANG, "signed_up");
    flow_exported(f, "taps", ",signed_up,", 1);
    flow_exported(f, "taps", ",welcome,", 0);
}
