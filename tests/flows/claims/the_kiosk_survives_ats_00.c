/* An ATS of length 0 crashes libnfc: the kiosk stays up and the reader comes back. */
#include "flow.h"

CLAIM(the_kiosk_survives_ats_00) {
    flow_survives(f, "fault ats 00");
}
