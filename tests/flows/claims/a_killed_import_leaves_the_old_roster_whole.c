/* kill -9 during the import: the file is applied completely or not at all. */
#include "flow.h"

#define ROUNDS 10

CLAIM(a_killed_import_leaves_the_old_roster_whole) {
    flow_prepare(f);
    flow_shell(f, NULL,
               "mkdir $DIR/big; seq 20000 | awk 'BEGIN{print \"member_no,name,grid\"} {print \"N\" "
               "$1 \",王建国,G1\"}'"
               " > $DIR/big/roster.csv");
    int left = 0;
    for (int i = 1; i <= ROUNDS; i++) {
        flow_shell(f, NULL,
                   "timeout -s KILL 0.%02d $KIOSK --data $DATA import $DIR/big > /dev/null", 9 * i);
        int whole = flow_shell(
            f, NULL, "sqlite3 $DATA/muster.db 'SELECT count(*) FROM member' | grep -qx 20006");
        int none = flow_shell(f, NULL,
                              "sqlite3 $DATA/muster.db 'SELECT count(*) FROM member' | grep -qx 6");
        flow_expect(f, whole == 0 || none == 0);
        left += none == 0;
    }
    flow_expect(f, left > 0); /* at least one was killed in time */
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
}
