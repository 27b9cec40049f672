/* [reader] device = none. */
#include "flow.h"

CLAIM(everything_else_works_without_a_reader) {
    f->without_reader = true;
    flow_start(f, AT_ACTIVITY);
    flow_home(f);
    flow_touch(f, "荣誉墙");
    flow_screen(f, "wall");
}
