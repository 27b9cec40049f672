/* A month with lunar days and solar terms. */
#include "flow.h"

CLAIM(the_schedule_shows_the_month_with_lunar_days) {
    flow_start(f, AT_ACTIVITY);
    flow_home(f);
    flow_touch(f, "活动安排");
    flow_screen(f, "schedule");
    flow_sees(f, "2026年11月");
    flow_sees(f, "小雪");
    flow_sees(f, "退役军人活动日");
    flow_touch(f, "下月");
    flow_sees(f, "2026年12月");
    flow_sees(f, "冬至");
}
