/* One person removes a card while another one places a card. */
#include "flow.h"

CLAIM(a_card_exchanged_without_a_gap_is_two_people) {
    flow_start(f, AT_ACTIVITY);
    flow_sim(f, "place %s", WANG);
    flow_sees(f, "王建国");
    flow_sim(f, "swap %s", LI);
    flow_sees(f, "李秀英");
    flow_sees_not(f, "王建国");
    flow_sim(f, "remove");
    flow_exported(f, "taps", "LS0001,王建国,退役军人活动日,welcome,", 1);
    flow_exported(f, "taps", "LS0002,李秀英,退役军人活动日,welcome,", 1);
}
