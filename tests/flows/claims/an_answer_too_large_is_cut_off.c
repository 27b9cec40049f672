/* Thirty-two megabytes where a receipt is due. */
#include "flow.h"

CLAIM(an_answer_too_large_is_cut_off) {
    flow_survives_station(f, "mode large", "L-LARGE");
}
