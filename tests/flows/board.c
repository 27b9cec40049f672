/* board: muster-board on this claim's own socket, with tools that only write down what they are
 * asked. */
#include "flow.h"

#include <stdio.h>
#include <stdlib.h>

void flow_start_board(struct flow *f) {
    char sock[96], tools[96], sticks[96];
    snprintf(sock, sizeof sock, "%s/board.sock", f->dir);
    snprintf(tools, sizeof tools, "%s/bin", f->dir);
    snprintf(sticks, sizeof sticks, "%s/sticks", f->dir);
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
                    NULL};
    f->board_pid = flow_start_program(f, "board.log", argv);
    for (int i = 0; i < 50 && flow_shell(f, NULL, "test -S $DIR/board.sock"); i++)
        flow_sleep_ms(100);
}
