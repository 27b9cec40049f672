/* The name in the certificate is right, but the authority is not. */
#include "flow.h"

CLAIM(a_station_of_another_authority_gets_nothing) {
    flow_survives_station(f, "cert other", "L-CERT");
}
