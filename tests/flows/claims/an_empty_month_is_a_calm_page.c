/* A month without activities is not an error. */
#include "flow.h"

CLAIM(an_empty_month_is_a_calm_page) {
    flow_start(f, "2026-12-31T12:00:00+08:00");
    flow_home(f);
    flow_touch(f, "活动安排");
    flow_screen(f, "schedule");
    flow_touch(f, "下月");
    flow_sees(f, "2027年1月");
}
