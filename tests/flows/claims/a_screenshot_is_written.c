/* --screenshot FILE. */
#include "flow.h"

CLAIM(a_screenshot_is_written) {
    flow_start(f, AT_ACTIVITY);
    flow_stop_kiosk(f);
    flow_expect(f, flow_shell(f, NULL,
                              "$KIOSK --config $DIR/muster.conf --screenshot $DIR/shot.png && head "
                              "-c 8 $DIR/shot.png | grep -q PNG") == 0);
}
