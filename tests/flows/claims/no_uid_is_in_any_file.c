/* Cards are known only by their keyed hash: no log, table or trace has a UID. */
#include "flow.h"

CLAIM(no_uid_is_in_any_file) {
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_tap_gives(f, LI, "welcome");
    flow_tap_gives(f, STRANGER, "unknown");
    flow_tap_gives(f, OUYANG, "welcome");
    flow_stop_kiosk(f);
    /* as bytes, as hex in either case, with or without separators; the simulator's own files aside
     */
    int rc = flow_shell(f, NULL,
                        "cd $DIR && grep -rlaiE --exclude='sim*' '045A3C927B6180|04[: ]5A[: ]3C[: "
                        "]92|14A6B8C4|14[: ]A6[: ]B8|"
                        "5042A1C3|04FFEEDDCCBBAA' data kiosk.log trace");
    flow_expect(f, rc == 1);
    rc = flow_shell(f, NULL,
                    "cd $DIR && LC_ALL=C grep -rlaP --exclude='sim*' "
                    "'\\x04\\x5A\\x3C\\x92\\x7B|\\x04\\xFF\\xEE\\xDD\\xCC' data kiosk.log trace");
    flow_expect(f, rc == 1);
}
