/* SIGTERM ends the kiosk cleanly at any time. */
#include "flow.h"

CLAIM(it_stops_within_seconds_of_sigterm_under_taps) {
    flow_start(f, AT_ACTIVITY);
    flow_sim(f, "place %s", WANG);
    flow_sleep_ms(20);
    flow_stop_kiosk(f);
}
