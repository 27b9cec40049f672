/* After an edit of the config the picture is rotated, and touches hit the right targets. */
#include "flow.h"

#include <stdio.h>
#include <string.h>

static void turns_to(struct flow *f, int degrees, const char *size, const char *screen) {
    char command[160];
    snprintf(command, sizeof command,
             "sed -i '/^rotation/d; s/^\\[display\\]/&\\nrotation = %d/' $DIR/muster.conf",
             degrees);
    flow_shell(f, NULL, "%s", command);
    for (int64_t end = flow_now_ms() + 5000 * FLOW_PATIENCE; flow_now_ms() < end; flow_sleep_ms(20))
        if (strcmp(flow_drive(f, "size"), size) == 0) {
            flow_screen(f, screen); /* drawn again */
            return;
        }
    flow_fail(f, "the picture is %s, not %s", flow_drive(f, "size"), size);
}

CLAIM(the_panel_turns_while_it_runs) {
    snprintf(f->size, sizeof f->size, "1080x1920");
    flow_start(f, AT_NOTHING);
    flow_expect(f, strcmp(flow_drive(f, "size"), "1080x1920") == 0);
    turns_to(f, 90, "1920x1080", "attract");
    flow_home(f);
    flow_touch(f, "政策指南");
    flow_screen(f, "guides");
    turns_to(f, 180, "1080x1920", "guides");
    flow_touch(f, "返回");
    flow_screen(f, "home");
    turns_to(f, 270, "1920x1080", "home");
    flow_touch(f, "荣誉墙");
    flow_screen(f, "wall");
}
