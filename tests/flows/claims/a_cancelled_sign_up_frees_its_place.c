/* 取消报名 asks for the same card, and the next person gets the place. */
#include "flow.h"

CLAIM(a_cancelled_sign_up_frees_its_place) {
    flow_start(f, AT_ACTIVITY);
    flow_ask_sign_up(f, "报名");
    flow_tap_gives(f, WANG, "signed_up");
    flow_ask_sign_up(f, "取消报名");
    flow_tap_gives(f, WANG, "signed_up");
    flow_sees(f, "已取消报名");
    flow_ask_sign_up(f, "报名");
    flow_tap_gives(f, LI, "signed_up");
    flow_sees(f, "报名成功");
}
