/* A tap fills in the name when the request is submitted, and shows the answer when there is one.
 * Once it has been read it is not offered again. */
#include "flow.h"

CLAIM(a_waiting_answer_is_offered_at_the_next_tap) {
    flow_start(f, AT_ACTIVITY);
    flow_to_confirm(f, "");
    flow_tap_gives(f, WANG, "confirm");
    flow_sees(f, "王建国");
    flow_touch(f, "提交");
    flow_screen(f, "ticket");
    flow_touch(f, "完成");
    flow_answer_request(f, "请周三来站里领取");
    flow_tap_gives(f, WANG, "welcome");
    flow_touch(f, "查看");
    flow_screen(f, "track");
    flow_sees(f, "请周三来站里领取");
    flow_touch(f, "完成");
    flow_tap_gives(f, WANG, "already_in");
    flow_sees_not(f, "查看");
}
