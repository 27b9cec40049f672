/* The medium is read-only at the start, as a worn SD card is: there is a page with a code, a tap is
 * refused in so many words, and when the medium takes writes again the kiosk goes on by itself. */
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
    flow_sleep_ms(12000); /* it tries every five seconds; the refusal is on the glass for nine */
    flow_tap_gives(f, WANG, "welcome");
    flow_exported(f, "taps", ",welcome,", 1);
    flow_stop_kiosk(f);
    flow_expect(f, flow_shell(f, NULL, "umount $DIR/small") == 0);
}
