/* An ATS of length FF has libnfc return stack bytes: the kiosk stays up and the reader comes back.
 */
#include "flow.h"

CLAIM(the_kiosk_survives_ats_ff) {
    flow_survives(f, "fault ats ff");
}
