/* 请只放一张卡. */
#include "flow.h"

CLAIM(two_cards_at_once_are_refused) {
    flow_start(f, AT_ACTIVITY);
    flow_sim(f, "place %s %s", WANG, LI);
    flow_screen(f, "refused");
    flow_sees(f, "请只放一张卡");
    flow_sim(f, "remove");
    flow_sleep_ms(300);
    flow_exported(f, "taps", ",refused,two_cards,", 1);
    flow_exported(f, "taps", ",welcome,", 0);
}
