/* After its timeout nothing of the person is left. */
#include "flow.h"

CLAIM(the_welcome_leaves_by_itself) {
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    for (int64_t end = flow_now_ms() + 14000; flow_is_screen(f, "welcome"); flow_sleep_ms(100))
        flow_expect(f, flow_now_ms() < end);
    flow_sees_not(f, "王建国");
}
