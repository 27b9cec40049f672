/* They are sealed to the kiosk's own key first, and sealed again to the station's key at the
 * pairing. */
#include "flow.h"

#include <stdlib.h>
#include <string.h>

CLAIM(requests_made_before_the_pairing_can_be_read_by_the_station) {
    flow_start(f, AT_ACTIVITY);
    flow_file_request(f, "16900001234");
    flow_start_fake(f);
    flow_expect(f, atoi(flow_fake(f, "opened")) == 0);
    flow_pair(f); /* while it runs: noticed within seconds */
    flow_all_arrive(f, 15000);
    flow_expect(f, atoi(flow_fake(f, "opened")) == 1);
    flow_expect(f, flow_shell(f, NULL, "test -e $DATA/station.sec") != 0);
    flow_follow(f, "1234"); /* the ticket still opens */
    flow_screen(f, "track");
}
