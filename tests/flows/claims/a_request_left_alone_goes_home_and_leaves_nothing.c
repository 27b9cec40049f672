/* After the timeout the kiosk returns home, and the next person finds an empty form. It takes a
 * minute and a half: it waits for the real timeout. */
#include "flow.h"

CLAIM(a_request_left_alone_goes_home_and_leaves_nothing) {
    flow_start(f, AT_ACTIVITY);
    flow_home(f);
    flow_touch(f, "服务申请");
    flow_screen(f, "request");
    flow_touch(f, "就业创业");
    flow_screen(f, "say");
    flow_touch(f, "常用语");
    flow_touch(f, "我想参加技能培训");
    flow_touch(f, "下一步");
    flow_screen(f, "phone");
    for (int64_t end = flow_now_ms() + 100000; !flow_is_screen(f, "attract"); flow_sleep_ms(500))
        flow_expect(f, flow_now_ms() < end);
    flow_home(f);
    flow_touch(f, "服务申请");
    flow_screen(f, "request");
    flow_touch(f, "就业创业");
    flow_screen(f, "say");
    flow_sees(f, "请用手指在下面写，也可以换别的方式；不写也可以");
    flow_exported(f, "requests", "技能培训", 0);
}
