/* Identity-card numbers never get into the store, the output or the log. */
#include "flow.h"

#include <string.h>

CLAIM(an_identity_card_number_is_refused_and_not_repeated) {
    const char *output = NULL;
    flow_prepare(f);
    flow_shell(f, NULL, "printf 'member_no,name\\n110101194910011234,王老五\\n' > $DIR/roster.csv");
    flow_expect(f, flow_shell(f, &output, "$KIOSK --data $DATA import $DIR/roster.csv") == 5);
    flow_expect(f, strstr(output, "roster.csv:2:") != NULL);
    flow_expect(f, !strstr(output, "19491001"));
    flow_expect(f, flow_shell(f, NULL, "grep -rq 19491001 $DATA") == 1);
}
