/* The complete story is read, also the part that is not visible, but not the top bar or the
 * buttons. */
#include "flow.h"

#include <stdio.h>

#include <string.h>

CLAIM(a_story_is_read_aloud_and_a_touch_stops_it) {
    snprintf(f->size, sizeof f->size, "1080x1920"); /* where the finger goes */
    flow_start(f, AT_NOTHING);
    flow_home(f);
    flow_touch(f, "荣誉墙");
    flow_screen(f, "wall");
    flow_touch(f, "甲老兵");
    flow_screen(f, "story");
    flow_touch(f, "朗读");
    flow_sees(f, "停止");
    flow_expect(f, strstr(flow_drive(f, "aloud"), "speaking"));
    flow_expect(f, strstr(flow_drive(f, "aloud"), "第一个故事"));
    flow_expect(f, !strstr(flow_drive(f, "aloud"), "签到请刷卡"));
    flow_drive(f, "touch 500 500");
    flow_leaves(f, "停止");
    flow_expect(f, strcmp(flow_drive(f, "aloud"), "silent ") == 0);
}
