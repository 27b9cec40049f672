/* With a wrong fingerprint the code is not even sent. */
#include "flow.h"

#include <stdlib.h>

CLAIM(a_wrong_code_or_fingerprint_pairs_nothing) {
    const char *output = NULL;
    flow_prepare(f);
    flow_start_fake(f);
    int port = atoi(flow_fake(f, "port"));
    flow_expect(f, flow_shell(f, &output,
                              "$KIOSK --data $DATA pair --station 127.0.0.1:%d --code 12345678 "
                              "--fingerprint 00112233445566778899aabbccddeeff",
                              port) == 1);
    flow_expect(f, flow_count(output, "nothing was sent") == 1);
    flow_expect(f, atoi(flow_fake(f, "calls")) == 0);
    flow_expect(f, flow_shell(f, &output,
                              "$KIOSK --data $DATA pair --station 127.0.0.1:%d --code 87654321 "
                              "--fingerprint %s",
                              port, flow_fake(f, "print")) == 1);
    flow_expect(f, flow_count(output, "L-CODE") == 1);
    flow_expect(f, flow_shell(f, NULL, "test -e $DATA/station/paired") != 0);
}
