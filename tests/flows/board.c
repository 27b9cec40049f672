/* board: muster-board on a socket of this claim, with fake tools that record their arguments. */
#include "flow.h"

#include <stdio.h>
#include <stdlib.h>

void flow_start_board(struct flow *f) {
    char sock[96], tools[96], sticks[96], updates[128];
    snprintf(sock, sizeof sock, "%s/board.sock", f->dir);
    snprintf(tools, sizeof tools, "%s/bin", f->dir);
    snprintf(sticks, sizeof sticks, "%s/sticks", f->dir);
    snprintf(updates, sizeof updates, "%s/updates", f->data);
    flow_expect(f, flow_shell(f, NULL,
                              "mkdir -p $DIR/bin $DIR/sticks && cd $DIR/bin && cat >tool <<'E'\n"
                              "#!/bin/sh\n"
                              "here=$(dirname \"$0\"); me=$(basename \"$0\")\n"
                              "echo \"$me $*\" >>\"$here/../tools.log\"\n"
                              "[ ! -e \"$here/$me.does\" ] || . \"$here/$me.does\"\n"
                              "E\n"
                              "chmod +x tool && for t in timedatectl nmcli systemctl rauc "
                              "systemd-mount systemd-umount; do ln tool $t; done") == 0);
    char *argv[] = {"/usr/bin/systemd-socket-activate",
                    "--accept",
                    "--inetd",
                    "-l",
                    sock,
                    BOARD_PATH,
                    "--tools",
                    tools,
                    "--sticks",
                    sticks,
                    "--updates",
                    updates,
                    NULL};
    f->board_pid = flow_start_program(f, "board.log", argv);
    for (int i = 0; i < 50 && flow_shell(f, NULL, "test -S $DIR/board.sock"); i++)
        flow_sleep_ms(100);
}

void flow_start_rauc(struct flow *f, const char *machine) {
    static char usb[200];
    snprintf(usb, sizeof usb, "[data]\nusb = %s/sticks/sda1\n[kiosk]\nmachine = %s\n", f->dir,
             machine);
    f->extra_config = usb;
    flow_start_board(f);
    flow_expect(f, flow_shell(f, NULL,
                              "cat >$DIR/bin/rauc.does <<'E'\n"
                              "case $1 in\n"
                              "status) echo \"RAUC_SYSTEM_COMPATIBLE='%s'\";;\n"
                              "info) [ ! -e \"$here/bad\" ] || { echo 'signature verification "
                              "failed' >&2; exit 1; }\n"
                              "echo \"RAUC_MF_COMPATIBLE='muster-rpi-arm64'\"; echo "
                              "\"RAUC_MF_VERSION='2026.12'\";;\n"
                              "install) echo ' 20%% Checking bundle'; while [ ! -e \"$here/go\" ]; "
                              "do sleep 0.1; done; echo '100%% Installing done.';;\n"
                              "esac\nE\n",
                              machine) == 0);
}

void flow_go_to_update_page(struct flow *f) {
    flow_sign_in(f);
    flow_touch(f, "设备");
    flow_screen(f, "staff_device");
    flow_touch(f, "系统更新");
    flow_screen(f, "staff_update");
}

void flow_open_update_page(struct flow *f, const char *machine) {
    flow_start_rauc(f, machine);
    flow_shell(f, NULL, "mkdir $DIR/sticks/sda1; : >$DIR/sticks/sda1/muster-2026.12.raucb");
    flow_start(f, AT_ACTIVITY);
    flow_make_staff(f);
    flow_go_to_update_page(f);
}
