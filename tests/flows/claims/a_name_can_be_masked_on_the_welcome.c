/* [rules] names = masked. */
#include "flow.h"

CLAIM(a_name_can_be_masked_on_the_welcome) {
    f->extra_config = "[rules]\nnames = masked\n";
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_sees(f, "王*国");
    flow_sees_not(f, "王建国");
}
