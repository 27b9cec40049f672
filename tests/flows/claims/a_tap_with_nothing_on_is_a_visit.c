/* Without an open activity a tap is recorded as a visit. */
#include "flow.h"

CLAIM(a_tap_with_nothing_on_is_a_visit) {
    flow_start(f, AT_NOTHING);
    flow_tap_gives(f, WANG, "visit");
    flow_exported(f, "taps", ",visit,,visit,", 1);
}
