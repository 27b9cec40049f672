/* The second tap is recognised as the second one, whatever the clock shows. */
#include "flow.h"

CLAIM(a_clock_set_back_an_hour_still_knows_who_is_in) {
    flow_start(f, "2026-11-23T10:40:00+08:00");
    flow_tap_gives(f, WANG, "welcome");
    flow_restart_at(f, "2026-11-23T09:40:00+08:00");
    flow_tap_gives(f, WANG, "already_in");
    flow_sees(f, "10:40");
    flow_exported(f, "taps", ",welcome,", 1);
    flow_exported(f, "taps", ",signed_out,", 0);
}
