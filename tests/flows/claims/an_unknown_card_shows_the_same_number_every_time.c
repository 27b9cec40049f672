/* The enrol number is derived from the card. */
#include "flow.h"

#include <stdio.h>
#include <string.h>

CLAIM(an_unknown_card_shows_the_same_number_every_time) {
    char first[4096];
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, STRANGER, "unknown");
    snprintf(first, sizeof first, "%s", flow_export(f, "taps"));
    const char *digits = strstr(first, "unknown_card,,refused_tap,");
    flow_expect(f, digits != NULL);
    flow_tap_gives(f, WANG, "welcome");
    flow_tap_gives(f, STRANGER, "unknown");
    const char *comma = strrchr(digits, ',');
    char number[8];
    snprintf(number, sizeof number, "%.6s", comma + 1);
    flow_expect(f, flow_count(flow_export(f, "taps"), number) >= 2);
}
