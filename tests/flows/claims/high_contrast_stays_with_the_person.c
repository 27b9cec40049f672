/* It also applies to the next page. */
#include "flow.h"

CLAIM(high_contrast_stays_with_the_person) {
    flow_start(f, AT_ACTIVITY);
    flow_home(f);
    flow_touch(f, "高对比");
    flow_sees(f, "普通颜色");
    flow_touch(f, "荣誉墙");
    flow_screen(f, "wall");
    flow_touch(f, "返回");
    flow_screen(f, "home");
    flow_sees(f, "普通颜色");
}
