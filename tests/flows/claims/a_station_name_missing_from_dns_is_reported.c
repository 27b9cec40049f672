/* The address was a name that can no longer be resolved. */
#include "flow.h"

CLAIM(a_station_name_missing_from_dns_is_reported) {
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
