/* Every step of the setup wizard once, ending with the pairing. Afterwards the kiosk has these
 * settings and the wizard does not appear again. The passphrase is in no argument list, log or
 * file. */
#include "flow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void type(struct flow *f, const char *keys) {
    for (; *keys; keys++) {
        char key[] = {*keys, 0};
        flow_touch_far(f, key);
    }
}

static void join(struct flow *f) {
    flow_touch(f, "查找无线网络");
    flow_sees(f, "选择一个网络");
    flow_touch(f, "a:b");
    type(f, "secretwords");
    flow_touch_far(f, "连接");
    flow_sees(f, "无线网络已连接");
    flow_expect(f, flow_shell(f, NULL, "grep -q 'ssid a:b' $DIR/tools.log") == 0);
}

static void pair(struct flow *f) {
    char address[64], print[5] = "";
    snprintf(address, sizeof address, "127.0.0.1:%d", atoi(flow_fake(f, "port")));
    type(f, address);
    flow_touch(f, "下一步");
    flow_sees(f, "逐组核对");
    memcpy(print, flow_fake(f, "print"), 4);
    flow_sees(f, print);
    flow_touch(f, "一致");
    type(f, "12345678");
    flow_touch(f, "配对");
    flow_sees(f, "已与 测试服务站 配对");
}

CLAIM(a_new_kiosk_is_set_up_with_the_wizard) {
    const char *said;
    f->extra_config = "[kiosk]\nsetup = walk\n";
    f->without_import = true;
    flow_start_board(f);
    flow_shell(f, NULL,
               "cat >$DIR/bin/nmcli.does <<'E'\n"
               "case \"$*\" in *list*) printf '*:70:WPA2:a\\\\:b\\n:40::open\\n';; esac\nE\n");
    snprintf(f->clock, sizeof f->clock, "%s", AT_ACTIVITY);
    flow_start_fake(f);
    flow_start_sim(f);
    flow_start_kiosk(f);
    flow_screen(f, "setup_language");
    flow_touch(f, "English");
    flow_sees(f, "Welcome");
    flow_touch(f, "中文");
    flow_touch(f, "下一步");
    flow_screen(f, "setup_name");
    flow_touch(f, "数字");
    flow_touch(f, "3");
    flow_touch(f, "下一步");
    flow_screen(f, "setup_panel");
    flow_touch(f, "点这里");
    flow_sees(f, "好");
    flow_touch(f, "画面转 90 度");
    flow_touch(f, "下一步");
    flow_screen(f, "setup_reader");
    flow_tap(f, STRANGER);
    flow_sees(f, "读卡器正常");
    flow_touch(f, "上一步");
    flow_screen(f, "setup_panel");
    flow_touch(f, "下一步");
    flow_touch(f, "下一步");
    flow_screen(f, "setup_zone");
    flow_touch(f, "乌鲁木齐");
    flow_touch(f, "下一步");
    flow_screen(f, "setup_network");
    join(f);
    flow_touch(f, "下一步");
    flow_screen(f, "staff_pair");
    pair(f);
    flow_sees(f, "都设置好了");
    flow_touch_restarts(f, "完成设置");
    flow_screen(f, "attract");
    flow_shell(f, &said, "cat $DATA/local.conf");
    flow_expect(f, strstr(said, "[station]\nname=3\n") && strstr(said, "rotation=90\n"));
    flow_expect(f, strstr(said, "timezone=Asia/Urumqi\n") && strstr(said, "setup=no\n"));
    flow_expect(f, flow_count(said, "language=") == 1); /* only the last choice */
    flow_expect(f, flow_shell(f, NULL,
                              "grep -r secretwords $DIR/tools.log $DIR/kiosk.log "
                              "$DIR/board.log $DATA") != 0);
    flow_expect(f, flow_shell(f, NULL, "$KIOSK --data $DATA verify") == 0);
}
