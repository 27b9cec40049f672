/* 朗读 on home reads each page as it opens, also the welcome, and ends when the person leaves. */
#include "flow.h"

#include <string.h>

static void hears(struct flow *f, const char *words) {
    for (int64_t end = flow_now_ms() + 5000 * FLOW_PATIENCE; flow_now_ms() < end; flow_sleep_ms(20))
        if (strstr(flow_drive(f, "aloud"), words)) return;
    flow_fail(f, "\"%s\" is not read", words);
}

CLAIM(any_page_is_read_aloud_on_request) {
    flow_start(f, AT_ACTIVITY);
    flow_home(f);
    flow_touch(f, "朗读");
    hears(f, "欢迎回家");
    flow_touch(f, "政策指南");
    flow_screen(f, "guides");
    hears(f, "政策指南");
    flow_tap_gives(f, WANG, "welcome");
    hears(f, "王建国");
    flow_drive(f, "wait attract 15000"); /* the person has left */
    flow_screen(f, "attract");
    flow_expect(f, strcmp(flow_drive(f, "aloud"), "silent ") == 0);
    flow_home(f);
    flow_expect(f, strcmp(flow_drive(f, "aloud"), "silent ") == 0);
}
