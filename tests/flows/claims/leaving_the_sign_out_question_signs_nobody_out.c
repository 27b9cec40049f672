/* The next person's tap dismisses the question. */
#include "flow.h"

CLAIM(leaving_the_sign_out_question_signs_nobody_out) {
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_restart_at(f, "2026-11-23T11:00:00+08:00");
    flow_tap_gives(f, WANG, "sign_out");
    flow_tap_gives(f, LI, "welcome");
    flow_exported(f, "taps", ",signed_out,", 0);
}
