/* An interrupted download resumes where it stopped. */
#include "flow.h"

#include <stdlib.h>

CLAIM(a_picture_comes_whole_and_before_its_story) {
    const char *output = NULL;
    char hex[80];
    flow_start_linked(f, AT_ACTIVITY);
    flow_all_arrive(f, 10000);
    flow_expect(f, flow_shell(f, &output,
                              "head -c 3000 /dev/zero | tr '\\0' p > $DIR/picture && "
                              "b2sum -l 256 $DIR/picture | cut -c 1-64") == 0);
    for (int i = 0; i < 65; i++) hex[i] = i < 64 ? output[i] : 0;
    flow_shell(f, &output, "cat $DIR/picture");
    flow_fake(f, "blob %s %s", hex, output);
    flow_fake(f, "cut_blob 1000");
    flow_fake(f,
              "change {\"kind\":\"story\",\"key\":\"s9\",\"name\":\"刘长河\",\"name_key\":\"liu\","
              "\"initials\":\"lch\",\"title\":\"守桥\",\"summary\":\"-\",\"honour\":\"一等功\","
              "\"portrait\":\"%s\",\"picture\":\"%s\",\"consent\":true,\"body\":\"守桥的人\"}",
              hex, hex);
    flow_log_says(f, "L-CUT", 10000);
    for (int64_t end = flow_now_ms() + 15000 * FLOW_PATIENCE;; flow_sleep_ms(100)) {
        flow_expect(f, flow_now_ms() < end);
        if (flow_shell(f, NULL,
                       "test -n \"$(sqlite3 $DATA/muster.db \"SELECT 1 FROM story WHERE "
                       "key='s9'\")\"") == 0)
            break;
    }
    flow_expect(f, atoi(flow_fake(f, "ranges")) == 1);
    flow_expect(f, flow_shell(f, NULL, "cmp $DIR/picture $DATA/blobs/%s", hex) == 0);
    flow_expect(f, flow_shell(f, NULL, "ls $DATA/blobs/*.part") != 0);
}
