/* The ticket number and the phone's last four digits show the five stages and the answer, and allow
 * a rating. */
#include "flow.h"

CLAIM(a_request_is_followed_by_number_and_four_digits) {
    flow_start(f, AT_ACTIVITY);
    flow_file_request(f, "16900001234");
    flow_answer_request(f, "已为您报上技能培训班");
    flow_follow(f, "1234");
    flow_sees(f, "已为您报上技能培训班");
    flow_sees(f, "转就业创业窗口");
    flow_touch(f, "满意");
    flow_sees(f, "谢谢您的评价");
    flow_touch_far(f, "再写一句");
    flow_touch(f, "拼音");
    for (const char *letter = "xiexie"; *letter; letter++) {
        char label[] = {*letter, 0};
        flow_touch(f, label);
    }
    flow_touch(f, "谢谢");
    flow_touch(f, "写好了");
    flow_sees(f, "您的话已经收到");
    flow_exported(f, "requests", "谢谢", 1);
    flow_touch(f, "完成");
    flow_screen(f, "attract");
    flow_sees_not(f, "技能培训班");
    flow_follow(f, "1234");
    flow_sees(f, "您已评价");
}
