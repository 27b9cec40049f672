/* A muted reader does not delay the exit. */
#include "flow.h"

CLAIM(it_stops_within_two_seconds_while_the_reader_hangs) {
    flow_start(f, AT_ACTIVITY);
    flow_sim(f, "mute");
    flow_sleep_ms(300);
    int64_t since = flow_now_ms();
    flow_stop_kiosk(f);
    flow_expect(f, flow_now_ms() - since < 2000 * FLOW_PATIENCE);
}
