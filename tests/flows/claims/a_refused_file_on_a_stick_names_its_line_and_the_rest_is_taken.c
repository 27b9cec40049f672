/* A bad roster and an unreadable pack are reported with file, line and reason; the notice beside
 * them is imported. */
#include "flow.h"

#include <stdio.h>

CLAIM(a_refused_file_on_a_stick_names_its_line_and_the_rest_is_taken) {
    char usb[160];
    snprintf(usb, sizeof usb, "[data]\nusb = %s/stick\n", f->dir);
    f->extra_config = usb;
    flow_start(f, AT_ACTIVITY);
    flow_make_staff(f);
    flow_sign_in(f);
    flow_shell(f, NULL,
               "mkdir -p $DIR/stick/notices && cd $DIR/stick && printf '%%s\\n' "
               "'member_no,name,grid' 'LS0901,赵新来,G1' 'LS0901,钱又来,G1' > roster.csv && echo "
               "x > station.musterpack && printf '%%s\\n' --- 'title: 停水通知' 'from: 2026-11-01' "
               "'to: 2026-12-31' --- '周三上午停水。' > notices/water.md");
    flow_touch(f, "导入内容");
    flow_sees(f, "roster.csv:3");
    flow_sees(f, "station.musterpack");
    flow_sees(f, "有错的文件整个不导入");
    flow_touch(f, "导入");
    flow_sees(f, "可以拔出 U 盘");
    flow_exported(f, "members", "赵新来", 0);
    flow_touch(f, "返回");
    flow_screen(f, "staff_log");
    flow_touch(f, "退出");
    flow_home(f);
    flow_sees(f, "停水通知");
}
