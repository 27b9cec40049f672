/* Pinyin initials on the wall's letter pad. */
#include "flow.h"

CLAIM(a_name_is_found_by_its_initials) {
    flow_start(f, AT_ACTIVITY);
    flow_home(f);
    flow_touch(f, "荣誉墙");
    flow_screen(f, "wall");
    flow_touch(f, "找名字");
    flow_screen(f, "search");
    flow_touch(f, "Y");
    flow_touch(f, "Q");
    flow_sees(f, "没有找到");
    flow_touch(f, "删除");
    flow_sees(f, "乙老兵");
    flow_sees_not(f, "甲老兵");
}
