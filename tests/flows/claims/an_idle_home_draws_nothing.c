/* If nothing changes, nothing is drawn. */
#include "flow.h"

#include <stdio.h>
#include <stdlib.h>

CLAIM(an_idle_home_draws_nothing) {
    flow_start(f, AT_NOTHING);
    flow_home(f);
    flow_sleep_ms(1500);
    char before[32];
    snprintf(before, sizeof before, "%s", flow_drive(f, "frames"));
    flow_sleep_ms(3000);
    int drawn = atoi(flow_drive(f, "frames")) - atoi(before);
    flow_expect(f, drawn <= 1); /* the clock of the top bar may advance */
}
