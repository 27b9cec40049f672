/* The file system is read-only at the start, like a worn SD card: the kiosk shows a page with a
 * code, refuses taps with a message, and recovers automatically once the file system is writable.
 */
#include "flow.h"

#include <stdio.h>
#include <stdlib.h>

CLAIM(a_read_only_file_system_refuses_honestly) {
    if (flow_shell(
            f, NULL,
            "mkdir -p $DIR/small && mount -t tmpfs -o size=32m,mode=700 muster $DIR/small") != 0) {
        fprintf(stderr, "skipped: mounting a tmpfs needs root\n");
        exit(77);
    }
    snprintf(f->data, sizeof f->data, "%s/small/data", f->dir);
    flow_prepare(f);
    flow_expect(f, flow_shell(f, NULL, "mount -o remount,ro $DIR/small") == 0);
    flow_start_sim(f);
    flow_start_kiosk(f);
    flow_sees(f, "E-READONLY");
    flow_tap_gives(f, WANG, "refused");
    flow_sees(f, "暂时不能签到");
    flow_expect(f, flow_shell(f, NULL, "mount -o remount,rw $DIR/small") == 0);
    flow_sleep_ms(12000); /* the kiosk retries every 5 s; the refusal is shown for 9 s */
    flow_tap_gives(f, WANG, "welcome");
    flow_exported(f, "taps", ",welcome,", 1);
    flow_stop_kiosk(f);
    flow_expect(f, flow_shell(f, NULL, "umount $DIR/small") == 0);
}
