/* Without a stick the page shows a message and no file is written. */
#include "flow.h"

#include <stdio.h>

CLAIM(a_missing_stick_is_reported) {
    char usb[160];
    snprintf(usb, sizeof usb, "[data]\nusb = %s/stick\n", f->dir);
    f->extra_config = usb;
    flow_start(f, AT_ACTIVITY);
    flow_make_staff(f);
    flow_sign_in(f);
    flow_touch(f, "导出到 U 盘");
    flow_sees(f, "没有找到 U 盘");
}
