/* Content imported at the station is on the kiosk; records of the kiosk are in the ledger. */
#include "flow.h"

#include <signal.h>

CLAIM(the_station_takes_every_kind_of_record_the_kiosk_makes) {
    const char *output = NULL;
    f->without_import = true;
    flow_place_init(f);
    if (flow_shell(f, &output, "TZ=Asia/Shanghai " PLACE_PATH " import --dir $DIR/place %s",
                   STATION_PATH) != 0)
        flow_fail(f, "import: %s", output);
    flow_place_serve(f);
    flow_place_pair(f);
    flow_start(f, AT_ACTIVITY);
    flow_shell(f, NULL,
               "for i in $(seq 100); do test \"$(sqlite3 $DATA/muster.db 'SELECT count(*) "
               "FROM card')\" -gt 3 && break; sleep 0.1; done");
    flow_tap_gives(f, WANG, "welcome");
    flow_sees(f, "王建国");
    flow_tap_gives(f, PHONE, "refused");
    flow_make_staff(f);
    flow_sign_in(f);
    flow_touch(f, "退出");
    flow_file_request(f, "16900001234");
    flow_ask_sign_up(f, "报名");
    flow_tap_gives(f, LI, "signed_up");
    flow_place_has_all(f, 10000);
    flow_expect(f, flow_place_count(f, "SELECT count(*) FROM attendance WHERE uid<>''") == 1);
    flow_expect(f, flow_place_count(f, "SELECT count(*) FROM record WHERE kind='request'") == 1);
    flow_expect(f,
                flow_place_count(f, "SELECT count(*) FROM record WHERE kind='device_status'") >= 1);
}
