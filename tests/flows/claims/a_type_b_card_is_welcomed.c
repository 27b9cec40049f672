/* ISO 14443 B cards check in like any other. */
#include "flow.h"

CLAIM(a_type_b_card_is_welcomed) {
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, OUYANG, "welcome");
    flow_sees(f, "欧阳余康");
}
