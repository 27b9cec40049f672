/* The signal may come before the rooms close, while they close, or after the program was executed
 * again. */
#include "flow.h"

#include <signal.h>

CLAIM(a_sigterm_during_a_restart_by_staff_ends_the_kiosk) {
    static const int delays_ms[] = {0, 5, 20, 60, 150, 400};
    f->extra_config = "[kiosk]\nsetup = wizard\n";
    flow_prepare(f);
    flow_start_sim(f);
    for (size_t i = 0; i < sizeof delays_ms / sizeof delays_ms[0]; i++) {
        flow_shell(f, NULL, "rm -f $DATA/local.conf");
        flow_start_kiosk(f);
        flow_screen(f, "setup_language");
        for (int step = 0; step < 6; step++) flow_touch(f, "下一步");
        flow_screen(f, "staff_pair");
        flow_drive(f, "touch 完成设置");
        flow_sleep_ms(delays_ms[i]);
        flow_stop_kiosk(f); /* SIGTERM, and a clean exit within 5 s */
    }
}
