/* And it shows why nothing is uploaded. */
#include "flow.h"

CLAIM(a_revoked_kiosk_keeps_its_records) {
    flow_survives_station(f, "mode revoked", "L-REVOKED");
}
