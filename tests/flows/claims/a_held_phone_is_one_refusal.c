/* A phone shows a new UID at every field cycle; held on the reader, it is still one tap. */
#include "flow.h"

CLAIM(a_held_phone_is_one_refusal) {
    flow_start(f, AT_ACTIVITY);
    flow_sim(f, "place %s", PHONE);
    flow_screen(f, "refused");
    flow_sleep_ms(2500);
    flow_sim(f, "remove");
    flow_sleep_ms(300);
    flow_exported(f, "taps", ",random_uid,", 1);
}
