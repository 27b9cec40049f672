/* Downloaded in parts: a killed kiosk resumes and does not download finished parts again. Then the
 * update is offered, installed by muster-board, and withdrawn by the station. */
#include "flow.h"

#include <string.h>

#define LEDGER "sqlite3 -cmd '.timeout 9000' $DIR/place/ledger.db "
/* 2,700,000 bytes in parts of 512 KiB: six. */
#define UPDATE                                                                                     \
    PLACE_PATH " update --dir $DIR/place --machine muster-rpi-arm64 --version 2026.12 "            \
               "--part-bytes 524288 $DIR/new.raucb"

static void shell(struct flow *f, const char *what) {
    const char *output = NULL;
    if (flow_shell(f, &output, "%s", what) != 0) flow_fail(f, "%s: %s", what, output);
}

/* The station does not have the third part for now. */
static void send_it_in_part(struct flow *f) {
    shell(f, "head -c 2700000 /dev/urandom >$DIR/new.raucb; " UPDATE);
    shell(f, "dd if=$DIR/new.raucb bs=524288 skip=2 count=1 2>/dev/null | b2sum -l 256 | "
             "cut -c 1-64 >$DIR/third; " LEDGER
             "\"ATTACH '$DIR/away.db' AS away; CREATE TABLE away.blob AS SELECT * FROM blob "
             "WHERE hash='$(cat $DIR/third)'; DELETE FROM blob WHERE hash='$(cat $DIR/third)'\"");
}

/* The station has that part again, but not the first two. */
static void send_only_the_rest(struct flow *f) {
    shell(f, "for i in 0 1; do dd if=$DIR/new.raucb bs=524288 skip=$i count=1 2>/dev/null | b2sum "
             "-l 256 | cut -c 1-64; done | while read h; do " LEDGER
             "\"DELETE FROM blob WHERE hash='$h'\"; done; " LEDGER
             "\"ATTACH '$DIR/away.db' AS away; INSERT INTO blob SELECT * FROM away.blob\"");
}

static void wait_for(struct flow *f, const char *what) {
    for (int64_t end = flow_now_ms() + 20000 * FLOW_PATIENCE; flow_shell(f, NULL, "%s", what);
         flow_sleep_ms(100))
        if (flow_now_ms() > end) flow_fail(f, "not so: %s", what);
}

CLAIM(staff_install_an_update_that_the_station_sent) {
    const char *text;
    flow_start_rauc(f, "muster-rpi-arm64");
    flow_prepare(f);
    flow_place_init(f);
    flow_place_serve(f);
    flow_place_pair(f);
    send_it_in_part(f);
    flow_start(f, AT_ACTIVITY);
    flow_make_staff(f);
    flow_log_says(f, "the station lacks a part of it", 20000);
    wait_for(f, "test $(stat -c %s $DATA/updates/*.part) = 1048576");
    flow_go_to_update_page(f);
    flow_sees(f, "更新不完整");
    flow_kill_kiosk(f);

    send_only_the_rest(f);
    flow_start_kiosk(f);
    flow_screen(f, "attract");
    flow_go_to_update_page(f);
    flow_sees_within(f, "可以安装", 20000);
    flow_sees(f, "服务站下发");
    flow_sees(f, "2026.12");
    flow_expect(f, flow_shell(f, NULL, "cmp $DIR/new.raucb $DATA/updates/*.raucb") == 0);
    flow_expect(f, flow_shell(f, &text, "stat -c %%a $DATA/updates $DATA/updates/*") == 0);
    flow_expect(f, strcmp(text, "750\n640\n") == 0); /* muster-board reads it by its group */
    shell(f, ": >$DIR/bin/go");
    flow_touch(f, "安装");
    flow_sees(f, "已安装");
    flow_shell(f, &text, "grep -o 'rauc install.*' $DIR/tools.log");
    flow_expect(f, strstr(text, "/updates/") && strstr(text, ".raucb"));
    wait_for(f, "sqlite3 $DATA/muster.db 'SELECT what, detail FROM audit' | "
                "grep -qx 'update_installed|muster-rpi-arm64 2026.12'"); /* the job's end */

    shell(f, PLACE_PATH " update --dir $DIR/place --machine muster-rpi-arm64 --drop");
    wait_for(f, "test -z \"$(ls $DATA/updates)\"");
    flow_expect(f, flow_place_count(f, "SELECT count(*) FROM blob") == 0);
    flow_expect(f, flow_place_count(f, "SELECT count(*) FROM audit WHERE what='update'") == 2);
}
