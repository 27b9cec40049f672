/* A card left on the reader for three seconds is counted once. */
#include "flow.h"

CLAIM(a_held_card_is_one_tap) {
    flow_start(f, AT_ACTIVITY);
    flow_sim(f, "place %s", WANG);
    flow_screen(f, "welcome");
    flow_sleep_ms(3000);
    flow_sim(f, "remove");
    flow_sleep_ms(300);
    flow_exported(f, "taps", "LS0001", 1);
}
