/* Any step can be skipped; once the wizard has ended it does not appear again, even after a
 * restart. */
#include "flow.h"

CLAIM(the_setup_wizard_does_not_appear_again) {
    f->extra_config = "[kiosk]\nsetup = walk\n";
    flow_prepare(f);
    flow_start_sim(f);
    flow_start_kiosk(f);
    flow_screen(f, "setup_language");
    flow_tap(f, WANG); /* no check-in: the page stays */
    flow_screen(f, "setup_language");
    for (int i = 0; i < 6; i++) flow_touch(f, "下一步");
    flow_screen(f, "staff_pair");
    flow_touch_restarts(f, "完成设置");
    flow_screen(f, "attract");
    flow_restart_at(f, AT_ACTIVITY);
    flow_screen(f, "attract");
    flow_tap_gives(f, WANG, "already_in");
}
