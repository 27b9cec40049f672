/* Never a black screen or a stack trace: an error page with a code. */
#include "flow.h"

CLAIM(a_newer_store_is_refused_and_the_screen_shows_a_code) {
    flow_start(f, AT_ACTIVITY);
    flow_stop_kiosk(f);
    flow_shell(f, NULL, "sqlite3 $DATA/muster.db 'PRAGMA user_version=999'");
    flow_start_kiosk(f);
    flow_sees(f, "E-NEWER");
    flow_expect(
        f, flow_shell(f, NULL, "sqlite3 $DATA/muster.db 'PRAGMA user_version' | grep -q 999") == 0);
}
