/* A member who has left is not welcomed. */
#include "flow.h"

CLAIM(the_card_of_someone_who_left_is_refused) {
    flow_prepare(f);
    flow_shell(f, NULL,
               "sqlite3 $DATA/muster.db \"UPDATE member SET has_left=1 WHERE member_no='LS0001'\"");
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "refused");
    flow_exported(f, "taps", ",refused,revoked,", 1);
}
