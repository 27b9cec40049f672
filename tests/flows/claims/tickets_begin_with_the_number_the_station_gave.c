/* Not with the number in the config. */
#include "flow.h"

CLAIM(tickets_begin_with_the_number_the_station_gave) {
    flow_start_linked(f, AT_ACTIVITY);
    flow_to_confirm(f, "");
    flow_touch(f, "提交");
    flow_screen(f, "ticket");
    flow_sees(f, "107-0001");
    flow_all_arrive(f, 5000);
}
