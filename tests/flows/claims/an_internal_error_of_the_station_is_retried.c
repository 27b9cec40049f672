/* Status 5xx. */
#include "flow.h"

CLAIM(an_internal_error_of_the_station_is_retried) {
    flow_survives_station(f, "mode 500", "L-STATION");
}
