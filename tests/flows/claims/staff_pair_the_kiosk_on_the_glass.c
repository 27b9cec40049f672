/* Address, fingerprint, code; then the queue page shows the state. */
#include "flow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void type(struct flow *f, const char *keys) {
    for (; *keys; keys++) {
        char key[] = {*keys, 0};
        flow_touch_far(f, key);
    }
}

CLAIM(staff_pair_the_kiosk_on_the_glass) {
    char address[64];
    flow_prepare(f);
    flow_start_fake(f);
    flow_start(f, AT_NOTHING);
    flow_make_staff(f);
    flow_sign_in(f);
    flow_touch(f, "上传");
    flow_screen(f, "staff_queue");
    flow_sees(f, "未连接服务站");
    flow_touch(f, "服务站");
    flow_screen(f, "staff_pair");
    snprintf(address, sizeof address, "127.0.0.1:%d", atoi(flow_fake(f, "port")));
    type(f, address);
    flow_touch(f, "下一步");
    flow_sees(f, "逐组核对");
    char print[5] = "";
    memcpy(print, flow_fake(f, "print"), 4);
    flow_sees(f, print);
    flow_touch(f, "一致");
    type(f, "12345678");
    flow_touch(f, "配对");
    flow_sees(f, "已与 测试服务站 配对");
    flow_touch(f, "上传");
    flow_screen(f, "staff_queue");
    flow_sees(f, "已连接");
    flow_all_arrive(f, 10000);
}
