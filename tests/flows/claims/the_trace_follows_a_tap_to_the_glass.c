/* card_seen, committed, presented. */
#include "flow.h"

#include <string.h>

CLAIM(the_trace_follows_a_tap_to_the_glass) {
    const char *output = NULL;
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_sleep_ms(200);
    flow_shell(f, &output, "cat $DIR/trace");
    const char *seen = strstr(output, "card_seen"), *committed = strstr(output, "committed"),
               *presented = committed ? strstr(committed, "presented") : NULL;
    flow_expect(f, seen && committed && presented && seen < committed && committed < presented);
    flow_expect(f, strstr(presented, "\"outcome\":\"welcome\"") &&
                       strstr(presented, "\"screen\":\"welcome\""));
}
