/* The folder of a stick with two thousand notices disappears during the import: the kiosk reports
 * it and shows how many notices were imported. No notice is incomplete, and none that existed
 * before is treated as removed. */
#include "flow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

CLAIM(a_stick_pulled_while_it_is_imported_leaves_whole_files_only) {
    const char *count;
    char usb[160];
    snprintf(usb, sizeof usb, "[data]\nusb = %s/stick\n", f->dir);
    f->extra_config = usb;
    flow_start(f, AT_ACTIVITY);
    flow_make_staff(f);
    flow_sign_in(f);
    flow_shell(f, NULL,
               "mkdir -p $DIR/stick/notices && cd $DIR/stick/notices && for i in $(seq 2000); do "
               "printf '%%s\\n' --- \"title: 通知$i\" 'from: 2026-11-01' 'to: 2026-12-31' --- "
               "'示例。' > n$i.md; done");
    flow_touch(f, "导入内容");
    flow_sees(f, "导入以后会有这些变化");
    flow_touch(f, "导入");
    flow_sees(f, "请不要拔出");
    flow_shell(f, NULL, "mv $DIR/stick $DIR/pulled");
    flow_sees(f, "导入中断");
    flow_expect(f, flow_shell(f, &count, "sqlite3 $DATA/muster.db 'SELECT count(*) FROM notice'") ==
                       0);
    flow_expect(f, atoi(count) < 2000);
    flow_expect(f, flow_shell(f, NULL,
                              "test $(sqlite3 $DATA/muster.db \"SELECT count(*) FROM notice WHERE "
                              "title='' OR body=''\") = 0") == 0);
    flow_expect(f, flow_shell(f, NULL,
                              "test $(sqlite3 $DATA/muster.db 'SELECT count(*) FROM story') -gt "
                              "0") == 0);
    flow_shell(f, NULL, "mv $DIR/pulled $DIR/stick");
    flow_touch(f, "再看一次");
    flow_sees(f, "导入以后会有这些变化");
    flow_touch(f, "导入");
    for (int i = 0; i < 12 && !strstr(flow_drive(f, "text"), "可以拔出"); i++) flow_sleep_ms(1000);
    flow_sees(f, "可以拔出 U 盘");
    flow_expect(f, flow_shell(f, NULL,
                              "test $(sqlite3 $DATA/muster.db 'SELECT count(*) FROM notice') = "
                              "2000") == 0);
}
