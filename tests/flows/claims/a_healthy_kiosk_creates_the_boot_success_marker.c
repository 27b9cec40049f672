/* The marker exists soon after a healthy start, and never while the store cannot be opened. */
#include "flow.h"

#include <stdio.h>

CLAIM(a_healthy_kiosk_creates_the_boot_success_marker) {
    flow_shell(f, NULL, "mkdir -p $DATA/muster.db");
    snprintf(f->clock, sizeof f->clock, "%s", AT_ACTIVITY);
    flow_start_sim(f);
    flow_start_kiosk(f);
    flow_screen(f, "out_of_order");
    flow_sleep_ms(1500);
    flow_expect(f, flow_shell(f, NULL, "test -e $DIR/good") != 0);
    flow_stop_kiosk(f);
    flow_shell(f, NULL, "rm -r $DATA/muster.db");
    flow_start_kiosk(f);
    flow_screen(f, "attract");
    for (int i = 0; i < 50 && flow_shell(f, NULL, "test -e $DIR/good"); i++) flow_sleep_ms(100);
    flow_expect(f, flow_shell(f, NULL, "test -e $DIR/good") == 0);
}
