/* The feed is ordered by the newest change; a change that needs another one is deferred until that
 * one arrives. */
#include "flow.h"

#include <string.h>

CLAIM(a_card_that_arrives_before_its_member_is_applied_later) {
    const char *output = NULL;
    char hex[65];
    flow_start_linked(f, AT_ACTIVITY);
    flow_tap_gives(f, NEW_CARD, "unknown");
    flow_expect(f, flow_shell(f, &output,
                              "sqlite3 $DATA/muster.db \"SELECT lower(hex(card)) FROM record "
                              "WHERE outcome='unknown_card' LIMIT 1\"") == 0);
    memcpy(hex, output, 64);
    hex[64] = 0;
    flow_fake(f,
              "change {\"kind\":\"card\",\"member_no\":\"LS7777\",\"identity\":\"%s\",\"state\":0}",
              hex);
    flow_log_says(f, "is deferred", 10000);
    flow_fake(f, "change {\"kind\":\"member\",\"member_no\":\"LS7777\",\"name\":\"赵援朝\","
                 "\"name_key\":\"zhao yuan chao\",\"initials\":\"zyc\",\"province\":1}");
    for (int64_t end = flow_now_ms() + 10000 * FLOW_PATIENCE;;) {
        flow_shell(f, &output, "sqlite3 $DATA/muster.db 'SELECT count(*) FROM change_aside'");
        bool none = output[0] == '0';
        flow_shell(f, &output,
                   "sqlite3 $DATA/muster.db \"SELECT count(*) FROM member WHERE "
                   "member_no='LS7777'\"");
        if (none && output[0] == '1') break;
        flow_expect(f, flow_now_ms() < end);
        flow_sleep_ms(100);
    }
    flow_tap_gives(f, NEW_CARD, "welcome");
    flow_sees(f, "赵援朝");
    flow_all_arrive(f, 5000);
}
