/* Counts only, no names. */
#include "flow.h"

CLAIM(the_map_counts_where_members_served) {
    flow_start(f, AT_ACTIVITY);
    flow_home(f);
    flow_touch(f, "战友地图");
    flow_screen(f, "map");
    flow_sees(f, "新疆");
    flow_sees_not(f, "阿不都");
}
