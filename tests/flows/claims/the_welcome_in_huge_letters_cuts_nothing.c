/* 特大字: the complete name and welcome text are visible. */
#include "flow.h"

#include <string.h>

CLAIM(the_welcome_in_huge_letters_cuts_nothing) {
    flow_start(f, AT_ACTIVITY);
    flow_drive(f, "set size huge");
    flow_sim(f, "place %s", WANG);
    flow_screen(f, "welcome");
    flow_sees(f, "王建国");
    flow_expect(f, !strstr(flow_drive(f, "widgets"), "\"cut\":true"));
}
