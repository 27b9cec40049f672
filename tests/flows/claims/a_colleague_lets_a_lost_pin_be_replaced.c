/* The account is locked after five wrong PINs. A colleague signs in, the new PIN is entered twice,
 * and the lock is removed. Nothing else changes, and the audit log names the colleague. */
#include "flow.h"

CLAIM(a_colleague_lets_a_lost_pin_be_replaced) {
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_make_staff(f);
    flow_tap_gives(f, NEW_CARD, "unknown");
    flow_expect(f, flow_shell(f, NULL,
                              "N=$(sqlite3 $DATA/muster.db \"SELECT detail FROM record WHERE "
                              "outcome='unknown_card' ORDER BY seq DESC LIMIT 1\") && echo 904173 "
                              "| $KIOSK --data $DATA staff add 周桂兰 $N") == 0);
    flow_tap_gives(f, NEW_CARD, "staff_pin");
    for (int i = 0; i < 5; i++) {
        flow_type_pin(f, "123321");
        flow_sees(f, i < 4 ? "密码不对" : "请 15 分钟后再试");
    }
    flow_touch(f, "退出");
    flow_sign_in(f);
    flow_touch(f, "同事");
    flow_screen(f, "staff_colleagues");
    flow_sees(f, "已锁定，还有 15 分钟");
    flow_touch(f, "周桂兰");
    for (int round = 0; round < 2; round++) {
        static const char *const digits[] = {"5", "0", "2", "7", "1", "8"};
        for (int i = 0; i < 6; i++) flow_touch(f, digits[i]);
        flow_touch(f, round ? "改密码" : "下一步");
    }
    flow_sees(f, "周桂兰 的密码已改，锁定已解除");
    flow_touch(f, "退出");
    flow_tap_gives(f, NEW_CARD, "staff_pin");
    flow_type_pin(f, "502718");
    flow_screen(f, "staff_log");
    flow_sees(f, "工作人员 · 周桂兰");
    flow_exported(f, "taps", "王建国", 1);
    flow_expect(f, flow_shell(f, NULL,
                              "sqlite3 $DATA/muster.db \"SELECT who||' '||detail FROM audit WHERE "
                              "what='pin_reset'\" | grep -qx '李敏 周桂兰'") == 0);
}
