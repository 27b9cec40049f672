/* The second import waits for the first; neither is lost. */
#include "flow.h"

CLAIM(two_imports_at_once_both_count) {
    flow_start(f, AT_ACTIVITY);
    flow_shell(f, NULL,
               "mkdir -p $DIR/a $DIR/b; for s in a b; do for i in $(seq 400); do echo; done | "
               "awk -v s=$s 'BEGIN{print \"member_no,name\"} {print s NR \",王建国\"}' > "
               "$DIR/$s/roster.csv; done");
    flow_expect(f, flow_shell(f, NULL,
                              "$KIOSK --data $DATA import $DIR/a & p=$!; $KIOSK --data $DATA "
                              "import $DIR/b; r=$?; wait $p && exit $r") == 0);
    flow_expect(
        f, flow_shell(f, NULL,
                      "sqlite3 $DATA/muster.db 'SELECT count(*) FROM member' | grep -qx 806") == 0);
    flow_tap_gives(f, WANG, "welcome");
}
