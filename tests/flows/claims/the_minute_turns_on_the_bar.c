/* The clock advances without a touch. */
#include "flow.h"

#include <string.h>

CLAIM(the_minute_turns_on_the_bar) {
    flow_start(f, "2026-11-23T09:26:50+08:00");
    for (int64_t end = flow_now_ms() + 15000; !strstr(flow_drive(f, "text"), "09:27");
         flow_sleep_ms(100))
        flow_expect(f, flow_now_ms() < end);
    flow_sees_not(f, "09:26");
}
