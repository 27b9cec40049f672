/* The folder disappears while rows are written: an error with a code is shown, and no partial file
 * has a final name. */
#include "flow.h"

#include <stdio.h>

CLAIM(a_stick_pulled_midway_is_reported_and_leaves_no_half_file) {
    char usb[160];
    snprintf(usb, sizeof usb, "[data]\nusb = %s/stick\n", f->dir);
    f->extra_config = usb;
    flow_shell(f, NULL, "mkdir -p $DIR/stick");
    flow_prepare(f);
    flow_expect(f,
                flow_shell(f, NULL,
                           "sqlite3 $DATA/muster.db \"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
                           "SELECT i+1 FROM n WHERE i<150000) INSERT INTO record (kiosk, seq, "
                           "kind, at_ms, boot, mono_ms, synced, outcome) SELECT 'other', i, "
                           "'visit', 1795397160000, 'b', 0, 1, 'visit' FROM n\"") == 0);
    flow_start(f, AT_ACTIVITY);
    flow_make_staff(f);
    flow_sign_in(f);
    flow_touch(f, "导出到 U 盘");
    flow_sees(f, "请不要拔出");
    flow_shell(f, NULL, "mv $DIR/stick $DIR/pulled");
    flow_sees_within(f, "没有写完", 30000);
    flow_shell(f, NULL, "mv $DIR/pulled $DIR/stick");
    flow_expect(f, flow_shell(f, NULL, "ls $DIR/stick | grep -qE '(xlsx|csv)$'") != 0);
    flow_touch(f, "再导出一次");
    flow_sees_within(f, "可以拔出", 60000);
    flow_expect(f, flow_shell(f, NULL,
                              "cd $DIR/stick && unzip -tq *.xlsx && rm *.part || true; "
                              "ls | grep -cE '(xlsx|csv)$' | grep -qx 2") == 0);
}
