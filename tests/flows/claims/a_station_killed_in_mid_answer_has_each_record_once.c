/* The station had committed: the same rows are sent again and count once. */
#include "flow.h"

CLAIM(a_station_killed_in_mid_answer_has_each_record_once) {
    flow_survives_station(f, "mode cut_after", "L-CUT");
}
