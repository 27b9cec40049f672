/* A voice message is recorded, played back and submitted. On the disk it is sealed; unsealed it is
 * Opus. */
#include "flow.h"

#include <stdio.h>
#include <string.h>

CLAIM(a_spoken_request_is_stored_sealed) {
    const char *found = NULL;
    flow_start(f, AT_ACTIVITY);
    flow_home(f);
    flow_touch(f, "服务申请");
    flow_screen(f, "request");
    flow_touch(f, "就业创业");
    flow_screen(f, "say");
    flow_touch(f, "语音留言");
    flow_touch(f, "开始说");
    flow_sees(f, "正在录音");
    flow_sees(f, "1 秒 / 60 秒");
    flow_touch(f, "说完了");
    flow_sees(f, "录好了");
    flow_touch(f, "听一遍");
    flow_sees(f, "停");
    flow_touch(f, "停");
    flow_sees(f, "听一遍");
    flow_shell(f, &found, "ls $DATA/outgoing 2>/dev/null | grep -c sealed");
    flow_expect(f, strcmp(found, "0\n") == 0); /* nothing is on the disk before it is submitted */
    flow_touch(f, "下一步");
    flow_screen(f, "phone");
    flow_touch(f, "不留电话");
    flow_screen(f, "confirm");
    flow_sees(f, "语音留言");
    flow_touch(f, "提交");
    flow_screen(f, "ticket");
    flow_shell(f, &found, "ls -l $DATA/outgoing | grep -c '^-rw-------.*[0-9a-f]\\{64\\}.sealed$'");
    flow_expect(f, strcmp(found, "1\n") == 0);
    flow_shell(f, &found, "grep -lc OggS $DATA/outgoing/*.sealed | wc -l");
    flow_expect(f, strcmp(found, "0\n") == 0);
    flow_shell(
        f, &found,
        "name=$(basename $DATA/outgoing/*.sealed .sealed); $KIOSK --config $DIR/muster.conf export "
        "requests | grep -c "
        "$name; $KIOSK --config $DIR/muster.conf export voice-note $name | head -c 36 | tail -c 8");
    flow_expect(f, strcmp(found, "1\nOpusHead") == 0);
    flow_shell(f, NULL, "mv $DATA/station.sec $DIR/at-the-station");
    flow_shell(f, &found,
               "$KIOSK --config $DIR/muster.conf export voice-note $(basename "
               "$DATA/outgoing/*.sealed .sealed) 2>&1 "
               "| grep -c OpusHead");
    flow_expect(f, strcmp(found, "0\n") == 0);
}
