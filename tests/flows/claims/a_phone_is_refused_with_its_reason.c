/* A random UID is never an identity, and the screen says so. */
#include "flow.h"

CLAIM(a_phone_is_refused_with_its_reason) {
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, PHONE, "refused");
    flow_sees(f, "手机");
    flow_exported(f, "taps", ",refused,random_uid,", 1);
}
