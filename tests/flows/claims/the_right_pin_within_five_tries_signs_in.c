/* Wrong tries are reset by a right one. */
#include "flow.h"

#include <stdio.h>

CLAIM(the_right_pin_within_five_tries_signs_in) {
    flow_start(f, AT_ACTIVITY);
    flow_make_staff(f);
    flow_tap_gives(f, STRANGER, "staff_pin");
    for (int left = 4; left > 0; left--) {
        char words[64];
        flow_type_pin(f, "123321");
        snprintf(words, sizeof words, "还可以试 %d 次", left);
        flow_sees(f, words);
    }
    flow_type_pin(f, STAFF_PIN);
    flow_screen(f, "staff_log");
    flow_touch(f, "退出");
    flow_screen(f, "attract");
    flow_tap_gives(f, STRANGER, "staff_pin");
    flow_type_pin(f, "123321");
    flow_sees(f, "还可以试 4 次");
}
