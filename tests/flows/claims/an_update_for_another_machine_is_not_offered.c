/* The same for one without a valid signature; a stick without any update is reported. */
#include "flow.h"

CLAIM(an_update_for_another_machine_is_not_offered) {
    flow_open_update_page(f, "muster-qemu-amd64");
    flow_sees(f, "另一种机器");
    flow_sees_not(f, "安装");
    flow_shell(f, NULL, ": >$DIR/bin/bad");
    flow_touch(f, "再看一次");
    flow_sees(f, "签名不对");
    flow_sees(f, "signature verification failed");
    flow_shell(f, NULL, "rm $DIR/sticks/sda1/*");
    flow_touch(f, "再看一次");
    flow_sees(f, "没有更新文件");
    flow_expect(f, flow_shell(f, NULL, "grep -q 'rauc install' $DIR/tools.log") != 0);
}
