/* The card is on the reader while the kiosk starts: it is welcomed once. */
#include "flow.h"

CLAIM(a_card_placed_before_the_start_is_one_tap) {
    flow_prepare(f);
    flow_start_sim(f);
    flow_sim(f, "place %s", WANG);
    flow_start_kiosk(f);
    flow_screen(f, "welcome");
    flow_sleep_ms(1500);
    flow_exported(f, "taps", "LS0001", 1);
}
