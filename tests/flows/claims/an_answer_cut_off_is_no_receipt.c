/* The station is killed before it stores anything. */
#include "flow.h"

CLAIM(an_answer_cut_off_is_no_receipt) {
    flow_survives_station(f, "mode cut", "L-CUT");
}
