/* No folder, no stick: a calm line, no file. */
#include "flow.h"

#include <stdio.h>

CLAIM(a_stick_that_is_not_there_is_told) {
    char usb[160];
    snprintf(usb, sizeof usb, "[data]\nusb = %s/stick\n", f->dir);
    f->extra_config = usb;
    flow_start(f, AT_ACTIVITY);
    flow_make_staff(f);
    flow_sign_in(f);
    flow_touch(f, "导出到 U 盘");
    flow_sees(f, "没有找到 U 盘");
}
