/* Nothing is required that is not needed. */
#include "flow.h"

CLAIM(a_request_needs_no_phone) {
    flow_start(f, AT_ACTIVITY);
    flow_home(f);
    flow_touch(f, "服务申请");
    flow_screen(f, "request");
    flow_touch(f, "优抚双拥");
    flow_screen(f, "say");
    flow_touch(f, "常用语");
    flow_touch(f, "我想咨询抚恤补助");
    flow_touch(f, "下一步");
    flow_screen(f, "phone");
    flow_touch(f, "不留电话");
    flow_screen(f, "confirm");
    flow_touch(f, "提交");
    flow_screen(f, "ticket");
    flow_exported(f, "requests", "优抚双拥", 1);
}
