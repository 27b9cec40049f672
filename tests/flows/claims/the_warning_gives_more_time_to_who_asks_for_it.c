/* 还要看 keeps the page and its content. It takes about 45 s: it waits for the real warning. */
#include "flow.h"

#include <string.h>

CLAIM(the_warning_gives_more_time_to_who_asks_for_it) {
    flow_start(f, AT_ACTIVITY);
    flow_home(f);
    for (int64_t end = flow_now_ms() + 65000; !strstr(flow_drive(f, "text"), "还要看");
         flow_sleep_ms(200)) {
        flow_expect(f, flow_now_ms() < end);
        flow_expect(f, flow_is_screen(f, "home"));
    }
    flow_sees(f, "秒回到首页");
    flow_touch(f, "还要看");
    flow_sees(f, "荣誉墙");
    flow_sees_not(f, "还要看");
    if (FLOW_PATIENCE > 1) return; /* a longer wait tests nothing more in a sanitizer build */
    flow_sleep_ms(16000);          /* after the time at which the page would have closed */
    flow_expect(f, flow_is_screen(f, "home"));
}
