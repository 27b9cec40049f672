/* The reader may be unplugged any number of times. */
#include "flow.h"

#include <string.h>

#if FLOW_PATIENCE > 1
#define ROUNDS 5
#else
#define ROUNDS 30
#endif

CLAIM(thirty_unplugs_leak_no_descriptor) {
    flow_start(f, AT_ACTIVITY);
    int before = 0;
    for (int i = 0; i < ROUNDS; i++) {
        flow_sim(f, "unplug");
        flow_sees(f, "刷卡暂停");
        flow_sim(f, "replug");
        for (int64_t end = flow_now_ms() + 8000 * FLOW_PATIENCE;
             strstr(flow_drive(f, "text"), "刷卡暂停"); flow_sleep_ms(20))
            flow_expect(f, flow_now_ms() < end);
        if (i == 0) before = flow_descriptors(f->kiosk_pid);
    }
    flow_expect(f, flow_descriptors(f->kiosk_pid) <= before);
    flow_tap_gives(f, WANG, "welcome");
}
