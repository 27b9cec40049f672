/* The snapshot's outbox has rows that were uploaded since; new records never reuse their numbers.
 * */
#include "flow.h"

#include <stdlib.h>

CLAIM(a_restored_store_sends_again_and_nothing_counts_twice) {
    flow_start_linked(f, AT_ACTIVITY);
    flow_fake(f, "listen off");
    flow_tap_gives(f, WANG, "welcome");
    flow_tap_gives(f, LI, "welcome");
    flow_stop_kiosk(f); /* a snapshot, with all of it still in the outbox */
    flow_fake(f, "listen on");
    flow_start_kiosk(f);
    flow_screen(f, "attract");
    flow_sleep_ms(600);
    flow_tap_gives(f, OUYANG, "welcome");
    flow_all_arrive(f, 15000);
    int batches_before = atoi(flow_fake(f, "received"));
    flow_kill_kiosk(f);
    flow_expect(f, flow_shell(f, NULL,
                              "rm -f $DATA/muster.db-wal $DATA/muster.db-shm; dd if=/dev/zero "
                              "of=$DATA/muster.db bs=100 count=1 conv=notrunc") == 0);
    flow_start_kiosk(f);
    flow_screen(f, "attract");
    flow_sleep_ms(600);
    flow_tap_gives(f, STRANGER, "unknown");
    flow_all_known(f, 15000);
    flow_expect(f, atoi(flow_fake(f, "received")) > batches_before);
}
