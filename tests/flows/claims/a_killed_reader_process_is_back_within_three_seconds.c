/* Taps work again, whatever ended the process. */
#include "flow.h"

CLAIM(a_killed_reader_process_is_back_within_three_seconds) {
    flow_start(f, AT_ACTIVITY);
    flow_expect(f, flow_shell(f, NULL, "kill -KILL $(pgrep -P %d)", f->kiosk_pid) == 0);
    int64_t end = flow_now_ms() + 3000 * FLOW_PATIENCE;
    while (!flow_count(flow_export(f, "taps"), "LS0001")) {
        flow_expect(f, flow_now_ms() < end);
        flow_tap(f, WANG);
    }
    flow_exported(f, "taps", ",welcome,", 1);
}
