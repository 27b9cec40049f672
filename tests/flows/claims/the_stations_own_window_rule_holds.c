/* [rules] opens_before_min. */
#include "flow.h"

CLAIM(the_stations_own_window_rule_holds) {
    f->extra_config = "[rules]\nopens_before_min = 60\n";
    flow_start(f, "2026-11-23T08:35:00+08:00");
    flow_tap_gives(f, WANG, "welcome");
}
