/* Thirty-two megabytes instead of a receipt. */
#include "flow.h"

CLAIM(an_answer_too_large_is_cut_off) {
    flow_survives_station(f, "mode large", "L-LARGE");
}
