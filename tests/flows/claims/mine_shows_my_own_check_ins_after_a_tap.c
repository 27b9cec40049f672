/* 我的 asks for a card and shows that member's data. */
#include "flow.h"

CLAIM(mine_shows_my_own_check_ins_after_a_tap) {
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_restart_at(f, AT_NOTHING);
    flow_home(f);
    flow_touch(f, "我的");
    flow_screen(f, "mine");
    flow_sees_not(f, "王建国");
    flow_tap_gives(f, WANG, "mine");
    flow_sees(f, "王建国");
    flow_sees(f, "退役军人活动日");
}
