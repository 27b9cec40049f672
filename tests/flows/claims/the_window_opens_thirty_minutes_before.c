/* Check-in opens 30 minutes before the start. */
#include "flow.h"

CLAIM(the_window_opens_thirty_minutes_before) {
    flow_start(f, "2026-11-23T08:59:00+08:00");
    flow_tap_gives(f, WANG, "visit");
    flow_restart_at(f, "2026-11-23T09:00:05+08:00");
    flow_tap_gives(f, WANG, "welcome");
}
