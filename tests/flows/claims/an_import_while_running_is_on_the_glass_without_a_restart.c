/* A card that is enrolled now is welcomed now. */
#include "flow.h"

#include <stdio.h>

CLAIM(an_import_while_running_is_on_the_glass_without_a_restart) {
    flow_start(f, AT_ACTIVITY);
    flow_shell(f, NULL,
               "mkdir -p $DIR/more && printf "
               "'member_no,name,grid,team,phone,branch,joined,served_in\\nLS0009,新来的,G1,,,,,\\n'"
               " > $DIR/more/roster.csv "
               "&& printf 'member_no,tech,uid\\nLS0009,A,04998877665544\\n' > $DIR/more/cards.csv");
    char path[128];
    snprintf(path, sizeof path, "%s/more", f->dir);
    flow_import(f, path);
    flow_tap_gives(f, "A:04998877665544:ntag", "welcome");
    flow_sees(f, "新来的");
}
