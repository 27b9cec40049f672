/* The kiosk is down with pending records; `muster-kiosk forward` alone uploads them, and exits when
 * the kiosk starts again. */
#include "flow.h"

CLAIM(records_are_uploaded_while_the_kiosk_is_down) {
    flow_start_linked(f, AT_ACTIVITY);
    flow_all_arrive(f, 10000);
    flow_fake(f, "listen off");
    flow_tap_gives(f, WANG, "welcome");
    flow_tap_gives(f, STRANGER, "unknown");
    flow_kill_kiosk(f);
    flow_expect(f, flow_waiting(f) >= 2);
    flow_fake(f, "listen on");
    flow_expect(
        f, flow_shell(
               f, NULL,
               "timeout 60 $KIOSK --data $DATA forward >$DIR/forward.log 2>&1 </dev/null & echo $! "
               ">$DIR/forward.pid") == 0);
    flow_all_arrive(f, 15000);
    flow_expect(f,
                flow_shell(f, NULL, "$KIOSK --data $DATA forward 2>/dev/null; test $? = 4") == 0);
    flow_expect(f, flow_shell(f, NULL,
                              "kill $(cat $DIR/forward.pid) && for i in $(seq 100); do "
                              "kill -0 $(cat $DIR/forward.pid) 2>/dev/null || exit 0; sleep 0.1; "
                              "done; exit 1") == 0);
    flow_start_kiosk(f);
    flow_screen(f, "attract");
    flow_tap_gives(f, WANG, "already_in");
}
