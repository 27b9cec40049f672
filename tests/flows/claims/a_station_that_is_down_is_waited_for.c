/* Nobody listens: the records wait, and go when it is back. */
#include "flow.h"

CLAIM(a_station_that_is_down_is_waited_for) {
    flow_survives_station(f, "listen off", "L-DOWN");
}
