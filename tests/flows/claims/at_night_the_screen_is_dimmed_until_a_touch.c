/* Attract is dimmed during the configured hours; a touch restores the brightness. */
#include "flow.h"

#include <stdio.h>

#include <stdlib.h>

static long sum_of(struct flow *f) {
    long colour = strtol(flow_drive(f, "pixel 540 1500"), NULL, 16);
    return (colour >> 16 & 255) + (colour >> 8 & 255) + (colour & 255);
}

CLAIM(at_night_the_screen_is_dimmed_until_a_touch) {
    f->extra_config = "[display]\nnight_from = 19:00\nnight_to = 06:00\nnight_brightness = 30\n";
    snprintf(f->size, sizeof f->size, "1080x1920"); /* where the finger goes */
    flow_start(f, AT_NOTHING);                      /* 20:00 */
    flow_sleep_ms(500);
    long dark = sum_of(f); /* of the white card */
    flow_home(f);
    long light = sum_of(f);
    flow_expect(f, dark > 0 && dark < 300);
    flow_expect(f, light > 600);
    flow_stop_kiosk(f);
    f->extra_config = NULL;
    flow_start_kiosk(f);
    flow_screen(f, "attract");
    flow_sleep_ms(500);
    flow_expect(f, sum_of(f) > dark * 2);
}
