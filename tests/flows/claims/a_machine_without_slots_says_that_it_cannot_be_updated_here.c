/* A plain Debian machine: muster-board does not run, or rauc is not installed. */
#include "flow.h"

#include <stdio.h>

CLAIM(a_machine_without_slots_says_that_it_cannot_be_updated_here) {
    char usb[160];
    snprintf(usb, sizeof usb, "[data]\nusb = %s/stick\n", f->dir);
    f->extra_config = usb;
    flow_shell(f, NULL, "mkdir $DIR/stick; : >$DIR/stick/muster.raucb");
    flow_start(f, AT_ACTIVITY);
    flow_make_staff(f);
    flow_sign_in(f);
    flow_touch(f, "设备");
    flow_screen(f, "staff_device");
    flow_touch(f, "系统更新");
    flow_sees(f, "本机不能在这里更新系统");
    flow_start_board(f);
    flow_shell(f, NULL, "rm $DIR/bin/rauc");
    flow_touch(f, "再看一次");
    flow_sees(f, "本机不能在这里更新系统");
}
