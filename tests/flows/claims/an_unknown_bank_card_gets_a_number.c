/* A bank card is treated like any card: unknown until staff enrol it, and it never causes a crash.
 * */
#include "flow.h"

CLAIM(an_unknown_bank_card_gets_a_number) {
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, "A:14253647:emv", "unknown");
    flow_sees(f, "还没有登记");
    flow_exported(f, "taps", ",unknown_card,", 1);
    flow_tap_gives(f, WANG, "welcome");
}
