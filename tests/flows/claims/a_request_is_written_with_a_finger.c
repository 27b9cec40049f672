/* One character is drawn stroke by stroke, one is entered by pinyin: both are in the request. */
#include "flow.h"

CLAIM(a_request_is_written_with_a_finger) {
    flow_start(f, AT_ACTIVITY);
    flow_home(f);
    flow_touch(f, "服务申请");
    flow_screen(f, "request");
    flow_touch(f, "就业创业");
    flow_screen(f, "say");
    flow_drive(f, "stroke 250,330 480,320 740,310"); /* 大 */
    flow_drive(f, "stroke 490,120 480,330 420,560 250,820");
    flow_drive(f, "stroke 490,340 580,600 760,820");
    flow_touch(f, "大");
    flow_sees(f, "大");
    flow_touch(f, "拼音");
    for (const char *letter = "youfu"; *letter; letter++) {
        char label[] = {*letter, 0};
        flow_touch(f, label);
    }
    flow_touch(f, "优抚");
    flow_touch(f, "下一步");
    flow_screen(f, "phone");
    flow_touch(f, "不留电话");
    flow_screen(f, "confirm");
    flow_touch(f, "提交");
    flow_screen(f, "ticket");
    flow_exported(f, "requests", "大优抚", 1);
}
