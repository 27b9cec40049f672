/* Attract shows today's next activity and how many members are present. */
#include "flow.h"

CLAIM(attract_shows_the_next_activity_and_its_head_count) {
    flow_start(f, AT_ACTIVITY);
    flow_sees(f, "退役军人活动日");
    flow_sees(f, "二楼议事厅");
    flow_sees(f, "已到 0 人");
}
