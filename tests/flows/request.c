/* request: steps that several claims about requests share. */
#include "flow.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

void flow_touch_far(struct flow *f, const char *label) {
    for (int i = 0; i < 12; i++) {
        if (strncmp(flow_drive(f, "touch %s", label), "error", 5) != 0) return;
        flow_drive(f, "touch 下翻");
    }
    flow_fail(f, "\"%s\" is nowhere on the page", label);
}

void flow_touch_restarts(struct flow *f, const char *label) {
    flow_drive(f, "touch %s", label); /* the connection may end before the reply */
    flow_log_says(f, "restarting, as staff asked", 8000);
    close(f->kiosk_socket);
    f->kiosk_socket = flow_connect(f, "drive.sock", f->kiosk_pid);
}

static void type(struct flow *f, const char *digits) {
    for (; *digits; digits++) {
        char digit[] = {*digits, 0};
        if (*digits != '-') flow_touch(f, digit);
    }
}

void flow_to_confirm(struct flow *f, const char *phone) {
    flow_home(f);
    flow_touch(f, "服务申请");
    flow_screen(f, "request");
    flow_touch(f, "就业创业");
    flow_screen(f, "say");
    flow_touch(f, "常用语");
    flow_touch(f, "我想参加技能培训");
    flow_touch(f, "下一步");
    flow_screen(f, "phone");
    type(f, phone);
    flow_touch(f, phone[0] ? "下一步" : "不留电话");
    flow_screen(f, "confirm");
}

void flow_file_request(struct flow *f, const char *phone) {
    flow_to_confirm(f, phone);
    flow_touch(f, "提交");
    flow_screen(f, "ticket");
    flow_touch(f, "完成");
    flow_screen(f, "attract");
}

/* The second line of the export begins with it. */
static void first_number(struct flow *f, char ret_number[static 16]) {
    const char *line = strchr(flow_export(f, "requests"), '\n');
    if (!line || sscanf(line, "\n%15[0-9-]", ret_number) != 1) flow_fail(f, "no request is there");
}

void flow_answer_request(struct flow *f, const char *answer) {
    char number[16];
    first_number(f, number);
    flow_shell(f, NULL,
               "printf '%%s\\n' 'number,stage,at,note,answer' '%s,分类指导,2026-11-23 "
               "09:40,转就业创业窗口,' "
               "'%s,承办,2026-11-23 10:00,李站长,' '%s,答复,2026-11-23 11:00,,%s' > "
               "$DIR/request_steps.csv",
               number, number, number, answer);
    flow_import(f, "$DIR/request_steps.csv");
}

void flow_follow(struct flow *f, const char *digits) {
    char number[16];
    first_number(f, number);
    if (!flow_is_screen(f, "attract")) {
        flow_touch(f, "返回");
        flow_screen(f, "follow");
        flow_touch(f, "返回");
        flow_screen(f, "request");
    } else {
        flow_home(f);
        flow_touch(f, "服务申请");
        flow_screen(f, "request");
    }
    flow_touch(f, "查我的办理进度");
    flow_screen(f, "follow");
    type(f, number);
    flow_touch(f, "手机后四位");
    type(f, digits);
    flow_touch(f, "查询");
    flow_screen(f, "track");
}
