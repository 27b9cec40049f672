/* After the import the new member exists, the audit log names the staff member, and the same stick
 * again changes nothing. */
#include "flow.h"

#include <stdio.h>

CLAIM(staff_import_a_stick_at_the_glass) {
    char usb[160];
    snprintf(usb, sizeof usb, "[data]\nusb = %s/stick\n", f->dir);
    f->extra_config = usb;
    flow_start(f, AT_ACTIVITY);
    flow_make_staff(f);
    flow_sign_in(f);
    flow_shell(f, NULL,
               "mkdir -p $DIR/stick && cd $DIR/stick && printf '%%s\\n' 'member_no,name,grid' "
               "'LS0901,赵新来,G1' > roster.csv && printf '%%s\\n' 'member_no,tech,uid' "
               "'LS0901,A,04A1B2C3D4E5F6' > cards.csv");
    flow_touch(f, "导入内容");
    flow_sees(f, "导入以后会有这些变化");
    flow_exported(f, "members", "赵新来", 0);
    flow_touch(f, "导入");
    flow_sees(f, "可以拔出 U 盘");
    flow_exported(f, "members", "赵新来", 1);
    flow_expect(f, flow_shell(f, NULL,
                              "sqlite3 $DATA/muster.db \"SELECT who FROM audit WHERE "
                              "what='import'\" | grep -q 李敏 && $KIOSK --data $DATA verify") == 0);
    flow_touch(f, "再看一次");
    flow_sees(f, "和现有内容一样");
    flow_touch(f, "返回");
    flow_screen(f, "staff_log");
    flow_touch(f, "退出");
    flow_tap_gives(f, NEW_CARD, "welcome");
    flow_sees(f, "赵新来");
}
