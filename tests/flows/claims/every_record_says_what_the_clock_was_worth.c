/* UTC ms, boot id, monotonic ms, synchronised or not. */
#include "flow.h"

CLAIM(every_record_says_what_the_clock_was_worth) {
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_stop_kiosk(f);
    flow_expect(f, flow_shell(f, NULL,
                              "test \"$(sqlite3 $DATA/muster.db 'SELECT length(boot)=36 AND "
                              "mono_ms>0 AND synced IN (0,1) FROM record')\" = 1") == 0);
}
