/* The station does not know this kiosk. */
#include "flow.h"

CLAIM(an_unknown_token_is_reported) {
    flow_survives_station(f, "mode unknown_token", "L-TOKEN");
}
