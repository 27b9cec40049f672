/* Nothing listens at the address: records are pending, and are uploaded when the station is back.
 * */
#include "flow.h"

CLAIM(records_stay_pending_while_the_station_is_down) {
    flow_survives_station(f, "listen off", "L-DOWN");
}
