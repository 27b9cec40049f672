/* A tap is at the station within a second. */
#include "flow.h"

CLAIM(records_are_uploaded_immediately_and_leave_the_outbox_on_their_receipt) {
    flow_start_linked(f, AT_ACTIVITY);
    flow_all_arrive(f, 10000);
    flow_tap_gives(f, WANG, "welcome");
    flow_all_arrive(f, 1000);
    flow_tap_gives(f, STRANGER, "unknown");
    flow_all_arrive(f, 1000);
}
