/* 5xx. */
#include "flow.h"

CLAIM(a_station_with_trouble_of_its_own_is_tried_again) {
    flow_survives_station(f, "mode 500", "L-STATION");
}
