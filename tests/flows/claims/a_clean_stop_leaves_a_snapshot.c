/* The kiosk takes a snapshot at every clean exit. */
#include "flow.h"

CLAIM(a_clean_stop_leaves_a_snapshot) {
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_stop_kiosk(f);
    flow_expect(f, flow_shell(f, NULL, "ls $DATA/snapshots/muster-*.db") == 0);
    flow_expect(f, flow_shell(f, NULL, "ls $DATA/snapshots/*.tmp") != 0);
}
