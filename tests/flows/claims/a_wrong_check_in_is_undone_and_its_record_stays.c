/* An undone check-in is not counted; the export has both records. */
#include "flow.h"

CLAIM(a_wrong_check_in_is_undone_and_its_record_stays) {
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_make_staff(f);
    flow_sign_in(f);
    flow_touch(f, "补签");
    flow_touch(f, "W");
    flow_leaves(f, "李秀英");
    flow_touch(f, "王建国");
    flow_touch(f, "签错了");
    flow_sees(f, "签到已撤销");
    flow_touch(f, "签到记录");
    flow_sees(f, "还没有签到");
    flow_exported(f, "taps", "LS0001,王建国,退役军人活动日,welcome,,checkin", 1);
    flow_exported(f, "taps", "LS0001,王建国,退役军人活动日,undo_check_in,mistake,staff_action", 1);
    flow_touch(f, "退出");
    flow_tap_gives(f, WANG, "welcome");
}
