/* A proxy gives the oldest receipt it has seen. */
#include "flow.h"

CLAIM(a_replayed_receipt_is_not_believed) {
    flow_survives_station(f, "mode replay", "L-RECEIPT");
}
