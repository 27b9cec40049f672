/* Before the PIN is entered, the page shows no name. */
#include "flow.h"

CLAIM(the_pin_page_shows_no_name) {
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_make_staff(f);
    flow_tap_gives(f, STRANGER, "staff_pin");
    flow_sees_not(f, "李敏");
    flow_sees_not(f, "王建国");
}
