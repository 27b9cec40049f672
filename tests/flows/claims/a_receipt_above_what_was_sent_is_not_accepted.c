/* Rows that were not sent stay in the outbox. */
#include "flow.h"

CLAIM(a_receipt_above_what_was_sent_is_not_accepted) {
    flow_survives_station(f, "mode above", "L-RECEIPT");
}
