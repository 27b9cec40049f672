/* A reader that does not answer is reported as missing until it answers again. */
#include "flow.h"

#include <string.h>

CLAIM(a_muted_reader_is_reported_and_recovers) {
    flow_start(f, AT_ACTIVITY);
    flow_sim(f, "mute");
    flow_sees(f, "刷卡暂停");
    flow_sim(f, "unmute");
    for (int64_t end = flow_now_ms() + 8000; strstr(flow_drive(f, "text"), "刷卡暂停");
         flow_sleep_ms(20))
        flow_expect(f, flow_now_ms() < end);
    flow_tap_gives(f, WANG, "welcome");
}
