/* The station accepts the connection and never answers. It takes about 30 s: the real time-out. */
#include "flow.h"

CLAIM(a_call_to_a_silent_station_times_out) {
    flow_survives_station(f, "mode silent", "L-TIME");
}
