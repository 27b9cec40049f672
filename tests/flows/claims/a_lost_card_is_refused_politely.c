/* A lost card is refused and recorded, and the finder sees no name. */
#include "flow.h"

CLAIM(a_lost_card_is_refused_politely) {
    flow_prepare(f);
    flow_shell(f, NULL,
               "sqlite3 $DATA/muster.db \"UPDATE card SET state=1 WHERE member_id=(SELECT id FROM "
               "member WHERE member_no='LS0005')\"");
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, ALL_LOST, "refused");
    flow_exported(f, "taps", ",refused,lost,", 1);
    flow_sees_not(f, "单雄");
}
