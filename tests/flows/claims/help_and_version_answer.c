/* --help and --version work; a wrong option exits with 2. */
#include "flow.h"

#include <string.h>

CLAIM(help_and_version_answer) {
    const char *output = NULL;
    flow_expect(f, flow_shell(f, &output, "$KIOSK --help") == 0);
    flow_expect(f,
                strstr(output, "--check") && strstr(output, "export") && strstr(output, "import"));
    flow_expect(f, flow_shell(f, &output, "$KIOSK --version") == 0);
    flow_expect(f, strstr(output, "muster-kiosk ") == output);
    flow_expect(f, flow_shell(f, &output, "$KIOSK --nonsense") == 2);
}
