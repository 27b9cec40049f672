/* Landscape and small panels too. */
#include "flow.h"

#include <stdio.h>

CLAIM(the_main_path_works_at_1280x800) {
    snprintf(f->size, sizeof f->size, "1280x800");
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_sees(f, "王建国");
    flow_sees(f, "第1位");
}
