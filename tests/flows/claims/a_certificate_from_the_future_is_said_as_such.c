/* That is: this kiosk's clock is years behind. */
#include "flow.h"

CLAIM(a_certificate_from_the_future_is_said_as_such) {
    flow_survives_station(f, "cert early", "L-EARLY");
}
