/* It is refused and recorded. */
#include "flow.h"

CLAIM(a_revoked_card_is_refused) {
    flow_prepare(f);
    flow_shell(f, NULL,
               "sqlite3 $DATA/muster.db \"UPDATE card SET state=2 WHERE member_id=(SELECT id FROM "
               "member WHERE member_no='LS0005')\"");
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, ALL_LOST, "refused");
    flow_exported(f, "taps", ",refused,revoked,", 1);
}
