/* muster-kiosk verify reports an intact chain, then the row that was changed. */
#include "flow.h"

#include <string.h>

CLAIM(a_changed_audit_row_is_named_by_verify) {
    const char *said;
    flow_start(f, AT_ACTIVITY);
    flow_make_staff(f);
    flow_sign_in(f);
    flow_stop_kiosk(f);
    flow_expect(f, flow_shell(f, NULL, "$KIOSK --data $DATA verify") == 0);
    flow_shell(f, NULL, "sqlite3 $DATA/muster.db \"UPDATE audit SET who='somebody' WHERE id=2\"");
    flow_expect(f, flow_shell(f, &said, "$KIOSK --data $DATA verify") == 1);
    flow_expect(f, strstr(said, "row 2)") != NULL);
}
