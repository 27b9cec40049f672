/* Without content every page still opens. */
#include "flow.h"

CLAIM(an_empty_kiosk_is_a_calm_page) {
    f->without_import = true;
    flow_start(f, AT_ACTIVITY);
    flow_home(f);
    flow_touch(f, "荣誉墙");
    flow_screen(f, "wall");
    flow_touch(f, "返回");
    flow_touch(f, "活动安排");
    flow_screen(f, "schedule");
    flow_tap_gives(f, WANG, "unknown");
}
