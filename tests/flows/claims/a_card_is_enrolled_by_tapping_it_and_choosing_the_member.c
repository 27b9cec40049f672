/* 发卡: the next tap is welcomed. After it is reported lost, it is refused immediately. */
#include "flow.h"

CLAIM(a_card_is_enrolled_by_tapping_it_and_choosing_the_member) {
    flow_start(f, AT_ACTIVITY);
    flow_make_staff(f);
    flow_sign_in(f);
    flow_touch(f, "发卡");
    flow_screen(f, "staff_enrol");
    flow_tap(f, NEW_CARD);
    flow_sees(f, "还没有发给谁");
    flow_touch(f, "选择人员");
    flow_touch(f, "W");
    flow_leaves(f, "李秀英");
    flow_touch(f, "王建国");
    flow_touch(f, "换卡");
    flow_sees(f, "王建国: 已完成");
    flow_touch(f, "退出");
    flow_tap_gives(f, NEW_CARD, "welcome");
    flow_sees(f, "王建国");
    flow_tap_gives(f, WANG, "refused");
    flow_sign_in(f);
    flow_touch(f, "发卡");
    flow_tap(f, NEW_CARD);
    flow_sees(f, "这是 王建国 的卡");
    flow_touch(f, "挂失");
    flow_sees(f, "已完成");
    flow_touch(f, "退出");
    flow_tap_gives(f, NEW_CARD, "refused");
    flow_exported(f, "taps", "王建国,,card_enrolled,,card_enrolled,", 1);
}
