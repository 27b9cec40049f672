/* A status byte with bit 7 set makes libnfc abort: the kiosk stays up and the reader comes back. */
#include "flow.h"

CLAIM(the_kiosk_survives_status_80) {
    flow_survives(f, "fault status80");
}
