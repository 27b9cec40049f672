/* Two open activities: two big buttons. */
#include "flow.h"

CLAIM(two_open_activities_are_offered_and_the_choice_counts) {
    flow_start(f, "2026-11-23T14:05:00+08:00");
    flow_tap_gives(f, WANG, "choose");
    flow_sees(f, "老兵调解室接待");
    flow_touch(f, "社区志愿服务");
    flow_screen(f, "welcome");
    flow_exported(f, "taps", "社区志愿服务,welcome,", 1);
}
