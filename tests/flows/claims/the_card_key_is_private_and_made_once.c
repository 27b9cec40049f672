/* Mode 0600, and the same after a restart. */
#include "flow.h"

#include <stdio.h>
#include <string.h>

CLAIM(the_card_key_is_private_and_made_once) {
    const char *first = NULL;
    char sum[128];
    flow_start(f, AT_ACTIVITY);
    flow_expect(
        f, flow_shell(f, &first, "stat -c %%a $DATA/card.key && sha256sum $DATA/card.key") == 0);
    snprintf(sum, sizeof sum, "%.80s", first);
    flow_expect(f, strncmp(sum, "600", 3) == 0);
    flow_restart_at(f, AT_ACTIVITY);
    flow_shell(f, &first, "stat -c %%a $DATA/card.key && sha256sum $DATA/card.key");
    flow_expect(f, strncmp(sum, first, 60) == 0);
}
