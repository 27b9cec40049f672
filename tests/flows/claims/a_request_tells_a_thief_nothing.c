/* Text and phone are sealed to the station: they are in no file of the kiosk's data, and an export
 * cannot show them without the secret key, which only the station has after the pairing. */
#include "flow.h"

#include <stdio.h>

CLAIM(a_request_tells_a_thief_nothing) {
    const char *found = NULL;
    flow_start(f, AT_ACTIVITY);
    flow_file_request(f, "16900001234");
    flow_exported(f, "requests", "16900001234,我想参加技能培训", 1);
    flow_stop_kiosk(f);
    flow_shell(f, &found,
               "grep -raE '16900001234|我想参加技能培训[^\n|]' $DATA | grep -c 16900001234");
    flow_expect(f, flow_count(found, "0\n") == 1);
    flow_shell(f, &found,
               "grep -rac 16900005401 $DATA/muster.db"); /* the same search does find the roster */
    flow_expect(f, flow_count(found, "0\n") == 0);
    flow_shell(f, NULL, "mv $DATA/station.sec $DIR/at-the-station");
    flow_exported(f, "requests", "16900001234", 0);
    flow_exported(f, "requests", "sealed to the station", 1);
}
