/* One picture per story if the config disables motion. */
#include "flow.h"

#include <stdio.h>
#include <stdlib.h>

CLAIM(without_motion_stories_stand_still) {
    f->extra_config = "[display]\nmotion = no\n";
    flow_start(f, AT_NOTHING);
    flow_screen(f, "attract");
    flow_sleep_ms(1500);
    char before[32];
    snprintf(before, sizeof before, "%s", flow_drive(f, "frames"));
    flow_sleep_ms(3000);
    int drawn = atoi(flow_drive(f, "frames")) - atoi(before);
    flow_expect(f, drawn <= 2); /* one story may end, and the clock of the top bar may advance */
    flow_home(f);
}
