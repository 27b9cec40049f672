/* A restart or a changed clock does not end the lock. */
#include "flow.h"

#include <stdio.h>

CLAIM(five_wrong_pins_lock_for_fifteen_minutes_over_a_restart) {
    flow_start(f, AT_ACTIVITY);
    flow_make_staff(f);
    flow_tap_gives(f, STRANGER, "staff_pin");
    for (int left = 4; left > 0; left--) {
        char words[64];
        flow_type_pin(f, "123321");
        snprintf(words, sizeof words, "还可以试 %d 次", left);
        flow_sees(f, words);
    }
    flow_type_pin(f, "123321");
    flow_sees(f, "请 15 分钟后再试");
    flow_restart_at(f, "2026-11-23T12:26:00+08:00");
    flow_tap_gives(f, STRANGER, "staff_pin");
    flow_type_pin(f, STAFF_PIN);
    flow_sees(f, "分钟后再试");
    flow_expect(f, flow_shell(f, NULL, "echo 415926 | $KIOSK --data $DATA staff reset 李敏") == 0);
    flow_type_pin(f, "415926");
    flow_screen(f, "staff_log");
}
