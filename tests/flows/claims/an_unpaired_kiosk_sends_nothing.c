/* unpair while the kiosk runs; the records stay. */
#include "flow.h"

#include <stdlib.h>

CLAIM(an_unpaired_kiosk_sends_nothing) {
    flow_start_linked(f, AT_ACTIVITY);
    flow_all_arrive(f, 10000);
    flow_expect(f, flow_shell(f, NULL, "$KIOSK --data $DATA unpair") == 0);
    flow_sleep_ms(4000);
    int calls = atoi(flow_fake(f, "calls"));
    flow_tap_gives(f, WANG, "welcome");
    flow_sleep_ms(2000);
    flow_expect(f, flow_waiting(f) == 1);
    flow_expect(f,
                atoi(flow_fake(f, "calls")) <= calls + 1); /* plus the poll that was in progress */
    flow_pair(f);
    flow_all_arrive(f, 15000);
}
