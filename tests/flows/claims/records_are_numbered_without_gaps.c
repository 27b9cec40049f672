/* (kiosk, seq), and every record has an outbox row. */
#include "flow.h"

CLAIM(records_are_numbered_without_gaps) {
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_tap_gives(f, STRANGER, "unknown");
    flow_tap_gives(f, PHONE, "refused");
    flow_stop_kiosk(f);
    flow_expect(f, flow_shell(f, NULL,
                              "test \"$(sqlite3 $DATA/muster.db 'SELECT count(*)=max(seq) AND "
                              "min(seq)=1 FROM record')\" = 1") == 0);
    flow_expect(f, flow_shell(f, NULL,
                              "test \"$(sqlite3 $DATA/muster.db 'SELECT (SELECT count(*) FROM "
                              "record)=(SELECT count(*) FROM outbox)')\" = 1") == 0);
}
