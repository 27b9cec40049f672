/* The screen shows what the import would change; after a cancel nothing has changed. */
#include "flow.h"

#include <stdio.h>

CLAIM(a_stick_is_shown_before_it_is_imported) {
    char usb[160];
    snprintf(usb, sizeof usb, "[data]\nusb = %s/stick\n", f->dir);
    f->extra_config = usb;
    flow_start(f, AT_ACTIVITY);
    flow_make_staff(f);
    flow_sign_in(f);
    flow_shell(f, NULL,
               "mkdir -p $DIR/stick/muster/notices && cd $DIR/stick/muster && printf '%%s\\n' "
               "'member_no,name,grid' 'LS0001,王建军,G1' 'LS0901,赵新来,G1' > roster.csv && "
               "printf '%%s\\n' --- 'title: 停水通知' 'from: 2026-11-01' 'to: 2026-12-31' --- "
               "'周三上午停水。' > notices/water.md");
    flow_touch(f, "导入内容");
    flow_screen(f, "staff_import");
    flow_sees(f, "导入以后会有这些变化");
    flow_sees(f, "新增 1 · 更改 1");
    flow_sees(f, "公示");
    flow_touch(f, "取消");
    flow_screen(f, "staff_log");
    flow_exported(f, "members", "赵新来", 0);
    flow_exported(f, "members", "王建国", 1);
    flow_expect(f, flow_shell(f, NULL,
                              "test $(sqlite3 $DATA/muster.db \"SELECT count(*) FROM notice WHERE "
                              "key='water'\") = 0") == 0);
}
