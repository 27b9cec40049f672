/* Disabled until the paired station enables it with its own key. Then one screenshot per request,
 * only of pages without personal data, never of a member's page. The device page shows that it is
 * enabled. */
#include "flow.h"

#include <stdlib.h>
#include <string.h>

#define RECENT "1795397160000" /* a time during AT_ACTIVITY */

static int answers(struct flow *f, const char *outcome) {
    const char *output = NULL;
    flow_shell(f, &output,
               "sqlite3 -cmd '.timeout 5000' $DATA/muster.db \"SELECT count(*) FROM record WHERE"
               " outcome='%s'\"",
               outcome);
    return atoi(output);
}

static void wait_for(struct flow *f, const char *outcome, int count) {
    for (int64_t end = flow_now_ms() + 10000 * FLOW_PATIENCE; answers(f, outcome) != count;) {
        flow_expect(f, flow_now_ms() < end);
        flow_sleep_ms(50);
    }
}

static void say(struct flow *f, const char *key, const char *asked_ms) {
    flow_fake(f, "change {\"kind\":\"setting\",\"key\":\"glass.107\",\"value\":\"%.16s %s\"}", key,
              asked_ms);
}

CLAIM(a_screenshot_is_made_only_if_the_station_allows_it) {
    const char *output = NULL;
    char key[17] = "";
    flow_start_linked(f, AT_ACTIVITY);
    flow_all_arrive(f, 10000);
    flow_shell(f, &output, "od -An -tx1 -v $DATA/station.sign.pub | tr -d ' \\n'");
    memcpy(key, output, 16);
    say(f, "0123456789abcdef", RECENT "1"); /* with another station's key */
    flow_sleep_ms(800);
    flow_expect(f, answers(f, "picture") + answers(f, "picture_in_use") == 0);
    say(f, key, RECENT);
    wait_for(f, "picture", 1);
    flow_all_arrive(f, 10000);
    flow_expect(f, atoi(flow_fake(f, "note_first")) == 1);
    for (int i = 0; i < 50 && flow_shell(f, NULL, "ls $DATA/outgoing/glass.png") == 0; i++)
        flow_sleep_ms(100);
    flow_expect(f, flow_shell(f, NULL, "ls $DATA/outgoing/glass.png") != 0);
    flow_home(f);
    flow_touch(f, "服务申请");
    flow_screen(f, "request"); /* someone starts a request; no member is known */
    say(f, key, "1795397160500");
    wait_for(f, "picture_in_use", 1);
    flow_make_staff(f);
    flow_sign_in(f);
    flow_touch(f, "设备");
    flow_screen(f, "staff_device");
    flow_sees(f, "服务站已开启屏幕截图");
    say(f, key, "1795397161000"); /* a staff page is shown */
    wait_for(f, "picture_in_use", 2);
    say(f, "", "0"); /* disabled */
    flow_log_says(f, "no longer allows screenshots", 10000);
    flow_expect(f, answers(f, "picture") == 1 && answers(f, "picture_in_use") == 2);
}
