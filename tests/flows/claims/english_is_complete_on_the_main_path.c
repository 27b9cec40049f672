/* [station] language = en. */
#include "flow.h"

#include <stdio.h>

CLAIM(english_is_complete_on_the_main_path) {
    snprintf(f->language, sizeof f->language, "en");
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome");
    flow_sees(f, "王建国");
    flow_sees_not(f, "欢迎归队");
}
