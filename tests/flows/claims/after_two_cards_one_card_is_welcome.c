/* After the refusal, one card alone is accepted. */
#include "flow.h"

CLAIM(after_two_cards_one_card_is_welcome) {
    flow_start(f, AT_ACTIVITY);
    flow_sim(f, "place %s %s", WANG, LI);
    flow_screen(f, "refused");
    flow_sim(f, "remove");
    flow_sleep_ms(300);
    flow_tap_gives(f, WANG, "welcome");
}
