/* Unknown and bad keys are refused with line and reason. */
#include "flow.h"

#include <string.h>

CLAIM(a_bad_config_is_refused_with_its_line) {
    const char *output = NULL;
    flow_expect(f, flow_shell(f, &output,
                              "printf '[station]\\nname = a\\ncolour = red\\n' > $DIR/bad.conf; "
                              "$KIOSK --config $DIR/bad.conf") == 3);
    flow_expect(f, strstr(output, "bad.conf:3") != NULL);
}
