/* Of two open activities the one with the sign-up is chosen. */
#include "flow.h"

CLAIM(the_activity_signed_up_for_is_chosen_without_asking) {
    flow_start(f, AT_ACTIVITY);
    flow_shell(f, NULL,
               "sqlite3 $DATA/muster.db \"INSERT INTO sign_up SELECT o.id, m.id, 0 FROM occurrence "
               "o, member m "
               "WHERE o.title='社区志愿服务' AND m.member_no='LS0001'\"");
    flow_restart_at(f, "2026-11-23T14:05:00+08:00");
    flow_tap_gives(f, WANG, "welcome");
    flow_sees(f, "社区志愿服务");
}
