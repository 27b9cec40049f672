/* A proxy returns an old receipt that it has cached. */
#include "flow.h"

CLAIM(a_replayed_receipt_is_not_accepted) {
    flow_survives_station(f, "mode replay", "L-RECEIPT");
}
