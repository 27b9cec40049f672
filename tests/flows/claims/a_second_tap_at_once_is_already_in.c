/* A double tap never signs a member out: it shows the time of the check-in. */
#include "flow.h"

CLAIM(a_second_tap_at_once_is_already_in) {
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_tap_gives(f, WANG, "already_in");
    flow_sees(f, "09:26");
    flow_exported(f, "taps", ",welcome,", 1);
    flow_exported(f, "taps", ",already_in,", 1);
}
