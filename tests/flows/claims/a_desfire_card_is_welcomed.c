/* ISO-DEP with its ATS: a city card can be enrolled like any other. */
#include "flow.h"

#include <stdio.h>

CLAIM(a_desfire_card_is_welcomed) {
    flow_prepare(f);
    flow_shell(f, NULL,
               "printf 'member_no,tech,uid\\nLS0004,A,04010203040506\\n' > $DIR/cards.csv");
    char path[128];
    snprintf(path, sizeof path, "%s/cards.csv", f->dir);
    flow_import(f, path);
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, "A:04010203040506:desfire", "welcome");
    flow_sees(f, "吕志强");
}
