/* The address was a name, and the network does not know it any more. */
#include "flow.h"

CLAIM(the_stations_name_gone_from_dns_is_said_as_such) {
    flow_prepare(f);
    flow_start_fake(f);
    flow_pair(f);
    flow_expect(f, flow_shell(f, NULL,
                              "cp -p $DATA/station/paired $DIR/paired && "
                              "sed -i '1s/.*/no-such-station.invalid:8443/' "
                              "$DATA/station/paired") == 0);
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_log_says(f, "L-DNS", 30000);
    flow_expect(f, flow_waiting(f) >= 1);
    flow_expect(f, flow_shell(f, NULL, "cp -p $DIR/paired $DATA/station/paired") == 0);
    flow_all_arrive(f, 15000); /* noticed while it runs */
}
