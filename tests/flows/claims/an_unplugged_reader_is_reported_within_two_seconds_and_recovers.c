/* 刷卡暂停，请找工作人员; it recovers automatically. */
#include "flow.h"

#include <string.h>

CLAIM(an_unplugged_reader_is_reported_within_two_seconds_and_recovers) {
    flow_start(f, AT_ACTIVITY);
    flow_sim(f, "unplug");
    int64_t since = flow_now_ms();
    flow_sees(f, "刷卡暂停");
    flow_expect(f, flow_now_ms() - since < 2500);
    flow_sim(f, "replug");
    since = flow_now_ms();
    while (strstr(flow_drive(f, "text"), "刷卡暂停")) {
        flow_expect(f, flow_now_ms() - since < 4000);
        flow_sleep_ms(20);
    }
    flow_tap_gives(f, WANG, "welcome");
}
