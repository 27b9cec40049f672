/* The next person never sees the previous person's page. */
#include "flow.h"

CLAIM(mine_is_gone_when_the_next_card_comes) {
    flow_start(f, AT_NOTHING);
    flow_home(f);
    flow_touch(f, "我的");
    flow_screen(f, "mine");
    flow_tap_gives(f, WANG, "mine");
    flow_sees(f, "王建国");
    flow_tap_gives(f, LI, "visit");
    flow_sees_not(f, "王建国");
}
