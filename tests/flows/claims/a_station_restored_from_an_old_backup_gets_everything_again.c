/* Records uploaded after the backup are no longer in any outbox. The kiosk notices the new epoch
 * and sends them again; nothing counts twice. It reads the station's content again, and staff see a
 * message on the kiosk. It takes about 35 s: three starts of the station, and polls of several
 * seconds each. */
#include "flow.h"

#include <signal.h>

CLAIM(a_station_restored_from_an_old_backup_gets_everything_again) {
    const char *output = NULL;
    flow_prepare(f);
    flow_place_init(f);
    flow_place_serve(f);
    flow_place_pair(f);
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, NEW_CARD, "unknown");
    flow_place_has_all(f, 15000);
    int before = flow_place_count(f, "SELECT count(*) FROM record");
    flow_expect(f, flow_shell(f, &output, PLACE_PATH " backup --dir $DIR/place $DIR/safe") == 0);
    for (int i = 0; i < 3; i++) {
        flow_tap(f, NEW_CARD);
        flow_tap(f, WANG);
    }
    flow_place_has_all(f, 15000);
    flow_expect(f, flow_place_count(f, "SELECT count(*) FROM record") > before);
    flow_place_kill(f, SIGKILL);
    flow_expect(f,
                flow_shell(f, &output, "mv $DIR/place $DIR/lost && mv $DIR/safe $DIR/place") == 0);
    flow_expect(f, flow_place_count(f, "SELECT count(*) FROM record") == before);
    flow_place_serve(f);
    flow_log_says(f, "ledger was restored", 60000);
    flow_place_has_all(f, 15000);
    flow_expect(f, flow_place_count(f, "SELECT count(*) FROM record") > before);
    flow_expect(f, flow_shell(f, &output,
                              "sqlite3 $DATA/muster.db \"SELECT detail FROM audit WHERE "
                              "what='station_restored'\" | grep -q 'go up again'") == 0);
    flow_make_staff(f);
    flow_sign_in(f);
    flow_touch(f, "上传");
    flow_screen(f, "staff_queue");
    flow_sees(f, "已从备份恢复");
}
