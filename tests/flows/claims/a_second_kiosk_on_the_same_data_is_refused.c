/* Only one process may use a data directory. */
#include "flow.h"

CLAIM(a_second_kiosk_on_the_same_data_is_refused) {
    const char *output = NULL;
    flow_start(f, AT_ACTIVITY);
    int rc =
        flow_shell(f, &output, "SDL_VIDEODRIVER=dummy timeout 5 $KIOSK --config $DIR/muster.conf");
    flow_expect(f, rc == 4);
    flow_tap_gives(f, WANG, "welcome");
}
