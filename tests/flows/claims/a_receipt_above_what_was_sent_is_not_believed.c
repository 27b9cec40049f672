/* Rows that were not sent stay. */
#include "flow.h"

CLAIM(a_receipt_above_what_was_sent_is_not_believed) {
    flow_survives_station(f, "mode above", "L-RECEIPT");
}
