/* The kiosk is killed twelve times at random while a faulty station stores and answers only half of
 * the calls. */
#include "flow.h"

#include <stdlib.h>

CLAIM(kill_9_during_uploads_loses_and_doubles_nothing) {
    static const char *const modes[] = {"cut_after", "ok", "cut", "500", "ok", "cut_after"};
    flow_start_linked(f, AT_ACTIVITY);
    for (int i = 0; i < 12; i++) {
        flow_fake(f, "mode %s", modes[i % 6]);
        flow_tap_gives(f, i % 2 ? STRANGER : PHONE, i % 2 ? "unknown" : "refused");
        flow_sleep_ms(rand() % 250);
        flow_kill_kiosk(f);
        flow_start_kiosk(f);
        flow_screen(f, "attract");
        flow_sleep_ms(600);
    }
    flow_fake(f, "mode ok");
    flow_tap_gives(f, WANG, "welcome");
    flow_all_arrive(f, 20000);
}
