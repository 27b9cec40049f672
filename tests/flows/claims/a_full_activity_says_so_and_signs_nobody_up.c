/* One place, two people. */
#include "flow.h"

CLAIM(a_full_activity_says_so_and_signs_nobody_up) {
    flow_start(f, AT_ACTIVITY);
    flow_ask_sign_up(f, "报名");
    flow_tap_gives(f, WANG, "signed_up");
    flow_ask_sign_up(f, "报名");
    flow_sees(f, "已报名 1 人，名额 1 人");
    flow_tap_gives(f, LI, "signed_up");
    flow_sees(f, "名额已满");
    flow_exported(f, "taps", ",signed_up,", 1);
}
