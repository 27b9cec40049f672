/* Card and PIN open the log with full names; a tap of a member ends the staff session. */
#include "flow.h"

CLAIM(a_staff_card_and_pin_open_the_log) {
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_make_staff(f);
    flow_sign_in(f);
    flow_sees(f, "王建国");
    flow_sees(f, "已校验");
    flow_tap_gives(f, LI, "welcome");
    flow_sees_not(f, "李敏");
}
