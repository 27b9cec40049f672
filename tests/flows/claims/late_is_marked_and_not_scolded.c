/* After start + 10 min the member is welcomed as usual; the record is marked as late. */
#include "flow.h"

CLAIM(late_is_marked_and_not_scolded) {
    flow_start(f, "2026-11-23T09:45:00+08:00");
    flow_tap_gives(f, WANG, "welcome");
    flow_sees_not(f, "迟到");
    flow_exported(f, "taps", ",late", 1);
}
