/* A row with readable text, as written by a version before sealing. */
#include "flow.h"

CLAIM(what_an_older_program_filed_is_sealed_at_start) {
    const char *found = NULL;
    flow_prepare(f);
    flow_shell(
        f, NULL,
        "sqlite3 $DATA/muster.db \"INSERT INTO request (number, category_key, text, phone, at_ms)"
        " VALUES ('0007', 'work', '早先写的情况', '16900007777', 1795397160000)\"");
    flow_start(f, AT_ACTIVITY);
    flow_stop_kiosk(f);
    flow_shell(f, &found,
               "sqlite3 $DATA/muster.db \"SELECT text || phone || (sealed IS NULL) FROM request\"");
    flow_expect(f, flow_count(found, "0\n") == 1 && flow_count(found, "16900007777") == 0);
    flow_exported(f, "requests", "16900007777,早先写的情况", 1);
}
