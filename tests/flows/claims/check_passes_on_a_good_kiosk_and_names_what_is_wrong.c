/* --check examines config, content, store, reader and fonts. */
#include "flow.h"

#include <string.h>

CLAIM(check_passes_on_a_good_kiosk_and_names_what_is_wrong) {
    const char *output = NULL;
    flow_start(f, AT_ACTIVITY);
    flow_stop_kiosk(f);
    flow_expect(f, flow_shell(f, &output, "$KIOSK --config $DIR/muster.conf --check") == 0);
    flow_sim(f, "unplug");
    flow_expect(f, flow_shell(f, &output, "$KIOSK --config $DIR/muster.conf --check") == 1);
    flow_expect(f, strstr(output, "reader") != NULL);
}
