/* A chip that dies before its ACK hangs libnfc: the kiosk stays up and the reader comes back. */
#include "flow.h"

CLAIM(the_kiosk_survives_death_before_ack) {
    flow_survives(f, "fault die-before-ack");
}
