/* The page shows version, machine and progress, then restarts the machine; the audit log has all of
 * it. */
#include "flow.h"

#include <string.h>

CLAIM(staff_install_an_update_from_a_stick) {
    const char *text;
    flow_open_update_page(f, "muster-rpi-arm64");
    flow_sees(f, "可以安装");
    flow_sees(f, "2026.12");
    flow_touch(f, "安装");
    flow_sees(f, "正在安装");
    flow_sees(f, "20%");
    flow_shell(f, NULL, ": >$DIR/bin/go");
    flow_sees(f, "已安装");
    flow_touch(f, "重启机器");
    flow_touch(f, "确定重启机器");
    for (int i = 0; i < 50 && flow_shell(f, NULL, "grep -q reboot $DIR/tools.log"); i++)
        flow_sleep_ms(100);
    flow_shell(f, &text, "cat $DIR/tools.log");
    flow_expect(f,
                strstr(text, "rauc install ") && strstr(text, "/sticks/sda1/muster-2026.12.raucb"));
    flow_expect(f, strstr(text, "systemctl --no-block reboot\n") != NULL);
    flow_shell(f, &text, "sqlite3 $DATA/muster.db 'SELECT what, detail FROM audit'");
    flow_expect(f, strstr(text, "\nupdate|muster-rpi-arm64 2026.12\n") != NULL);
    flow_expect(f, strstr(text, "update_installed|muster-rpi-arm64 2026.12\n") != NULL);
    flow_expect(f, strstr(text, "reboot|") != NULL);
    flow_expect(f, flow_shell(f, NULL, "$KIOSK --data $DATA verify") == 0);
}
