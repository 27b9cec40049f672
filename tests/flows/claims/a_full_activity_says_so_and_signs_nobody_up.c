/* One place, two people. */
#include "flow.h"

static void ask(struct flow *f, const char *what) {
    for (int64_t end = flow_now_ms() + 20000 * FLOW_PATIENCE; !flow_is_screen(f, "home");
         flow_sleep_ms(100)) {
        flow_expect(f, flow_now_ms() < end);
        flow_drive(f, "touch 500 800");
    }
    flow_touch(f, "活动安排");
    flow_screen(f, "schedule");
    flow_touch(f, "24");
    flow_touch(f, "茶话会");
    flow_screen(f, "activity");
    flow_touch(f, what);
}

CLAIM(a_full_activity_says_so_and_signs_nobody_up) {
    flow_start(f, AT_ACTIVITY);
    ask(f, "报名");
    flow_tap_gives(f, WANG, "signed_up");
    ask(f, "报名");
    flow_sees(f, "已报名 1 人，名额 1 人");
    flow_tap_gives(f, LI, "signed_up");
    flow_sees(f, "名额已满");
    flow_exported(f, "taps", ",signed_up,", 1);
}
