/* muster-board makes the stick writable during the export only. */
#include "flow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

CLAIM(staff_export_to_a_stick_that_is_mounted_read_only) {
    const char *log;
    char usb[160];
    snprintf(usb, sizeof usb, "[data]\nusb = %s/sticks/sda1\n", f->dir);
    f->extra_config = usb;
    flow_start_board(f);
    flow_expect(f, flow_shell(f, NULL,
                              "mkdir $DIR/sticks/sda1; cat >$DIR/bin/systemd-mount.does <<'E'\n"
                              "case $3 in *=rw,*) chattr -i \"$5\";; *) chattr +i \"$5\";; esac\n"
                              "E\n") == 0);
    if (flow_shell(f, NULL,
                   "chattr +i $DIR/sticks/sda1 && ! touch $DIR/sticks/sda1/x 2>/dev/null")) {
        fprintf(stderr, "not tried: no folder can be shut here (chattr +i)\n");
        exit(77);
    }
    flow_start(f, AT_ACTIVITY);
    flow_make_staff(f);
    flow_sign_in(f);
    flow_touch(f, "导出到 U 盘");
    flow_screen(f, "staff_export");
    flow_sees(f, "可以拔出");
    flow_shell(f, &log, "cat $DIR/tools.log");
    const char *opened = strstr(log, "--options=rw,noexec,nosuid,nodev"),
               *shut = strstr(log, "--options=ro,noexec,nosuid,nodev");
    flow_expect(f, opened && shut && opened < shut);
    flow_expect(f, flow_shell(f, NULL, "touch $DIR/sticks/sda1/x") != 0);
    flow_expect(f, flow_shell(f, NULL,
                              "chattr -i $DIR/sticks/sda1; cd $DIR/sticks/sda1 && "
                              "unzip -tq *.xlsx && ! ls *.part") == 0);
}
