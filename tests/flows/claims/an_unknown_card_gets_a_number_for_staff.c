/* 没有登记, and a number by which staff can enrol it. */
#include "flow.h"

CLAIM(an_unknown_card_gets_a_number_for_staff) {
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, STRANGER, "unknown");
    flow_sees(f, "没有登记");
    flow_exported(f, "taps", ",unknown_card,", 1);
}
