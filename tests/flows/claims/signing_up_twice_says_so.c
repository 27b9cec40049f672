/* The second time changes nothing. */
#include "flow.h"

CLAIM(signing_up_twice_says_so) {
    flow_start(f, AT_ACTIVITY);
    flow_ask_sign_up(f, "报名");
    flow_tap_gives(f, WANG, "signed_up");
    flow_ask_sign_up(f, "报名候补");
    flow_tap_gives(f, WANG, "signed_up");
    flow_sees(f, "您已经报过名了");
    flow_exported(f, "taps", ",signed_up,", 1);
}
