/* A notice arrives through the long poll. */
#include "flow.h"

CLAIM(content_from_the_station_is_shown_without_a_restart) {
    flow_start_linked(f, AT_ACTIVITY);
    flow_all_arrive(f, 10000);
    flow_fake(f, "change {\"kind\":\"notice\",\"key\":\"n9\",\"title\":\"体检通知\",\"text\":"
                 "\"周三上午体检\",\"from_ms\":1790000000000,\"to_ms\":1900000000000}");
    flow_home(f);
    flow_sees(f, "体检通知");
}
