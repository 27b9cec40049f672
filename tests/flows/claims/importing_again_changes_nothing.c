/* Importing the same files again reports 0 changes for each. */
#include "flow.h"

CLAIM(importing_again_changes_nothing) {
    const char *output = NULL;
    flow_start(f, AT_ACTIVITY);
    flow_expect(f, flow_shell(f, &output, "$KIOSK --data $DATA --clock '%s' import %s", AT_ACTIVITY,
                              STATION_PATH) == 0);
    flow_expect(f, flow_count(output, " 0 changed") >= 5);
}
