/* A slow drip holds nothing up for ever. */
#include "flow.h"

CLAIM(an_answer_drop_by_drop_ends) {
    flow_survives_station(f, "mode drip", "L-TIME");
}
