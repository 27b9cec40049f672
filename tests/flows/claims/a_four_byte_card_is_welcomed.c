/* MIFARE Classic cards with four-byte UIDs check in. */
#include "flow.h"

CLAIM(a_four_byte_card_is_welcomed) {
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, LI, "welcome");
    flow_sees(f, "李秀英");
}
