/* With one place and two people, the second one is on the waiting list and moves up when the first
 * one cancels. */
#include "flow.h"

CLAIM(a_full_activity_has_a_waiting_list) {
    flow_start(f, AT_ACTIVITY);
    flow_ask_sign_up(f, "报名");
    flow_tap_gives(f, WANG, "signed_up");
    flow_ask_sign_up(f, "报名候补");
    flow_sees(f, "已报名 1 人，名额 1 人");
    flow_tap_gives(f, LI, "signed_up");
    flow_sees(f, "候补第 1 位");
    flow_exported(f, "taps", ",signed_up,", 1);
    flow_ask_sign_up(f, "取消报名");
    flow_tap_gives(f, WANG, "signed_up");
    flow_ask_sign_up(f, "报名候补");
    flow_tap_gives(f, LI, "signed_up");
    flow_sees(f, "您已经报过名了");
}
