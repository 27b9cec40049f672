/* 大字 is a setting of the person at the kiosk. */
#include "flow.h"

CLAIM(large_text_shows_on_every_screen_and_goes_with_the_person) {
    flow_start(f, AT_ACTIVITY);
    flow_home(f);
    flow_touch(f, "大字");
    flow_sees(f, "特大字");
    flow_tap_gives(f, WANG, "welcome");
    flow_stop_kiosk(f);
    flow_start_kiosk(f);
    flow_screen(f, "attract");
    flow_home(f);
    flow_sees(f, "大字");
}
