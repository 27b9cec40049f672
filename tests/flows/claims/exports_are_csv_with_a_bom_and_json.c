/* CSV for Excel, JSON for programs. */
#include "flow.h"

#include <string.h>

CLAIM(exports_are_csv_with_a_bom_and_json) {
    const char *output = NULL;
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_expect(f, strncmp(flow_export(f, "taps"), "\xEF\xBB\xBF", 3) == 0);
    flow_expect(f,
                flow_shell(f, &output,
                           "TZ=Asia/Shanghai $KIOSK --data $DATA export taps --format json") == 0);
    flow_expect(f, output[0] == '[' && strstr(output, "\"outcome\":\"welcome\"") != NULL);
    flow_exported(f, "members", "LS0006,阿不都·热合曼", 1);
}
