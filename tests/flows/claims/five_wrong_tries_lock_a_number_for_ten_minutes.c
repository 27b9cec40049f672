/* Until then even the right digits are refused, also after a restart. */
#include "flow.h"

CLAIM(five_wrong_tries_lock_a_number_for_ten_minutes) {
    flow_start(f, AT_ACTIVITY);
    flow_file_request(f, "16900001234");
    for (int i = 0; i < 4; i++) {
        flow_follow(f, "4321");
        flow_sees(f, "对不上");
    }
    flow_follow(f, "4321");
    flow_sees(f, "输错次数太多");
    flow_restart_at(f, "2026-11-23T09:31:00+08:00");
    flow_follow(f, "1234");
    flow_sees(f, "输错次数太多");
    flow_restart_at(f, "2026-11-23T09:45:00+08:00");
    flow_follow(f, "1234");
    flow_sees(f, "已受理登记");
}
