/* Twenty thousand members are taken from a stick; a tap in the midst of it is welcomed within two
 * seconds. */
#include "flow.h"

#include <stdio.h>

CLAIM(a_card_is_welcomed_while_a_stick_is_imported) {
    char usb[160];
    snprintf(usb, sizeof usb, "[data]\nusb = %s/stick\n", f->dir);
    f->extra_config = usb;
    flow_start(f, AT_ACTIVITY);
    flow_make_staff(f);
    flow_sign_in(f);
    flow_shell(f, NULL,
               "mkdir -p $DIR/stick && cd $DIR/stick && (echo member_no,name,grid; seq 20000 | "
               "sed 's/.*/T&,赵新来,G1/') > roster.csv");
    flow_touch(f, "导入内容");
    for (int i = 0; i < 120 && flow_is_screen(f, "staff_import"); i++) {
        if (flow_count(flow_drive(f, "text"), "新增 20000")) break;
        flow_sleep_ms(500);
    }
    flow_touch(f, "导入");
    flow_sleep_ms(100);
    flow_sim(f, "place %s", WANG);
    int64_t since = flow_now_ms();
    flow_screen(f, "welcome");
    flow_expect(f, flow_now_ms() - since < 2000 * FLOW_PATIENCE);
    flow_sim(f, "remove");
    for (int i = 0; i < 120; i++) {
        int rc = flow_shell(f, NULL,
                            "test $(sqlite3 $DATA/muster.db \"SELECT count(*) FROM member WHERE "
                            "member_no LIKE 'T%%'\") = 20000");
        if (rc == 0) return;
        flow_sleep_ms(500);
    }
    flow_fail(f, "the members never came");
}
