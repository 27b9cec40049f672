/* An incomplete frame is requested again, never guessed. */
#include "flow.h"

CLAIM(lost_bytes_never_make_a_wrong_card) {
    flow_start(f, AT_ACTIVITY);
    flow_sim(f, "lose 0.002");
    for (int i = 0; i < 8; i++) flow_tap(f, WANG);
    flow_sim(f, "lose 0");
    for (int64_t end = flow_now_ms() + 8000 * FLOW_PATIENCE;
         !flow_count(flow_export(f, "taps"), ",welcome,");) {
        flow_expect(f, flow_now_ms() < end);
        flow_tap(f, WANG);
    }
    flow_exported(f, "taps", ",unknown_card,", 0);
    flow_exported(f, "taps", ",welcome,", 1);
}
