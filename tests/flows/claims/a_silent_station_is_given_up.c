/* It takes the connection and says nothing. */
#include "flow.h"

CLAIM(a_silent_station_is_given_up) {
    flow_survives_station(f, "mode silent", "L-TIME");
}
