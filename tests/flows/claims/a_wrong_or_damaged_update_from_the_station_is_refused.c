/* An update for another machine, or with a damaged part: staff read why, nothing is offered, and
 * all parts are deleted. */
#include "flow.h"

#include <string.h>

/* Offers a manifest for this machine with one part of 100 bytes of x. */
static void say(struct flow *f, const char *machine, const char *part) {
    const char *output = NULL;
    char hex[80] = "";
    flow_shell(f, &output,
               "cd $DIR; printf '{\"version\":\"8\",\"compatible\":\"%s\",\"bytes\":100,"
               "\"part_bytes\":65536,\"hash\":\"%s\",\"parts\":[\"%s\"]}' >manifest; b2sum -l 256 "
               "manifest | cut -c 1-64",
               machine, part, part);
    memcpy(hex, output, 64);
    flow_fake(f, "blob_file %s %s/manifest", hex, f->dir);
    flow_fake(f,
              "change {\"kind\":\"setting\",\"key\":\"update.muster-rpi-arm64\",\"value\":\"%s\"}",
              hex);
}

CLAIM(a_wrong_or_damaged_update_from_the_station_is_refused) {
    static const char hex[] = "5ad5ad5ad5ad5ad5ad5ad5ad5ad5ad5ad5ad5ad5ad5ad5ad5ad5ad5ad5ad5ad5";
    char text[101];
    memset(text, 'x', 100);
    text[100] = 0;
    flow_start_rauc(f, "muster-rpi-arm64");
    flow_start_linked(f, AT_ACTIVITY);
    flow_make_staff(f);
    flow_fake(f, "blob %s %s", hex, text);
    say(f, "muster-other", hex);
    flow_log_says(f, "it is for another type of machine", 20000);
    flow_go_to_update_page(f);
    flow_sees(f, "给另一种机器");
    flow_sees_not(f, "安装");
    say(f, "muster-rpi-arm64", hex);
    flow_sees_within(f, "几次都收坏了", 20000);
    flow_sees_not(f, "可以安装");
    flow_expect(f, flow_shell(f, NULL, "ls $DATA/updates/*.raucb") != 0);
    flow_expect(f, flow_shell(f, NULL, "test $(grep -c 'is refused' $DIR/kiosk.log) = 2") == 0);
    flow_expect(f, flow_shell(f, NULL, "grep -q 'rauc install' $DIR/tools.log") != 0);
}
