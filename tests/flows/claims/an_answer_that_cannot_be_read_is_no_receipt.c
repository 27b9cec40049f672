/* Half a JSON object. */
#include "flow.h"

CLAIM(an_answer_that_cannot_be_read_is_no_receipt) {
    flow_survives_station(f, "mode garbage", "L-REPLY");
}
