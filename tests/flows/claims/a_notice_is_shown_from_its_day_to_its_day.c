/* It is on home and on the notice board, and gone the day after its last day. */
#include "flow.h"

CLAIM(a_notice_is_shown_from_its_day_to_its_day) {
    flow_start(f, "2026-11-22T10:00:00+08:00");
    flow_shell(
        f, NULL,
        "mkdir -p $DIR/notices && printf '%%s\\n' --- 'title: 冬季走访安排' 'from: 2026-11-23' "
        "'to: 2026-11-24' --- '名单按网格公示。' > $DIR/notices/visits.md");
    flow_import(f, "$DIR/notices/visits.md");
    flow_home(f);
    flow_sees_not(f, "冬季走访安排");
    flow_restart_at(f, "2026-11-24T23:00:00+08:00");
    flow_home(f);
    flow_touch(f, "公示栏");
    flow_screen(f, "notices");
    flow_sees(f, "名单按网格公示");
    flow_restart_at(f, "2026-11-25T00:01:00+08:00");
    flow_home(f);
    flow_sees_not(f, "冬季走访安排");
}
