/* 补签: in the log, the counts and the export. */
#include "flow.h"

CLAIM(a_manual_check_in_names_staff_and_reason) {
    flow_start(f, AT_ACTIVITY);
    flow_make_staff(f);
    flow_sign_in(f);
    flow_touch(f, "补签");
    flow_screen(f, "staff_manual");
    flow_touch(f, "W");
    flow_leaves(f, "李秀英");
    flow_touch(f, "王建国");
    flow_touch(f, "忘带卡");
    flow_sees(f, "王建国 已补签");
    flow_touch(f, "签到记录");
    flow_sees(f, "补签 · 李敏");
    flow_exported(f, "taps", "LS0001,王建国,退役军人活动日,manual_check_in,card_forgotten,checkin",
                  1);
    flow_touch(f, "退出");
    flow_tap_gives(f, WANG, "already_in");
}
