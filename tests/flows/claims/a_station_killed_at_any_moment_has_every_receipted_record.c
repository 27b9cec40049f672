/* kill -9 of muster-station, eight times, during taps. */
#include "flow.h"

#include <signal.h>
#include <stdlib.h>

CLAIM(a_station_killed_at_any_moment_has_every_receipted_record) {
    flow_prepare(f);
    flow_place_init(f);
    flow_place_serve(f);
    flow_place_pair(f);
    flow_start(f, AT_ACTIVITY);
    for (int i = 0; i < 8; i++) {
        flow_tap_gives(f, i % 2 ? STRANGER : PHONE, i % 2 ? "unknown" : "refused");
        flow_sleep_ms(rand() % 300);
        flow_place_kill(f, SIGKILL);
        flow_tap_gives(f, i % 2 ? PHONE : STRANGER, i % 2 ? "refused" : "unknown");
        flow_place_serve(f);
    }
    flow_place_has_all(f, 60000);
}
