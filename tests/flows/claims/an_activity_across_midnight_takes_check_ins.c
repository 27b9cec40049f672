/* 23:30 to 01:30 is one activity. */
#include "flow.h"

CLAIM(an_activity_across_midnight_takes_check_ins) {
    flow_start(f, "2026-11-26T00:20:00+08:00");
    flow_tap_gives(f, WANG, "welcome");
    flow_sees(f, "守夜值班");
}
