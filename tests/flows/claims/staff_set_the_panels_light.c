/* One step down is written to the panel immediately, and is kept after a restart. */
#include "flow.h"

#include <stdio.h>

CLAIM(staff_set_the_panels_light) {
    char extra[192];
    snprintf(extra, sizeof extra, "[display]\nbacklight = %s/light\n", f->dir);
    f->extra_config = extra;
    flow_shell(f, NULL,
               "mkdir -p $DIR/light/panel && cd $DIR/light/panel && echo 255 > max_brightness && "
               "echo 204 > brightness");
    snprintf(f->size, sizeof f->size, "1080x1920"); /* where the finger goes */
    flow_start(f, AT_ACTIVITY);
    flow_make_staff(f);
    flow_sign_in(f);
    flow_touch(f, "设置");
    flow_screen(f, "staff_settings");
    flow_sees(f, "屏幕亮度");
    flow_sees(f, "80%");
    flow_drive(f, "touch 527 545"); /* − beside 屏幕亮度 */
    flow_sees(f, "70%");
    flow_expect(f, flow_shell(f, NULL, "grep -qx 179 $DIR/light/panel/brightness") == 0);
    flow_shell(f, NULL, "echo 255 > $DIR/light/panel/brightness");
    flow_restart_at(f, AT_ACTIVITY);
    for (int i = 0; i < 20 && flow_shell(f, NULL, "grep -qx 179 $DIR/light/panel/brightness"); i++)
        flow_sleep_ms(100);
    flow_expect(f, flow_shell(f, NULL, "grep -qx 179 $DIR/light/panel/brightness") == 0);
}
