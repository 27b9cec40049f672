/* The cause is usually that this kiosk's clock is years behind. */
#include "flow.h"

CLAIM(a_certificate_from_the_future_is_reported) {
    flow_survives_station(f, "cert early", "L-EARLY");
}
