/* An import never waits for a file that is not a regular file. */
#include "flow.h"

#include <string.h>

CLAIM(a_pipe_named_roster_is_refused_at_once) {
    const char *output = NULL;
    flow_prepare(f);
    flow_shell(f, NULL, "mkdir $DIR/odd && mkfifo $DIR/odd/roster.csv");
    flow_expect(f, flow_shell(f, &output, "timeout 20 $KIOSK --data $DATA import $DIR/odd") == 5);
    flow_expect(f, strstr(output, "roster.csv") != NULL);
}
