/* After ten minutes a tap shows a question, and only the big button signs out. */
#include "flow.h"

CLAIM(hours_are_asked_for_after_the_cool_down_and_counted) {
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_restart_at(f, "2026-11-23T11:00:00+08:00");
    flow_tap_gives(f, WANG, "sign_out");
    flow_exported(f, "taps", ",signed_out,", 0);
    flow_touch(f, "签退");
    flow_screen(f, "signed_out");
    flow_exported(f, "taps", ",signed_out,", 1);
}
