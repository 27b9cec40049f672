/* Bad frames are errors, never data. */
#include "flow.h"

CLAIM(noise_on_the_line_never_makes_a_wrong_card) {
    flow_start(f, AT_ACTIVITY);
    flow_sim(f, "noise 0.0002");
    for (int i = 0; i < 8; i++) flow_tap(f, WANG);
    flow_sim(f, "noise 0");
    flow_sleep_ms(500);
    flow_exported(f, "taps", ",unknown_card,", 0);
    flow_exported(f, "taps", ",welcome,", 1);
}
