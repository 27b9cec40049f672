/* Five restarts in six weeks, one of them a kill, with nothing listening at the address. */
#include "flow.h"

CLAIM(weeks_without_a_station_lose_nothing) {
    static const char *const days[] = {"2026-11-24T20:00:00+08:00", "2026-12-01T20:00:00+08:00",
                                       "2026-12-15T20:00:00+08:00", "2027-01-04T20:00:00+08:00"};
    flow_start_linked(f, AT_ACTIVITY);
    flow_all_arrive(f, 10000);
    flow_fake(f, "listen off");
    for (int i = 0; i < 4; i++) {
        flow_restart_at(f, days[i]);
        flow_tap_gives(f, WANG, "visit");
        flow_tap_gives(f, STRANGER, "unknown");
    }
    flow_kill_kiosk(f);
    int waiting = flow_waiting(f);
    flow_expect(f, waiting >= 8);
    flow_fake(f, "listen on");
    flow_start_kiosk(f);
    flow_screen(f, "attract");
    flow_all_arrive(f, 15000);
}
