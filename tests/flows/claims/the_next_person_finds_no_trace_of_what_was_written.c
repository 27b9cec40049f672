/* Ink, letters and text are cleared with the person, and no suggestion contains them. */
#include "flow.h"

CLAIM(the_next_person_finds_no_trace_of_what_was_written) {
    flow_start(f, AT_ACTIVITY);
    flow_home(f);
    for (int visit = 0; visit < 2; visit++) {
        flow_touch(f, "服务申请");
        flow_screen(f, "request");
        flow_touch(f, "就业创业");
        flow_screen(f, "say");
        flow_sees_not(f, "大");
        flow_drive(f, "stroke 250,330 480,320 740,310");
        flow_drive(f, "stroke 490,120 480,330 420,560 250,820");
        flow_drive(f, "stroke 490,340 580,600 760,820");
        flow_sees(f, "大");
        flow_touch(f, "上一步"); /* going back keeps the text; home clears it */
        flow_screen(f, "request");
        flow_touch(f, "返回");
        flow_screen(f, "home");
    }
}
