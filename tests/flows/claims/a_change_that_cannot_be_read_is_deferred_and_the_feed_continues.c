/* A malformed change and one of an unknown kind are stored with their reasons, which staff can read
 * on the kiosk. Later changes are applied. When the same fact arrives again and is valid, it is
 * applied and no longer deferred. A reply that is not from the station is still never data. */
#include "flow.h"

#include <stdlib.h>
#include <string.h>

static int asides(struct flow *f) {
    const char *output = NULL;
    flow_shell(f, &output, "sqlite3 $DATA/muster.db 'SELECT count(*) FROM change_aside'");
    return atoi(output);
}

CLAIM(a_change_that_cannot_be_read_is_deferred_and_the_feed_continues) {
    const char *output = NULL;
    flow_start_linked(f, AT_ACTIVITY);
    flow_all_arrive(f, 10000);
    flow_fake(f, "change {\"kind\":\"notice\",\"key\":\"n1\",\"title\":7}");
    flow_fake(f, "change {\"kind\":\"hologram\",\"key\":\"h\"}");
    flow_fake(f, "change {\"kind\":\"notice\",\"key\":\"n2\",\"title\":\"体检通知\",\"text\":"
                 "\"周三上午\",\"from_ms\":1790000000000,\"to_ms\":1900000000000}");
    flow_home(f);
    flow_sees_within(f, "体检通知", 10000);
    flow_expect(f, asides(f) == 2);
    flow_shell(f, &output, "sqlite3 $DATA/muster.db 'SELECT reason FROM change_aside'");
    flow_expect(f, strstr(output, "title: not a text") && strstr(output, "unknown here"));
    flow_make_staff(f);
    flow_sign_in(f);
    flow_touch(f, "上传");
    flow_screen(f, "staff_queue");
    flow_sees(f, "title: not a text");
    flow_fake(f, "change {\"kind\":\"notice\",\"key\":\"n1\",\"title\":\"停水通知\",\"text\":"
                 "\"周四\",\"from_ms\":1790000000000,\"to_ms\":1900000000000}");
    for (int64_t end = flow_now_ms() + 10000 * FLOW_PATIENCE; asides(f) != 1;) {
        flow_expect(f, flow_now_ms() < end);
        flow_sleep_ms(100);
    }
    flow_shell(f, &output, "sqlite3 $DATA/muster.db 'SELECT count(*) FROM notice'");
    flow_expect(f, atoi(output) == 2);
    flow_fake(f, "mode garbage");
    flow_log_says(f, "L-REPLY", 40000);
    flow_fake(f, "change {\"kind\":\"notice\",\"key\":\"n3\",\"title\":\"不算\"}");
    flow_sleep_ms(3000);
    flow_expect(f, asides(f) == 1);
}
