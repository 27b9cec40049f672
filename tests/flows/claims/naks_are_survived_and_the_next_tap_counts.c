/* A reader that refuses commands for a while is retried. */
#include "flow.h"

CLAIM(naks_are_survived_and_the_next_tap_counts) {
    flow_start(f, AT_ACTIVITY);
    flow_sim(f, "nak 6");
    for (int64_t end = flow_now_ms() + 5000 * FLOW_PATIENCE;
         !flow_count(flow_export(f, "taps"), ",welcome,");) {
        flow_expect(f, flow_now_ms() < end);
        flow_tap(f, WANG);
    }
    flow_exported(f, "taps", ",unknown_card,", 0);
}
