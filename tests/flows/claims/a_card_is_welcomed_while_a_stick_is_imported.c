/* A tap during the import of 20,000 members from a stick is welcomed within two seconds. With a
 * sanitizer 4,000 members take as long. */
#include "flow.h"

#include <stdio.h>

#define MEMBERS (FLOW_PATIENCE > 2 ? 4000 : 20000)

CLAIM(a_card_is_welcomed_while_a_stick_is_imported) {
    char usb[160], make[160], taken[160], seen[32];
    snprintf(make, sizeof make,
             "mkdir -p $DIR/stick && cd $DIR/stick && (echo member_no,name,grid; seq %d | "
             "sed 's/.*/T&,赵新来,G1/') > roster.csv",
             MEMBERS);
    snprintf(taken, sizeof taken,
             "test $(sqlite3 $DATA/muster.db \"SELECT count(*) FROM member WHERE "
             "member_no LIKE 'T%%'\") = %d",
             MEMBERS);
    snprintf(seen, sizeof seen, "新增 %d", MEMBERS);
    snprintf(usb, sizeof usb, "[data]\nusb = %s/stick\n", f->dir);
    f->extra_config = usb;
    flow_start(f, AT_ACTIVITY);
    flow_make_staff(f);
    flow_sign_in(f);
    flow_shell(f, NULL, "%s", make);
    flow_touch(f, "导入内容");
    for (int i = 0; i < 120 && flow_is_screen(f, "staff_import"); i++) {
        if (flow_count(flow_drive(f, "text"), seen)) break;
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
        if (flow_shell(f, NULL, "%s", taken) == 0) return;
        flow_sleep_ms(500);
    }
    flow_fail(f, "the members never came");
}
