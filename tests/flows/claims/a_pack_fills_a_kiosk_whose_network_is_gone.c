/* All content of the station on a stick; a pack of another station is refused. */
#include "flow.h"

#include <signal.h>

CLAIM(a_pack_fills_a_kiosk_whose_network_is_gone) {
    const char *output = NULL;
    f->without_import = true;
    flow_place_init(f);
    flow_place_serve(f);
    flow_place_pair(f);
    flow_place_kill(f, SIGTERM);
    if (flow_shell(f, &output,
                   "TZ=Asia/Shanghai " PLACE_PATH " import --dir $DIR/place %s && " PLACE_PATH
                   " pack --dir $DIR/place $DIR/a.musterpack",
                   STATION_PATH) != 0)
        flow_fail(f, "pack: %s", output);
    flow_start(f, AT_ACTIVITY); /* paired: it has the station's card key now */
    flow_sleep_ms(1000);
    if (flow_shell(f, &output, "$KIOSK --data $DATA import $DIR/a.musterpack") != 0)
        flow_fail(f, "import: %s", output);
    flow_tap_gives(f, WANG, "welcome");
    flow_sees(f, "王建国");
    flow_expect(f, flow_shell(f, NULL, "ls $DATA/blobs | grep -q .") == 0);
    flow_expect(f, flow_shell(f, &output,
                              "printf x >> $DIR/a.musterpack; $KIOSK --data $DATA import "
                              "$DIR/a.musterpack") == 5);
    flow_expect(f, flow_count(output, "not signed by this kiosk's station") == 1);
}
