/* Both files can be opened, have every tap with its reason, and there is no partial file. */
#include "flow.h"

#include <stdio.h>
#include <string.h>

CLAIM(staff_export_whole_files_to_a_stick) {
    const char *listed;
    char usb[160];
    snprintf(usb, sizeof usb, "[data]\nusb = %s/stick\n", f->dir);
    f->extra_config = usb;
    flow_shell(f, NULL, "mkdir -p $DIR/stick");
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_tap_gives(f, ALL_LOST, "welcome");
    flow_make_staff(f);
    flow_sign_in(f);
    flow_touch(f, "导出到 U 盘");
    flow_screen(f, "staff_export");
    flow_sees(f, "可以拔出");
    flow_expect(f, flow_shell(f, NULL, "cd $DIR/stick && unzip -tq *.xlsx && ! ls *.part") == 0);
    flow_expect(f, flow_shell(f, NULL,
                              "cd $DIR/stick && unzip -p *.xlsx xl/worksheets/sheet1.xml | "
                              "grep -c 王建国") == 0);
    flow_expect(f, flow_shell(f, &listed,
                              "head -c 3 $DIR/stick/*.csv | od -An -tx1; cat "
                              "$DIR/stick/*.csv") == 0);
    flow_expect(f, strstr(listed, "ef bb bf") != NULL);
    flow_expect(f, flow_count(listed, "\"王建国\"") == 1);
    flow_expect(f, flow_count(listed, "\"未登记的卡\"") == 1);
}
