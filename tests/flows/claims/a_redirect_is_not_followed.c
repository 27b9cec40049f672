/* Nothing is sent to the new address. */
#include "flow.h"

CLAIM(a_redirect_is_not_followed) {
    flow_survives_station(f, "mode redirect", "L-OTHER");
}
