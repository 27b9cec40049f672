/* A reply that arrives very slowly does not block forever. It takes about 30 s: the real time-out.
 */
#include "flow.h"

CLAIM(a_stalled_transfer_times_out) {
    flow_survives_station(f, "mode drip", "L-TIME");
}
