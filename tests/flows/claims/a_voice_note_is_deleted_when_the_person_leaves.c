/* Someone records a voice note and leaves; the next person's request does not have it. */
#include "flow.h"

#include <string.h>

static void to_say(struct flow *f) {
    for (int64_t end = flow_now_ms() + 30000; !flow_is_screen(f, "attract"); flow_sleep_ms(100))
        if (flow_now_ms() > end) flow_fail(f, "the welcome stays");
    flow_home(f);
    flow_touch(f, "服务申请");
    flow_screen(f, "request");
    flow_touch(f, "就业创业");
    flow_screen(f, "say");
    flow_touch(f, "语音留言");
}

CLAIM(a_voice_note_is_deleted_when_the_person_leaves) {
    const char *found = NULL;
    flow_start(f, AT_ACTIVITY);
    to_say(f);
    flow_touch(f, "开始说");
    flow_sees(f, "1 秒 / 60 秒");
    flow_tap_gives(f, WANG, "welcome"); /* while it is recorded */
    to_say(f);
    flow_sees(f, "开始说");
    flow_touch(f, "开始说");
    flow_sees(f, "1 秒 / 60 秒");
    flow_touch(f, "说完了");
    flow_sees(f, "录好了");
    flow_tap_gives(f, LI, "welcome"); /* and when it was kept */
    to_say(f);
    flow_sees(f, "开始说");
    flow_touch(f, "下一步");
    flow_screen(f, "phone");
    flow_touch(f, "不留电话");
    flow_screen(f, "confirm");
    flow_touch(f, "提交");
    flow_screen(f, "ticket");
    flow_shell(f, &found, "ls $DATA/outgoing 2>/dev/null | wc -l");
    flow_expect(f, strcmp(found, "0\n") == 0);
}
