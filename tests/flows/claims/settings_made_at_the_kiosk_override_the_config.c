/* local.conf overrides muster.conf key by key; one with an error is ignored, and --check reports
 * it. */
#include "flow.h"

#include <string.h>

CLAIM(settings_made_at_the_kiosk_override_the_config) {
    const char *said;
    flow_shell(f, NULL,
               "mkdir -p $DATA && printf '[station]\\nname = 老兵驿站\\n' > $DATA/local.conf");
    flow_start(f, AT_ACTIVITY);
    flow_sees(f, "老兵驿站");
    flow_expect(f, flow_shell(f, NULL,
                              "$KIOSK --config $DIR/muster.conf --check >$DIR/said 2>&1;"
                              "grep -q 'ok  *config' $DIR/said") == 0);
    flow_shell(f, NULL, "printf '[station]\\nnaem = 老兵驿站\\n' > $DATA/local.conf");
    flow_restart_at(f, AT_ACTIVITY);
    flow_sees(f, "龙尚社区退役军人服务站");
    flow_shell(f, &said,
               "$KIOSK --config $DIR/muster.conf --check 2>/dev/null | grep 'PROBLEM  config'");
    flow_expect(f, strstr(said, "/local.conf:2: unknown key [station] naem"));
}
