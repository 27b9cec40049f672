/* There is no button that could only fail. */
#include "flow.h"

#include <string.h>

CLAIM(an_activity_that_is_over_cannot_be_signed_up_for) {
    flow_start(f, AT_NOTHING);
    flow_home(f);
    flow_touch(f, "活动安排");
    flow_screen(f, "schedule");
    flow_touch(f, "下翻");
    flow_touch(f, "社区志愿服务");
    flow_screen(f, "activity");
    flow_sees_not(f, "\"报名\"");
    flow_expect(f, strncmp(flow_drive(f, "touch 报名"), "error", 5) == 0);
}
