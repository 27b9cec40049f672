/* A tap immediately replaces the previous person's page. */
#include "flow.h"

CLAIM(the_next_person_need_not_wait) {
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_tap_gives(f, LI, "welcome");
    flow_sees(f, "李秀英");
    flow_sees_not(f, "王建国");
}
