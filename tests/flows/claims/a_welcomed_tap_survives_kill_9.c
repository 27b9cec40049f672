/* Success is shown only after COMMIT. */
#include "flow.h"

CLAIM(a_welcomed_tap_survives_kill_9) {
    flow_start(f, AT_ACTIVITY);
    flow_sim(f, "place %s", WANG);
    flow_screen(f, "welcome");
    flow_kill_kiosk(f);
    flow_exported(f, "taps", "LS0001,王建国,退役军人活动日,welcome,", 1);
    flow_sim(f, "remove");
    flow_start_kiosk(f);
    flow_screen(f, "attract");
    flow_tap_gives(f, WANG, "already_in");
}
