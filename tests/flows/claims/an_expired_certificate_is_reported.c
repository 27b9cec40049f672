/* It has expired, or this kiosk's clock is years ahead. */
#include "flow.h"

CLAIM(an_expired_certificate_is_reported) {
    flow_survives_station(f, "cert expired", "L-LATE");
}
