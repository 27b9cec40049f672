/* The damaged store is kept under a name with the date, the newest good snapshot is opened, and
 * nothing is lost. */
#include "flow.h"

CLAIM(a_damaged_store_is_replaced_by_a_snapshot_and_work_continues) {
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_stop_kiosk(f);
    flow_shell(f, NULL,
               "dd if=/dev/urandom of=$DATA/muster.db bs=4096 seek=1 count=3 conv=notrunc");
    flow_start_kiosk(f);
    flow_screen(f, "attract");
    flow_sleep_ms(800);
    flow_expect(f, flow_shell(f, NULL, "ls -d $DATA/damaged-*") == 0);
    flow_exported(f, "taps", "LS0001,王建国,退役军人活动日,welcome,", 1);
    flow_tap_gives(f, LI, "welcome");
}
