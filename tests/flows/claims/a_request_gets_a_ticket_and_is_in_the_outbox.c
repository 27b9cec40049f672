/* Category, text, phone, ticket; then the request is pending for the station. */
#include "flow.h"

CLAIM(a_request_gets_a_ticket_and_is_in_the_outbox) {
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
    const char *digits = "16900001234";
    for (int i = 0; digits[i]; i++) {
        char digit[] = {digits[i], 0};
        flow_touch(f, digit);
    }
    flow_sees(f, "169 0000 1234");
    flow_touch(f, "下一步");
    flow_screen(f, "confirm");
    flow_touch(f, "提交");
    flow_screen(f, "ticket");
    flow_sees(f, "-0001");
    flow_exported(f, "requests", "就业创业,registered,16900001234,我想参加技能培训,,,,yes", 1);
}
