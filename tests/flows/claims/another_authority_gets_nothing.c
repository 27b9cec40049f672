/* The name is right, the authority is not. */
#include "flow.h"

CLAIM(another_authority_gets_nothing) {
    flow_survives_station(f, "cert other", "L-CERT");
}
