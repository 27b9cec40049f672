/* Any touch leads home. */
#include "flow.h"

CLAIM(a_touch_on_attract_leads_home) {
    flow_start(f, AT_ACTIVITY);
    flow_home(f);
    flow_sees(f, "您好，欢迎回家");
}
