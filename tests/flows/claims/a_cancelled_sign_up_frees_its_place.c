/* 取消报名 takes the same card, and the next person gets in. */
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

CLAIM(a_cancelled_sign_up_frees_its_place) {
    flow_start(f, AT_ACTIVITY);
    ask(f, "报名");
    flow_tap_gives(f, WANG, "signed_up");
    ask(f, "取消报名");
    flow_tap_gives(f, WANG, "signed_up");
    flow_sees(f, "已取消报名");
    ask(f, "报名");
    flow_tap_gives(f, LI, "signed_up");
    flow_sees(f, "报名成功");
}
