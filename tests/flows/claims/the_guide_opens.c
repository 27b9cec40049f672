/* Policy guides can be found and read. */
#include "flow.h"

CLAIM(the_guide_opens) {
    flow_start(f, AT_ACTIVITY);
    flow_home(f);
    flow_touch(f, "政策指南");
    flow_screen(f, "guides");
    flow_touch(f, "怎样申请优待证");
    flow_screen(f, "guide");
    flow_sees(f, "到服务站填表即可。");
}
