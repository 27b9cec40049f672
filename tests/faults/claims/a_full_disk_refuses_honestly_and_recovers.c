/* The data directory's file system is full: taps are refused with a message, nothing is shown as
 * done that is not stored, and once there is room the kiosk recovers automatically. */
#include "flow.h"

#include <stdio.h>
#include <stdlib.h>

CLAIM(a_full_disk_refuses_honestly_and_recovers) {
    if (flow_shell(
            f, NULL,
            "mkdir -p $DIR/small && mount -t tmpfs -o size=12m,mode=700 muster $DIR/small") != 0) {
        fprintf(stderr, "skipped: mounting a tmpfs needs root\n");
        exit(77);
    }
    snprintf(f->data, sizeof f->data, "%s/small/data", f->dir);
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_shell(
        f, NULL,
        "dd if=/dev/zero of=$DIR/small/ballast bs=64k; dd if=/dev/zero of=$DIR/small/rest bs=512");
    /* The log may still have room for a few taps; then it is full. */
    int refused = 0;
    for (int i = 0; i < 200 && !refused; i++) {
        flow_sim(f, "place A:04%02X998877665A:ntag", i);
        flow_sleep_ms(150);
        refused = flow_is_screen(f, "refused");
        flow_sim(f, "remove");
        flow_sleep_ms(120);
    }
    flow_expect(f, refused);
    flow_sees(f, "暂时不能签到");
    flow_sim(f, "place %s", LI);
    flow_sleep_ms(400);
    flow_expect(f, flow_is_screen(f, "refused"));
    flow_sim(f, "remove");
    flow_exported(f, "taps", "LS0002", 0);
    flow_exported(f, "taps", ",welcome,", 1);
    flow_shell(f, NULL, "rm -f $DIR/small/ballast $DIR/small/rest");
    flow_sleep_ms(12000); /* the kiosk retries every 5 s; the refusal is shown for 9 s */
    flow_sees_not(f, "暂时不能签到");
    flow_tap_gives(f, LI, "welcome");
    flow_exported(f, "taps", "LS0002,李秀英,退役军人活动日,welcome,", 1);
    flow_stop_kiosk(f);
    flow_expect(f, flow_shell(f, NULL, "umount $DIR/small") == 0);
}
