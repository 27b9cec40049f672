/* The station has another card key, so cards that were enrolled here would never be recognised
 * again. */
#include "flow.h"

#include <stdio.h>
#include <stdlib.h>

CLAIM(pairing_asks_before_it_drops_the_kiosks_own_cards) {
    const char *output = NULL;
    flow_start_fake(f); /* before the kiosk has a key that the station could adopt */
    flow_prepare(f);
    int port = atoi(flow_fake(f, "port"));
    char command[512];
    snprintf(command, sizeof command,
             "$KIOSK --data $DATA pair --station 127.0.0.1:%d --code 12345678 --fingerprint %s",
             port, flow_fake(f, "print"));
    flow_expect(f, flow_shell(f, &output, "echo no | %s", command) == 1);
    flow_expect(f, flow_count(output, "cards of this kiosk must be enrolled again") == 1);
    flow_expect(f, flow_shell(f, NULL, "test -e $DATA/station/paired") != 0);
    flow_expect(f, flow_shell(f, NULL, "echo yes | %s", command) == 0);
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "unknown");
    flow_all_arrive(f, 10000);
    flow_expect(f, flow_shell(f, NULL, "test $(stat -c %%a $DATA/station/paired) = 600") == 0);
}
