/* The log has no personal data. */
#include "flow.h"

CLAIM(no_name_or_phone_is_in_the_log) {
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_tap_gives(f, OUYANG, "welcome");
    flow_stop_kiosk(f);
    flow_expect(f, flow_shell(f, NULL, "grep -qE '王建国|欧阳|1690000' $DIR/kiosk.log") == 1);
}
