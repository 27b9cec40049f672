/* The main purpose: a tap in the window is a check-in, and the screen shows the name. */
#include "flow.h"

CLAIM(a_first_tap_is_welcomed_by_name) {
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_sees(f, "王建国");
    flow_sees(f, "退役军人活动日");
    flow_exported(f, "taps", "LS0001,王建国,退役军人活动日,welcome,", 1);
}
